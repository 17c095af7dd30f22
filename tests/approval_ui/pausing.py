"""The kill switch in memory."""

from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.pausing import Pause


@dataclass
class FakePauses:
    """One switch for everybody."""

    lasting: Pause | None = None

    async def current(self, company_id: str) -> Pause | None:
        """Return the pause that lasts."""
        del company_id
        return self.lasting

    async def pause(self, company_id: str, *, actor: str, reason: str, now: datetime) -> Pause:
        """Pause unless it is."""
        del company_id
        self.lasting = self.lasting or Pause(since=now, by=actor, by_name="Lena Fischer", reason=reason)
        return self.lasting

    async def go_on(self, company_id: str, *, actor: str, now: datetime) -> None:
        """End the pause."""
        del company_id, actor, now
        self.lasting = None
