"""How fast a provider may be called: a token bucket as one instant, so that a database row can hold it."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """One call in every `every`; after a rest, up to `burst` at once."""

    every: timedelta
    burst: int = 1

    @classmethod
    def per_minute(cls, calls: int) -> "Pace":
        """Return the pace of so many calls a minute, with a second's worth at once."""
        return cls(every=timedelta(minutes=1) / calls, burst=max(1, calls // 60))

    def slot(self, next_free: datetime | None, now: datetime) -> datetime:
        """Return when the next call may be made; `next_free` is what the last one left behind.

        The generic cell rate algorithm: https://www.itu.int/rec/T-REC-I.371
        """
        earliest = now - self.every * (self.burst - 1)
        return earliest if next_free is None else max(next_free, earliest)
