"""One thing that was looked at."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How it stands; only `wrong` makes `doctor` fail."""

    FINE = "fine"
    NOTICE = "notice"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was looked at, how it stands, and in one sentence what to do about it."""

    subject: str
    verdict: Verdict
    sentence: str


def fine(subject: str, sentence: str) -> Finding:
    """Return a finding that needs nothing."""
    return Finding(subject=subject, verdict=Verdict.FINE, sentence=sentence)


def notice(subject: str, sentence: str) -> Finding:
    """Return something worth knowing that stops nothing."""
    return Finding(subject=subject, verdict=Verdict.NOTICE, sentence=sentence)


def wrong(subject: str, sentence: str) -> Finding:
    """Return something that must be changed."""
    return Finding(subject=subject, verdict=Verdict.WRONG, sentence=sentence)
