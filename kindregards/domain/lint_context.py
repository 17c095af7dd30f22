"""What the lint compares a letter with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from kindregards.domain.composition import LetterRequest
from kindregards.domain.evidence import evidence_of
from kindregards.domain.interviews import Utterance
from kindregards.domain.languages import Language
from kindregards.domain.reasons import Reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class LintContext:
    """The facts a letter must agree with.

    `reason` is the recorded reason's code and `evidence` the evaluation's text by source id, empty where there was no
    interview; without them the checks that need them are left out. `transcript` is what sources may point into.
    `own_hosts` are the only hosts whose addresses a letter may name. `opening` is the job an invitation is about.
    `own_reasons` are the company's besides ours.
    """

    candidate_name: str
    job_title: str
    company_name: str
    language: Language
    talent_pool_consent: bool = False
    reason: str | None = None
    evidence: Mapping[str, str] | None = None
    transcript: tuple[Utterance, ...] = ()
    own_hosts: frozenset[str] = frozenset()
    opening: str = ""
    own_reasons: Reasons = field(default_factory=dict)

    @classmethod
    def of(cls, request: LetterRequest, *, own_hosts: frozenset[str] = frozenset()) -> Self:
        """Return the facts behind a request."""
        return cls(
            candidate_name=request.candidate.name,
            job_title=request.job.title,
            company_name=request.brand.company_name,
            language=request.language,
            talent_pool_consent=request.candidate.consents.talent_pool,
            reason=request.reason,
            evidence={} if request.result is None else evidence_of(request.result),
            transcript=() if request.result is None else request.result.transcript,
            own_hosts=own_hosts,
            opening=request.opening or "",
            own_reasons=request.brand.reasons,
        )
