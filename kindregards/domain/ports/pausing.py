"""Pausing all sending of a company."""

from datetime import datetime
from typing import Protocol

from kindregards.domain.pausing import Pause


class Pauses(Protocol):
    """Knows whether a company's letters may leave."""

    async def current(self, company_id: str) -> Pause | None:
        """Return the pause that lasts, or None while letters may leave."""
        ...

    async def pause(self, company_id: str, *, actor: str, reason: str, now: datetime) -> Pause:
        """Stop all sending; where it is paused already, return that pause unchanged."""
        ...

    async def go_on(self, company_id: str, *, actor: str, now: datetime) -> None:
        """Let letters leave again; nothing happens where they may."""
        ...
