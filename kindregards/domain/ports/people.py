"""What people at the console do for candidates: requests that wait, erasures, the talent pool."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kindregards.domain.erasures import Erasure
from kindregards.domain.feedback import Feedback as CandidateFeedback
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.legal_holds import LegalHold
from kindregards.domain.open_requests import OpenRequest
from kindregards.domain.ports.after_telling import Calls
from kindregards.domain.retention import RetentionCount
from kindregards.domain.talent_pool import Invited, PoolPage


class OpenRequests(Protocol):
    """Wishes that wait for a person."""

    async def waiting(self, company_id: str, *, limit: int) -> Sequence[OpenRequest]:
        """Return up to `limit` of each kind, the earliest due first, those without a day last."""
        ...


class Feedback(Protocol):
    """What candidates say of the way they were told."""

    async def give(
        self, ref: ApplicationRef, score: int, words: str | None, *, source: str = ..., now: datetime
    ) -> None:
        """Keep what a candidate says; a later word takes the place of an earlier one. Raises FeedbackTooEarlyError."""
        ...

    async def feedback_of(self, ref: ApplicationRef) -> CandidateFeedback | None:
        """Return what the candidate of an application said; raise ApplicationNotFoundError."""
        ...


class Erasures(Protocol):
    """Forgets people."""

    async def ask(self, ref: ApplicationRef, *, source: str, now: datetime) -> None:
        """Keep the wish of the person behind an application, once; raise ApplicationNotFoundError."""
        ...

    async def erasure_of(self, ref: ApplicationRef) -> Erasure:
        """Return the wish of the person behind an application; raise ErasureNotFoundError."""
        ...

    async def carry_out(self, company_id: str, erasure_id: str, *, actor: str, now: datetime) -> Erasure:
        """Forget the person; again changes nothing. Raises ErasureNotFoundError."""
        ...


class TalentPool(Protocol):
    """Who agreed to hear of openings."""

    async def page(
        self, company_id: str, *, limit: int, now: datetime, after: str | None = None, everybody: bool = False
    ) -> PoolPage:
        """Return a page of those whose consent counts, or with `everybody` of all, newest first."""
        ...


class Invitations(Protocol):
    """Tells people in the pool of openings."""

    async def invite(self, company_id: str, entry_id: str, opening: str, *, actor: str, now: datetime) -> Invited:
        """Have a letter sent that tells of an opening; the same one again is not written twice.

        Raises PoolEntryNotFoundError, NotInvitableError, ChannelUnreachableError, LetterMissingError and
        LetterBlockedError.
        """
        ...


class Retention(Protocol):
    """Forgets people whose time is over."""

    async def run(self, *, now: datetime) -> RetentionCount:
        """Forget everybody whose time is over, and leave the counts; again does nothing twice."""
        ...


class LegalHolds(Protocol):
    """Keeps the record of somebody's decisions, whatever else is forgotten; all raise ApplicationNotFoundError."""

    async def hold_of(self, ref: ApplicationRef) -> LegalHold | None:
        """Return the hold on the person behind an application."""
        ...

    async def place(self, ref: ApplicationRef, *, actor: str, reason: str, now: datetime) -> LegalHold:
        """Place a hold; where one is, return that unchanged."""
        ...

    async def lift(self, ref: ApplicationRef, *, actor: str, reason: str, now: datetime) -> None:
        """Lift the hold; raise NotOnHoldError."""
        ...


class OwnData(Protocol):
    """Gathers what a person gave us or was told."""

    async def of(self, ref: ApplicationRef) -> Mapping[str, object]:
        """Return it as plain facts, nothing of a decision they were not told; raise ApplicationNotFoundError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleServices:
    """They go together wherever a door is given them."""

    requests: OpenRequests
    calls: Calls
    erasures: Erasures
    pool: TalentPool
    invitations: Invitations
    feedback: Feedback
    holds: LegalHolds
    own_data: OwnData
