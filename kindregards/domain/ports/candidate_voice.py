"""What candidates may say behind their links once they were told."""

from datetime import datetime
from typing import Protocol

from kindregards.domain.candidate_pages import AppealPage


class CandidateVoice(Protocol):
    """Pages opened by a token; all raise LinkUnknownError or LinkExpiredError. Reading changes nothing."""

    async def appeal_page(self, token: str, *, now: datetime) -> AppealPage:
        """Return whether another person can be asked, or until when they answer."""
        ...

    async def appeal(self, token: str, words: str | None, *, now: datetime) -> None:
        """Ask for another person; again is harmless. Raises as `Appeals.add` does."""
        ...
