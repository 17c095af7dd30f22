"""What candidates may do behind their links."""

from datetime import datetime
from typing import Protocol

from kindregards.domain.candidate_pages import LetterPage, StatusPage, SubscriptionPage
from kindregards.domain.intake import CandidateRequest


class CandidatePages(Protocol):
    """Pages opened by a token; all raise LinkUnknownError or LinkExpiredError. Reading changes nothing but evidence."""

    async def letter(self, token: str, *, now: datetime) -> LetterPage:
        """Return the hosted letter."""
        ...

    async def note_view(self, token: str, *, machine: bool | None, now: datetime) -> None:
        """Keep a view of the letter as evidence, graded; it is never an acknowledgement."""
        ...

    async def acknowledge(self, token: str, *, now: datetime) -> None:
        """Record that the candidate says they have read the letter; again is harmless."""
        ...

    async def status(self, token: str, *, now: datetime) -> StatusPage:
        """Return where the application stands."""
        ...

    async def subscription(self, token: str) -> SubscriptionPage:
        """Return what the link's messages are about, however old the link; raise LinkUnknownError."""
        ...

    async def unsubscribe(self, token: str, *, now: datetime) -> None:
        """Stop messages to the address that the link was sent to, however old it is; again is harmless."""
        ...

    async def request(self, token: str, request: CandidateRequest, *, now: datetime) -> None:
        """Keep what the candidate asks; raises as `Requests.add` does."""
        ...


class StatusLinks(Protocol):
    """Makes links to the status page for integrators to hand on."""

    async def mint(self, company_id: str, application_id: str, *, now: datetime) -> str:
        """Return a fresh token for an application's pages; raise ApplicationNotFoundError."""
        ...
