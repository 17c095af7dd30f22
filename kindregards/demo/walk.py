"""Leading one candidate through the system: integrator, reviewer and candidate, each by the door meant for them."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Protocol

from kindregards import clock
from kindregards.demo.candidate_page import CandidatePages
from kindregards.demo.errors import DemoError, NotAsExpectedError
from kindregards.demo.pace import Pace
from kindregards.demo.people import Farewell, Json, Person, Review
from kindregards.demo.policies import policy_name
from kindregards.demo.public_api import PublicApi
from kindregards.demo.way import Step, Way
from kindregards.domain.tours import Stop

_REMINDER_PATIENCE: Final = 4
"""How many times the reminder's delay is waited for before the candidate reads without one."""
_PARAGRAPH_END: Final = "\n\n"

Watcher = Callable[[Way, Stop], None]
"""Hears where a candidate's way has come to."""


class Turn(Protocol):
    """Says whose turn it is at a case."""

    async def is_mine(self, way: Way) -> bool:
        """Return, perhaps after a while, whether the demo shall answer for the case that waits."""
        ...


class AlwaysMine:
    """Nobody else is there to answer."""

    async def is_mine(self, way: Way) -> bool:
        """Return that the demo answers; raise NotAsExpectedError where nobody was to be asked."""
        if way.person.review is None:
            raise NotAsExpectedError("A person was asked, which should not be.")
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Leads people of one play; `run` keeps its applications apart from those of other plays.

    Whatever happened already is not done again, so that a way that was left half-way can be led to its end.
    """

    api: PublicApi
    pages: CandidatePages
    run: str
    pace: Pace
    watch: Watcher
    turn: Turn

    async def lead(self, person: Person, way: Way | None = None) -> Way:
        """Return a candidate's whole way, which others may follow in `way`; what went wrong is part of it."""
        way = way or Way(person=person)
        try:
            async with asyncio.timeout(self.pace.patience):
                await self._go(way)
        except TimeoutError:
            state = way.application.get("state", "not even sent in")
            way.problems.append(f"After {self.pace.patience:.0f} s the application was still {state}.")
        except DemoError as error:
            way.problems.append(error.message)
        with suppress(DemoError):  # the way is shown as far as it can be seen
            await self.look(way)
        self.watch(way, Stop.DONE)
        return way

    async def look(self, way: Way) -> None:
        """Read what the system says of a candidate now."""
        if not way.application:
            return
        way.application = await self.api.application(_id(way))
        way.timeline = await self.api.timeline(_id(way))
        if way.application["letter_id"] and way.outcome != "advance":  # then it is a draft that nobody gets
            way.letter = await self.api.letter(way.application["letter_id"])

    async def _go(self, way: Way) -> None:
        person = way.person
        self.watch(way, Stop.INTERVIEW)
        policy = policy_name(person.scenario, self.pace)
        way.application = await self.api.submit(person.application(run=self.run, policy=policy))
        await self._be_interviewed(way)
        self.watch(way, Stop.ASSESS)
        await self._be_told(way)
        if person.declines is not None and way.outcome == "advance":
            await self._decline(way, person.declines)
        if way.outcome != "advance":
            await self._receive(way)

    async def _be_interviewed(self, way: Way) -> None:
        way.timeline = await self.api.timeline(_id(way))
        if any(step.event == "result_received" for step in way.steps):
            return
        await asyncio.sleep(self.pace.interview)
        # The time of the application, not this one: a result that is sent again must be the same.
        result = way.person.interview_result(completed_at=way.steps[0].at)
        await self.api.push_result(_id(way), result)

    async def _be_told(self, way: Way) -> None:
        """Wait until the candidate is told; whenever a person is asked, somebody answers."""
        await self._until(way, lambda: self._is_told_or_asked(way))
        while not way.is_told:
            await self._be_reviewed(way)
            await self._until(way, lambda: self._is_told_or_asked(way))

    def _is_told_or_asked(self, way: Way) -> bool:
        if way.application["state"] == "letter_pending":
            self.watch(way, Stop.TELL)
        return way.is_told or way.is_asked

    async def _be_reviewed(self, way: Way) -> None:
        """Decide as a person would: read the case, think, perhaps call, and answer for the draft that was read."""
        review_id = way.application["review_id"]
        if (await self.api.review(review_id))["decided_by"] is None:
            self.watch(way, Stop.REVIEW)
            if await self.turn.is_mine(way) and way.person.review is not None:
                await self._decide(way, way.person.review, review_id)
        await asyncio.sleep(self.pace.poll)

    async def _decide(self, way: Way, review: Review, review_id: str) -> None:
        await self.api.claim(review_id)
        case = await self.api.review(review_id)
        await asyncio.sleep(self.pace.thinking)
        if review.calls_first:
            way.outside.append(Step(at=clock.now(), event="called"))
            self.watch(way, Stop.CALL)
            await asyncio.sleep(self.pace.thinking)
        await self.api.decide(review_id, _answer(review, case))

    async def _decline(self, way: Way, farewell: Farewell) -> None:
        self.watch(way, Stop.DECLINE)
        await asyncio.sleep(self.pace.thinking)
        await self.api.decline_offer(_id(way), reason=farewell.reason, comment=farewell.comment)
        await self._until(way, lambda: bool(way.application["outcome"] == "offer_declined"))

    async def _receive(self, way: Way) -> None:
        """Follow the letter to its channel, and do what the candidate does with it."""
        self.watch(way, Stop.LETTER)
        await self._wait(lambda: self._has_left(way))
        way.letter_link = await self.pages.letter_link(await self.api.status_link(_id(way)))
        if way.is_acknowledged:
            return
        if way.person.expect.reminded is not None:
            self.watch(way, Stop.UNREAD)
            with suppress(TimeoutError):  # a reader was faster than the reminder
                async with asyncio.timeout(self.pace.reminded_after * _REMINDER_PATIENCE):
                    await self._wait(lambda: self._is_reminded(way))
        if way.person.expect.reads:
            await self._read(way, way.letter_link)

    async def _read(self, way: Way, link: str) -> None:
        self.watch(way, Stop.READ)
        way.page = await self.pages.open(link)
        way.outside.append(Step(at=clock.now(), event="opened"))
        await asyncio.sleep(self.pace.reading)
        await self.pages.acknowledge(link)
        await self._until(way, lambda: bool(way.application["acknowledged_at"]))

    async def _has_left(self, way: Way) -> bool:
        way.application = await self.api.application(_id(way))
        if way.application["letter_id"] is not None:
            way.letter = await self.api.letter(way.application["letter_id"])
        return way.is_written_to

    async def _is_reminded(self, way: Way) -> bool:
        await self.look(way)
        return bool(way.reminders) or way.is_acknowledged

    async def _until(self, way: Way, holds: Callable[[], bool]) -> None:
        """Wait until something holds of the application; a held one waits for a person, so nobody waits for it."""

        async def look() -> bool:
            way.application = await self.api.application(_id(way))
            if way.application["state"] == "held":
                raise NotAsExpectedError(f"The application is held: {way.application['held_reason']}.")
            return holds()

        await self._wait(look)

    async def _wait(self, look: Callable[[], Awaitable[bool]]) -> None:
        while not await look():  # noqa: ASYNC110 -- another process is asked, nothing here could wake us
            await asyncio.sleep(self.pace.poll)


def _answer(review: Review, case: Json) -> Json:
    """Return the decision, bound to the version and the draft that the reviewer has seen."""
    answer: Json = {
        "outcome": review.outcome,
        "reason": review.reason,
        "comment": review.comment,
        "version": case["version"],
    }
    if review.outcome != "reject":
        return answer
    if case["letter"] is None:
        raise NotAsExpectedError("The review shows no draft of a letter.")
    answer["letter_hash"] = case["letter"]["hash"]
    if review.adds is not None:
        *paragraphs, sign_off = case["letter"]["body"].split(_PARAGRAPH_END)
        answer["letter"] = {"body": _PARAGRAPH_END.join([*paragraphs, review.adds, sign_off])}
    return answer


def _id(way: Way) -> str:
    return str(way.application["id"])
