"""Taking in what providers report."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from kindregards.domain.provider_events import ProviderEvent


class ProviderEvents(Protocol):
    """Keeps reports, once each, and lets their letters' states follow."""

    async def add(self, events: Sequence[ProviderEvent], *, now: datetime) -> int:
        """Commit reports and return how many were new; those that fit no attempt are kept for later."""
        ...
