"""The AI interview's result: score, evidence, concerns; never emotion."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class CommunicationStyle(StrEnum):
    """How a person speaks, read from their words only."""

    OUTGOING = "outgoing"
    RESERVED = "reserved"
    RIGOROUS = "rigorous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency:
    """One assessed ability, scored 0-100, with what was seen."""

    name: str
    score: float | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A strength the interview named, with its evidence."""

    text: str
    competency: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A doubt the interview named; `reason` is a rejection reason's code, `requirement` a job requirement's."""

    text: str
    reason: str | None = None
    requirement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One thing said, `at` seconds after the start."""

    speaker: str
    text: str
    at: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewResult:
    """What the interview vendor reported; `score` and `confidence` run 0-100 and 0-1."""

    result_id: str
    score: float
    completed_at: datetime
    competencies: tuple[Competency, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    concerns: tuple[Concern, ...] = ()
    facts: Mapping[str, int | float | str | bool] = field(default_factory=dict)
    confidence: float | None = None
    transcript: tuple[Utterance, ...] = ()
    communication_style: CommunicationStyle | None = None
    supersedes: str | None = None
