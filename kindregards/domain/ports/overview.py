"""What a company's day looks like at a glance."""

from datetime import datetime
from typing import Protocol

from kindregards.domain.overview import Overview


class Overviews(Protocol):
    """Counts what waits."""

    async def overview(self, company_id: str, *, letters: int, now: datetime) -> Overview:
        """Return the present counts and the latest letters that are no drafts, newest first."""
        ...
