"""What candidates may see and say behind their links once they were told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from kindregards.domain.candidate_pages import AfterLetterPage, AppealPage


class CandidateVoice(Protocol):
    """Pages opened by a token; all raise LinkUnknownError or LinkExpiredError. Reading changes nothing."""

    async def appeal_page(self, token: str, *, now: datetime) -> AppealPage:
        """Return whether another person can be asked, or until when they answer."""
        ...

    async def appeal(self, token: str, words: str | None, *, now: datetime) -> None:
        """Ask for another person; again is harmless. Raises as `Appeals.add` does."""
        ...

    async def after_letter(self, token: str, *, now: datetime) -> AfterLetterPage:
        """Return what the candidate said and may say after their letter."""
        ...

    async def give_feedback(self, token: str, score: int, words: str | None, *, now: datetime) -> None:
        """Keep how the candidate found the way they were told; raise FeedbackTooEarlyError."""
        ...

    async def join_pool(self, token: str, *, now: datetime) -> None:
        """Agree to hear of openings for a year; raise PoolClosedError."""
        ...

    async def leave_pool(self, token: str, *, now: datetime) -> None:
        """Take that back, for every application of the person; again is harmless."""
        ...

    async def own_data(self, token: str, *, now: datetime) -> Mapping[str, object]:
        """Return everything known about the person that they gave us or were told."""
        ...

    async def ask_erasure(self, token: str, *, now: datetime) -> None:
        """Ask to be forgotten; again is harmless."""
        ...
