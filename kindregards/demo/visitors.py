"""Leaving a case to whoever watches the tour, before the demo answers itself."""

import asyncio
from datetime import datetime, timedelta

from kindregards import clock
from kindregards.demo.inner_door import KEY_ID
from kindregards.demo.pace import Pace
from kindregards.demo.people import Json
from kindregards.demo.public_api import PublicApi
from kindregards.demo.way import Way

_OURSELVES = f"api:{KEY_ID}"


class VisitorsFirst:
    """Whose turn it is: the visitor's for a while, and as long as any case of the tour is open in a browser."""

    def __init__(self, api: PublicApi, pace: Pace) -> None:
        """Look at cases over the API."""
        self._api = api
        self._pace = pace
        self._hurried: set[str] = set()
        self._visited_until: datetime | None = None
        self.waiting: dict[str, Json] = {}
        """The cases that wait now, by the key of their candidate."""

    async def is_mine(self, way: Way) -> bool:
        """Return True when nobody took the case, and False once somebody else has decided it."""
        key, review_id = way.person.key, way.application["review_id"]
        try:
            while True:
                case = await self._api.review(review_id)
                if case["decided_by"] is not None or case["state"] in {"superseded", "cancelled"}:
                    return False
                self.waiting[key] = case
                if way.person.review is not None and self._is_over(key, case):
                    self._hurried.discard(key)
                    return True
                await asyncio.sleep(self._pace.poll)
        finally:
            self.waiting.pop(key, None)

    def hurry(self, key: str) -> None:
        """Let the demo answer for a candidate's case at once."""
        self._hurried.add(key)

    def decides_at(self, key: str, now: datetime) -> datetime | None:
        """Return when the demo decides the case of a candidate, or None while somebody has a case of the tour open."""
        if key in self._hurried:
            return now
        if self._is_visited(now):
            return None
        opened = datetime.fromisoformat(self.waiting[key]["opened_at"])
        return max(opened, self._visited_until or opened) + timedelta(seconds=self._pace.visitor)

    def _is_over(self, key: str, case: Json) -> bool:
        now = clock.now()
        lease_until = case["lease_until"]
        if case["claimed_by"] not in {None, _OURSELVES} and lease_until is not None:
            until = datetime.fromisoformat(lease_until)
            if until > now:
                # Renewed while the case is open; what is seen now holds until the next look at it.
                self._visited_until = min(until, now + timedelta(seconds=3 * self._pace.poll))
        decides_at = self.decides_at(key, now)
        return decides_at is not None and decides_at <= now

    def _is_visited(self, now: datetime) -> bool:
        return self._visited_until is not None and self._visited_until > now
