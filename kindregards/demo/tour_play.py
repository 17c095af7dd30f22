"""One tour under way: its people are led side by side while somebody watches."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Final

import structlog

from kindregards.demo.inner_door import InnerDoor
from kindregards.demo.pace import Pace
from kindregards.demo.people import Person, people_of
from kindregards.demo.policies import policy_for, policy_name
from kindregards.demo.visitors import VisitorsFirst
from kindregards.demo.walk import Walk
from kindregards.demo.way import Way
from kindregards.domain.tours import Stop, TourName

_LOOK_AGAIN_SECONDS: Final = 0.4

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Candidate:
    """Somebody on their way, and where they have come to."""

    person: Person
    way: Way
    stop: Stop = Stop.WAITING


class TourPlay:
    """Leads everybody of a tour in tasks of this process; a tour that another process left is led to its end."""

    def __init__(self, door: InnerDoor, company_id: str, name: TourName, *, pace: Pace, was_taken_up: bool) -> None:
        """Prepare the people; nothing happens before `begin`."""
        self.name = name
        self.was_taken_up = was_taken_up
        self.candidates = {
            person.key: Candidate(person, Way(person=person)) for person in people_of(name.scenario, name.language)
        }
        self._api, self._pages = door.api(company_id), door.pages()
        self.visitors = VisitorsFirst(self._api, pace)
        self._pace = pace
        self._walk = Walk(
            api=self._api,
            pages=self._pages,
            run=run_of(name),
            pace=pace,
            watch=self._watch,
            turn=self.visitors,
        )
        self._tasks: list[asyncio.Task[Way]] = []
        self._reasons: dict[str, dict[str, str]] = {}
        self._looked_at = 0.0

    @property
    def ways(self) -> Iterator[Way]:
        """Yield what is known of everybody."""
        return (candidate.way for candidate in self.candidates.values())

    @property
    def reasons(self) -> dict[str, dict[str, str]]:
        """Return the names of reasons by code and language."""
        return self._reasons

    @property
    def is_over(self) -> bool:
        """Say whether everybody's way has ended."""
        return all(candidate.stop is Stop.DONE for candidate in self.candidates.values())

    async def exists(self) -> bool:
        """Say whether the tour was begun, by this process or another."""
        return await self._api.find_application(self._first_external_id()) is not None

    async def begin(self) -> None:
        """Send the first candidate in, so that the tour exists, and lead everybody from there."""
        self._reasons = await self._api.reason_labels()
        scenario = self.name.scenario
        policy = policy_name(scenario, self._pace)
        await self._api.let_decide(policy, policy_for(scenario, self._pace))
        first = next(iter(self.candidates.values()))
        first.way.application = await self._api.submit(first.person.application(run=run_of(self.name), policy=policy))
        for number, candidate in enumerate(self.candidates.values()):
            task = asyncio.create_task(self._lead(candidate, number))
            task.add_done_callback(partial(self._ended, candidate))
            self._tasks.append(task)

    async def look(self) -> None:
        """Read what the system says of everybody who is on the way, unless that was done just now."""
        if monotonic() - self._looked_at < _LOOK_AGAIN_SECONDS:
            return
        self._looked_at = monotonic()
        for candidate in self.candidates.values():
            if candidate.stop is not Stop.DONE:
                await self._walk.look(candidate.way)

    async def stop(self) -> None:
        """Leave everybody where they are."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._pages.aclose()
        await self._api.aclose()

    async def _lead(self, candidate: Candidate, number: int) -> Way:
        await asyncio.sleep(number * self._pace.between_people)
        return await self._walk.lead(candidate.person, candidate.way)

    def _ended(self, candidate: Candidate, task: asyncio.Task[Way]) -> None:
        """Let no mistake of ours keep a tour open for ever."""
        if task.cancelled() or task.exception() is None:
            return
        log.error("tour_failed", person=candidate.person.key, error=type(task.exception()).__name__)
        candidate.way.problems.append("Something went wrong in the demo itself; the log of the web process says what.")
        candidate.stop = Stop.DONE

    def _watch(self, way: Way, stop: Stop) -> None:
        self.candidates[way.person.key].stop = stop

    def _first_external_id(self) -> str:
        first = next(iter(self.candidates.values())).person
        return str(first.application(run=run_of(self.name), policy="")["external_id"])


def run_of(name: TourName) -> str:
    """Return what tells the applications of a tour from those of other plays on the same system."""
    return f"tour-{name.run}"
