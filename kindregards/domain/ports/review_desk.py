"""What reviewers and readers of letters may ask of the store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from kindregards.domain.journey import ApplicationRef
from kindregards.domain.letters import BlockKind, Finding
from kindregards.domain.reviewing import (
    LetterView,
    MailboxMessage,
    Recomposition,
    ReviewAnswer,
    ReviewCase,
    ReviewPage,
    ReviewQuery,
    Seen,
)


class ReviewDesk(Protocol):
    """The queue of doubtful cases; every race is settled by compare-and-set on the review's version."""

    async def page(self, company_id: str, query: ReviewQuery) -> ReviewPage:
        """Return a page of reviews, the earliest due first."""
        ...

    async def case(self, company_id: str, review_id: str) -> ReviewCase:
        """Return everything about one review; raise ReviewNotFoundError."""
        ...

    async def claim(
        self, company_id: str, review_id: str, *, user_id: str, now: datetime, seen: Seen | None = None
    ) -> bool:
        """Lease a review for 90 s; False when somebody else holds it. It shows presence, it protects nothing.

        With `seen` it is written down that the user has read the case so, and how long they had it open.
        """
        ...

    async def release(self, company_id: str, review_id: str, *, user_id: str) -> None:
        """Give a lease up; again, or of somebody else's, it changes nothing. Raise ReviewNotFoundError."""
        ...

    async def decide(self, company_id: str, review_id: str, answer: ReviewAnswer, *, now: datetime) -> ReviewCase:
        """Record a decision, once.

        Raises ReviewNotFoundError, StaleVersionError, AlreadyDecidedError, LetterChangedError, LetterMissingError,
        LetterBlockedError or ReasonUnknownError; then nothing is changed.
        """
        ...

    async def check(
        self, company_id: str, review_id: str, *, body: str, subject: str | None, kinds: Sequence[BlockKind] = ()
    ) -> Sequence[Finding]:
        """Return what the lint says of a rewritten draft, keeping nothing."""
        ...


class Recomposing(Protocol):
    """Writes drafts anew."""

    async def recompose(self, company_id: str, review_id: str, wish: Recomposition, *, now: datetime) -> ReviewCase:
        """Put a letter for another reason or in another tone in the draft's place; review version and hash change.

        Raises ReviewNotFoundError, StaleVersionError, AlreadyDecidedError, LetterMissingError, ReasonRequiredError or
        ReasonUnknownError; then nothing is changed.
        """
        ...


class LetterShelf(Protocol):
    """Reads letters."""

    async def letter(self, company_id: str, letter_id: str) -> LetterView:
        """Return one letter with its deliveries; raise LetterNotFoundError."""
        ...

    async def letters_of(self, ref: ApplicationRef) -> Sequence[LetterView]:
        """Return the letters of an application, oldest first."""
        ...


class MailboxReader(Protocol):
    """Reads the embedded mailbox."""

    async def mailbox(self, company_id: str, *, limit: int, after: str | None = None) -> Sequence[MailboxMessage]:
        """Return messages of the embedded mailbox, newest first."""
        ...

    async def message(self, company_id: str, message_id: str) -> MailboxMessage:
        """Return one message of the mailbox; raise LetterNotFoundError."""
        ...
