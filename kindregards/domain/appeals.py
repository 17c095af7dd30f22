"""Appeals: a candidate who was turned down asks that another person looks again."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kindregards.domain.applications import ApplicationState, Outcome
from kindregards.domain.decisions import DECIDED_BY_POLICY
from kindregards.domain.errors import ConflictError

APPEAL_FLAG = "appeal"
"""Stands among the flags of the review in which an appeal is answered."""
LONGEST_APPEAL = 4000
"""Characters of a candidate's own words."""


class AppealNotPossibleError(ConflictError):
    """Nothing was told that could be looked at again: the application is undecided, advanced, or ended by itself."""

    code = "appeal_not_possible"


class AppealTooLateError(ConflictError):
    """The time in which another person could be asked for is over."""

    code = "appeal_too_late"


class OtherReviewerNeededError(ConflictError):
    """Whoever decided first may not answer the appeal against it."""

    code = "other_reviewer_needed"


class AppealState(StrEnum):
    """`open` waits for a person, `decided` for its letter to arrive; `ended` was overtaken by the candidate's leave."""

    OPEN = "open"
    DECIDED = "decided"
    ANSWERED = "answered"
    ENDED = "ended"

    @property
    def is_running(self) -> bool:
        """Say whether the candidate still waits for the answer."""
        return self in RUNNING_APPEALS


RUNNING_APPEALS = (AppealState.OPEN, AppealState.DECIDED)
"""The candidate waits for the answer: meanwhile nothing is closed, forgotten or offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAppeal:
    """An appeal as it comes in; `source` is the door, `words` the candidate's own."""

    source: str
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """One appeal. `first_decider` is a user's id, or `policy`."""

    id: str
    state: AppealState
    first_decider: str
    created_at: datetime
    due_at: datetime
    words: str | None = None
    outcome: Outcome | None = None
    answered_at: datetime | None = None

    def bars(self, user_id: str) -> bool:
        """Say whether this person decided first and must leave the answer to somebody else."""
        return user_id not in {DECIDED_BY_POLICY, ""} and user_id == self.first_decider


def refuse_appeal(
    application_id: str,
    *,
    state: ApplicationState,
    outcome: Outcome | None,
    told_at: datetime | None,
    until: datetime | None,
    now: datetime,
) -> None:
    """Raise unless a told rejection stands and its window is open; `until` is when that closes."""
    if outcome is not Outcome.REJECT or told_at is None:
        raise AppealNotPossibleError(
            f"Application {application_id} tells no rejection that a person could look at again."
        )
    if state is ApplicationState.CLOSED or (until is not None and now >= until):
        raise AppealTooLateError(
            f"The time to ask for another look at application {application_id} is over. Answer the candidate yourself."
        )
    if state not in {ApplicationState.TOLD, ApplicationState.ACKNOWLEDGED}:
        raise AppealNotPossibleError(
            f"Application {application_id} is {state}: a person is looking at it already. Wait for what they decide."
        )
