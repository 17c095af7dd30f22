"""What reviewers do with a case besides deciding it: give it to somebody, ask, put it off."""

from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.absences import Absence
from kindregards.domain.accounts import Role
from kindregards.domain.errors import ConflictError, InvalidError, NotFoundError
from kindregards.domain.text_safety import is_clean_text

MOST_IN_BULK = 20
"""How many approvals one press may give."""
LONGEST_TEXT = 2000


class ColleagueUnknownError(InvalidError):
    """Nobody of this company who may decide has this id."""

    code = "colleague_unknown"


class GroupUnknownError(InvalidError):
    """There is no group of this name."""

    code = "group_unknown"


class SnoozeImpossibleError(InvalidError):
    """The moment has passed, or the case is due before anybody could put it off."""

    code = "snooze_impossible"


class QuestionInvalidError(InvalidError):
    """A question or an answer without words, or with far too many."""

    code = "question_invalid"


class QuestionNotFoundError(NotFoundError):
    """The case has no such question."""

    code = "question_not_found"


class QuestionAnsweredError(ConflictError):
    """Somebody has answered it already."""

    code = "question_answered"


class BulkRefusedError(InvalidError):
    """Nothing is chosen, or more than one press may decide."""

    code = "bulk_refused"


class NotOpenedError(ConflictError):
    """The reviewer has not opened the case as it is now, so they cannot know what they would approve."""

    code = "case_not_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody whom a case can be given to, or who can be asked."""

    id: str
    name: str
    role: Role
    groups: tuple[str, ...]
    absence: Absence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Whose case it is from now on: a user's, a group's, or (both None) nobody's in particular."""

    to: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What one reviewer asked another about a case, and what they answered."""

    id: str
    review_id: str
    asked_by: str
    asked_of: str
    asked_at: datetime
    text: str
    answered_by: str | None = None
    answered_at: datetime | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierApplication:
    """Another application of the same person; `is_sure` when their id is the same, not only an address or a number."""

    id: str
    external_id: str
    job_title: str
    stage: str
    state: str
    outcome: str | None
    created_at: datetime
    told_at: datetime | None
    is_sure: bool


def checked_words(text: str) -> str:
    """Return a question's or an answer's words without space around them; raise QuestionInvalidError."""
    words = text.strip()
    if not words:
        raise QuestionInvalidError("Write a few words: an empty one helps nobody.")
    if len(words) > LONGEST_TEXT or not is_clean_text(words):
        raise QuestionInvalidError(f"Write up to {LONGEST_TEXT} characters of plain text.")
    return words


def snoozed_until(until: datetime, *, due_at: datetime, now: datetime) -> datetime:
    """Return when a case comes back: at the moment wished for, and never later than it is due."""
    if until <= now:
        raise SnoozeImpossibleError("That moment has passed. Choose one that is still to come.")
    if due_at <= now:
        raise SnoozeImpossibleError("The case is due already and cannot be put off. Give it to somebody, or decide it.")
    return min(until, due_at)
