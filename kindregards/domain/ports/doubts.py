"""Letters in doubt, and settling them."""

from datetime import datetime
from typing import Protocol

from kindregards.domain.doubts import DoubtPage
from kindregards.domain.intake import ApplicationView
from kindregards.domain.resolutions import Verdict


class Doubts(Protocol):
    """Lists letters of which nobody knows whether they left, and takes a person's word on them."""

    async def page(self, company_id: str, *, limit: int, after: str | None = None) -> DoubtPage:
        """Return a page, oldest first."""
        ...

    async def resolve(
        self, company_id: str, letter_id: str, verdict: Verdict, *, note: str | None, actor: str, now: datetime
    ) -> ApplicationView:
        """Settle a doubt; raise LetterNotFoundError, or NotHeldError when nothing is in doubt."""
        ...
