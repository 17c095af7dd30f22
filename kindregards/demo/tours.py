"""The tours of this process, as the console asks for them."""

import asyncio
import contextlib
from typing import Final

import structlog

from kindregards.demo.errors import DemoError
from kindregards.demo.inner_door import InnerDoor
from kindregards.demo.pace import LEISURELY, Pace
from kindregards.demo.tour_account import tour_of
from kindregards.demo.tour_play import TourPlay
from kindregards.domain.errors import DomainError
from kindregards.domain.languages import Language
from kindregards.domain.tours import TooManyToursError, Tour, TourName, TourNotFoundError

MOST_UNDER_WAY: Final = 4
_MOST_KEPT: Final = 30

log = structlog.get_logger(__name__)


class DemoTours:
    """Plays tours by the public doors of the system it runs in.

    Nothing is kept but what those doors keep: a tour's name names its applications, so that any process can take up a
    tour that another one began. Two that play the same tour do each other no harm: the doors take everything once.
    """

    def __init__(self, door: InnerDoor, pace: Pace = LEISURELY) -> None:
        """Begin without tours."""
        self._door = door
        self._pace = pace
        self._plays: dict[tuple[str, TourName], TourPlay] = {}
        self._one_at_a_time = asyncio.Lock()

    async def start(self, company_id: str, name: TourName) -> None:
        """Begin a tour; one that has begun goes on. Raise TooManyToursError when several are under way."""
        async with self._one_at_a_time:
            if (company_id, name) in self._plays:
                return
            if sum(not play.is_over for play in self._plays.values()) >= MOST_UNDER_WAY:
                raise TooManyToursError(f"{MOST_UNDER_WAY} tours are under way. Watch one of them, or try again soon.")
            await self._begin(company_id, name, was_taken_up=False)

    async def look(self, company_id: str, name: TourName, told_in: Language) -> Tour:
        """Return a tour as it stands; one that another process began is taken up. Raise TourNotFoundError."""
        play = self._plays.get((company_id, name)) or await self._taken_up(company_id, name)
        with contextlib.suppress(DemoError):  # what was seen last is shown; the people's own ways tell of trouble
            await play.look()
        return tour_of(play, told_in)

    async def decide_now(self, company_id: str, name: TourName, person: str) -> None:
        """Let the demo answer for a candidate's case without waiting any longer; again is harmless."""
        play = self._plays.get((company_id, name)) or await self._taken_up(company_id, name)
        play.visitors.hurry(person)

    async def aclose(self) -> None:
        """Leave every tour where it is; another process can take it up."""
        for play in self._plays.values():
            await play.stop()
        self._plays.clear()

    async def _taken_up(self, company_id: str, name: TourName) -> TourPlay:
        async with self._one_at_a_time:
            known = self._plays.get((company_id, name))
            return known or await self._begin(company_id, name, was_taken_up=True)

    async def _begin(self, company_id: str, name: TourName, *, was_taken_up: bool) -> TourPlay:
        play = TourPlay(self._door, company_id, name, pace=self._pace, was_taken_up=was_taken_up)
        try:
            if was_taken_up and not await play.exists():
                raise TourNotFoundError(f"No tour {name.run} of {name.scenario} was started here. Start one at /demo.")
            await play.begin()
        except DomainError:
            await play.stop()
            raise
        self._plays[company_id, name] = play
        await self._forget_oldest()
        log.info("tour_taken_up" if was_taken_up else "tour_started", scenario=name.scenario, run=name.run)
        return play

    async def _forget_oldest(self) -> None:
        over = [key for key, play in self._plays.items() if play.is_over]
        for key in over[: max(0, len(self._plays) - _MOST_KEPT)]:
            await self._plays.pop(key).stop()
