"""What the doors may ask of the store; every method is one whole transaction of one company."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from kindregards.domain.channels import Channel
from kindregards.domain.decision_records import DecisionRecord
from kindregards.domain.intake import (
    ApplicationPage,
    ApplicationQuery,
    ApplicationView,
    CandidateRequest,
    NewApplication,
    Submitted,
    TimelineEntry,
)
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.letter_trials import TrialLetter, TrialWish
from kindregards.domain.policies import Policy, PolicyVersion
from kindregards.domain.policy_reports import PolicyReport
from kindregards.domain.replies import Reply


class Intake(Protocol):
    """Takes in new applications."""

    async def submit(self, company_id: str, new: NewApplication, *, now: datetime) -> Submitted:
        """Keep an application; the same one again is answered, another under its external id is refused."""
        ...


class Results(Protocol):
    """Takes in interview results."""

    async def add(self, ref: ApplicationRef, result: InterviewResult, *, now: datetime) -> Submitted:
        """Keep an interview result, unless one is there that it does not name as superseded."""
        ...

    async def application_of(self, company_id: str, external_id: str, *, source: str) -> ApplicationRef:
        """Return the application that a vendor interviews for; raise ApplicationNotFoundError, for others' too."""
        ...


class Requests(Protocol):
    """Takes in what people ask of an application that is under way."""

    async def add(self, ref: ApplicationRef, request: CandidateRequest, *, now: datetime) -> ApplicationView:
        """Keep what a candidate asks: to withdraw, to decline the AI interview or an offer. Again is harmless."""
        ...

    async def undo(self, ref: ApplicationRef, *, actor: str, reason: str, now: datetime) -> ApplicationView:
        """Take the standing decision back; raise LetterAlreadySentError once telling has begun."""
        ...

    async def release(self, ref: ApplicationRef, instruction: str, *, actor: str, now: datetime) -> ApplicationView:
        """Let a held application go on: `retry`, `review`, `sent` or `not_sent`; raise NotHeldError."""
        ...


class LetterCancelling(Protocol):
    """Keeps outcome letters from leaving."""

    async def cancel(self, company_id: str, letter_id: str, *, actor: str, now: datetime) -> ApplicationView:
        """Undo the decision a letter tells; raise LetterNotFoundError, NothingToUndoError, LetterAlreadySentError."""
        ...


class LetterHurrying(Protocol):
    """Lets letters leave before their time."""

    async def hurry(self, company_id: str, letter_id: str, *, actor: str, now: datetime) -> None:
        """End a letter's cooling-off; what may leave already stays as it is.

        Raises LetterNotFoundError, LetterNotWaitingError.
        """
        ...


class Repinning(Protocol):
    """Changes which rules an application will be decided by."""

    async def repin(self, ref: ApplicationRef, *, actor: str, now: datetime) -> ApplicationView:
        """Pin the active version of its policy; again changes nothing.

        Raises ApplicationNotFoundError, ApplicationFinishedError, ResultExistsError, PolicyUnknownError.
        """
        ...


class LetterTrials(Protocol):
    """Shows letters that are nowhere kept."""

    async def letter(self, ref: ApplicationRef, wish: TrialWish, *, now: datetime) -> TrialLetter:
        """Return the letter; raise ApplicationNotFoundError, ReasonUnknownError, LetterMissingError."""
        ...


class LetterResending(Protocol):
    """Sends letters again that have left."""

    async def resend(self, company_id: str, letter_id: str, channel: Channel, *, actor: str, now: datetime) -> str:
        """Have a letter sent again and return the copy's id; asked again before that has left, the same copy's.

        Raises LetterNotFoundError, NotResendableError, ChannelUnreachableError, ApplicationFinishedError.
        """
        ...


class Applications(Protocol):
    """Reads applications."""

    async def get(self, ref: ApplicationRef) -> ApplicationView:
        """Return one; raise ApplicationNotFoundError."""
        ...

    async def page(self, company_id: str, query: ApplicationQuery) -> ApplicationPage:
        """Return a page, newest first."""
        ...

    async def timeline(self, ref: ApplicationRef) -> Sequence[TimelineEntry]:
        """Return everything that happened, oldest first; raise ApplicationNotFoundError."""
        ...


class DecisionRecords(Protocol):
    """Why something was decided."""

    async def why(self, ref: ApplicationRef) -> Sequence[DecisionRecord]:
        """Return the decisions of an application, the newest first; raise ApplicationNotFoundError."""
        ...


class Replies(Protocol):
    """What candidates wrote back."""

    async def replies_of(self, ref: ApplicationRef) -> Sequence[Reply]:
        """Return the replies of an application, oldest first; raise ApplicationNotFoundError."""
        ...

    async def settle(self, ref: ApplicationRef, reply_id: str, *, actor: str, now: datetime) -> None:
        """Mark a reply as dealt with, once; raise ApplicationNotFoundError or ReplyNotFoundError."""
        ...


class Policies(Protocol):
    """Policy versions."""

    async def latest(self, company_id: str, name: str) -> PolicyVersion:
        """Return the active version, or the newest draft of a policy never activated; raise PolicyUnknownError."""
        ...

    async def version(self, company_id: str, name: str, number: int) -> PolicyVersion:
        """Return one version; raise PolicyUnknownError."""
        ...

    async def versions(self, company_id: str, name: str | None = None) -> Sequence[PolicyVersion]:
        """Return every version of one policy, or of all, by name and the newest first."""
        ...

    async def add_draft(
        self, company_id: str, name: str, policy: Policy, *, author: str, now: datetime, based_on: int | None = None
    ) -> PolicyVersion:
        """Keep a new draft version; raise PolicyChangedError when `based_on` is not the newest version any more."""
        ...

    async def activate(self, company_id: str, name: str, number: int, *, now: datetime) -> PolicyVersion:
        """Let a version decide about applications that come in from now on; raise PolicyUnknownError."""
        ...


class KnownFacts(Protocol):
    """What rules may look at besides scores."""

    async def names(self, company_id: str) -> Collection[str]:
        """Return the names of facts that interviews are known to send."""
        ...


class PolicyActivation(Protocol):
    """Letting a version go live."""

    async def activate(self, company_id: str, name: str, version: int, *, by: str, now: datetime) -> PolicyVersion:
        """Let a version decide from now on; raise PolicyUnknownError or a conflict that says what is missing."""
        ...


class PolicyReports(Protocol):
    """What is known of policy versions before they go live."""

    async def make(
        self, company_id: str, name: str, version: int, *, by: str, now: datetime, most: int | None
    ) -> PolicyReport:
        """Replay the newest evaluations, up to `most`, and keep the report; raise PolicyUnknownError."""
        ...

    async def latest(self, company_id: str, name: str, version: int) -> PolicyReport | None:
        """Return the newest report of a version."""
        ...
