"""Whether reviewers look before they agree: rates and times of each, and who seems to press a stamp.

A flag is a reason for a lead to talk with somebody, never a finding about them: it needs agreement with nearly every
draft, hardly any time on the case, and evidence left unopened, all at once and over enough cases.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, median

from kindregards.domain.reports import Share

FEWEST_CASES = 30
"""With fewer cases nobody is judged."""
NEARLY_ALWAYS = 0.95
HARDLY_ANY_SECONDS = 20.0
"""A case with its letter has some three hundred words: nobody reads them in less."""
HARDLY_ANY_EVIDENCE = 1.5
"""The first part shows by itself; whoever reads opens others now and then."""


class Attention(StrEnum):
    """What a lead should know of a reviewer."""

    FINE = "fine"
    TOO_FEW = "too_few"
    NOT_SEEN = "not_seen"
    """They decide outside the console, where nobody sees what they look at."""
    RUBBER_STAMP = "rubber_stamp"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedCase:
    """One decision of a reviewer. `agreed` with the outcome and reason offered; None of the rest where not seen."""

    reviewer: str
    agreed: bool
    seconds: float | None
    evidence: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerFigures:
    """One reviewer: how often they agreed, and the middle of what was seen of them over `seen` cases."""

    reviewer: str
    agreement: Share
    seen: int
    median_seconds: float | None
    mean_evidence: float | None
    attention: Attention


def oversight(cases: Iterable[ReviewedCase]) -> tuple[ReviewerFigures, ...]:
    """Return figures of every reviewer, those to be talked with first, then by the number of cases."""
    by_reviewer: defaultdict[str, list[ReviewedCase]] = defaultdict(list)
    for case in cases:
        by_reviewer[case.reviewer].append(case)
    found = [_figures(reviewer, theirs) for reviewer, theirs in by_reviewer.items()]
    return tuple(
        sorted(found, key=lambda each: (each.attention is not Attention.RUBBER_STAMP, -each.agreement.n, each.reviewer))
    )


def _figures(reviewer: str, cases: Sequence[ReviewedCase]) -> ReviewerFigures:
    seconds = [case.seconds for case in cases if case.seconds is not None]
    evidence = [case.evidence for case in cases if case.evidence is not None]
    agreement = Share(count=sum(case.agreed for case in cases), n=len(cases))
    middle = median(seconds) if seconds else None
    opened = fmean(evidence) if evidence else None
    return ReviewerFigures(
        reviewer=reviewer,
        agreement=agreement,
        seen=len(seconds),
        median_seconds=middle,
        mean_evidence=opened,
        attention=_attention(agreement, len(seconds), middle, opened),
    )


def _attention(agreement: Share, seen: int, seconds: float | None, evidence: float | None) -> Attention:
    if agreement.n < FEWEST_CASES:
        return Attention.TOO_FEW
    if seen < FEWEST_CASES or seconds is None or evidence is None:
        return Attention.NOT_SEEN
    agrees = agreement.count >= NEARLY_ALWAYS * agreement.n
    looks = seconds >= HARDLY_ANY_SECONDS or evidence > HARDLY_ANY_EVIDENCE
    return Attention.RUBBER_STAMP if agrees and not looks else Attention.FINE
