"""Keeping the pace of all processes together."""

from datetime import datetime
from typing import Protocol


class Line(Protocol):
    """The line before one provider's door."""

    async def take(self, company_id: str, *, now: datetime) -> datetime:
        """Take the place that is free now, and return `now`; or take none and return when one will be free."""
        ...
