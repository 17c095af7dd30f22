"""Which policy a job or department gets, and versions that decide on paper before they take over."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from kindregards.domain.applications import Outcome
from kindregards.domain.errors import InvalidError, NotFoundError
from kindregards.domain.policies import Branch

MOST_EXAMPLES = 20
LONGEST_SUBJECT = 200


class Scope(StrEnum):
    """For whom a policy counts: the applications of one job (its external id), or of one department."""

    JOB = "job"
    DEPARTMENT = "department"


class SubjectInvalidError(InvalidError):
    """The name of a job or department is missing, too long, or more than one line."""

    code = "subject_invalid"


class PilotNotFoundError(NotFoundError):
    """The company has no such pilot."""

    code = "pilot_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """The policy of a job or department whose applications name none; a job's goes before its department's."""

    scope: Scope
    subject: str
    policy_name: str
    assigned_by: str
    assigned_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    """A version that decides on paper about the results of a job or department. Nobody is told anything of it."""

    id: str
    policy_name: str
    version: int
    scope: Scope
    subject: str
    started_by: str
    started_at: datetime
    ended_at: datetime | None = None


class ShadowPair(NamedTuple):
    """One application: what was done about it, None while nothing is, and what the pilot would have done."""

    application_id: str
    real: Branch | None
    paper: Branch
    person_said: Outcome | None


@dataclass(slots=True, kw_only=True)
class Comparison:
    """A pilot beside what really happened. `contrary` are people's outcomes that it would decide the other way."""

    judged: int = 0
    waiting: int = 0
    same: int = 0
    moves: Counter[tuple[Branch, Branch]] = field(default_factory=Counter)
    by_people: int = 0
    contrary: int = 0
    examples: list[str] = field(default_factory=list)


def compare(pairs: Iterable[ShadowPair]) -> Comparison:
    """Count where paper and reality part."""
    made = Comparison()
    for pair in pairs:
        if pair.real is None:
            made.waiting += 1
            continue
        made.judged += 1
        made.same += pair.real is pair.paper
        if pair.person_said is not None:
            made.by_people += 1
            opposite = {Branch.REJECT: Outcome.ADVANCE, Branch.ADVANCE: Outcome.REJECT}.get(pair.paper)
            made.contrary += opposite is pair.person_said
        if pair.real is not pair.paper:
            made.moves[pair.real, pair.paper] += 1
            if len(made.examples) < MOST_EXAMPLES:
                made.examples.append(pair.application_id)
    return made


def checked_subject(text: str) -> str:
    """Return the name of a job or department without space around it; raise SubjectInvalidError."""
    subject = text.strip()
    if not subject or len(subject) > LONGEST_SUBJECT or not subject.isprintable():
        raise SubjectInvalidError(
            f"Name the job by its external id, or the department, in one line of up to {LONGEST_SUBJECT} signs."
        )
    return subject
