"""The kill switch: a company pauses all sending, and lets it go on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kindregards.domain.dispatching import fraction

FIRST_LOOK = timedelta(minutes=1)
RAREST_LOOK = timedelta(minutes=15)
"""The longest that a letter still waits once sending goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Since when nothing leaves, by whom, and why; `by_name` is None for programs and users who are gone."""

    since: datetime
    by: str
    by_name: str | None = None
    reason: str


def look_again_at(since: datetime, now: datetime, *, seed: str) -> datetime:
    """Return when a waiting letter looks again: the longer the pause, the more rarely, and not all in one second."""
    wait = min(max(now - since, FIRST_LOOK), RAREST_LOOK - FIRST_LOOK)
    return now + wait + FIRST_LOOK * fraction(f"{seed}:{now.isoformat()}")
