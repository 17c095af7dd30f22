"""Leading one candidate through the system: integrator, reviewer and candidate, each by the door meant for them."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from kindregards import clock
from kindregards.demo.candidate_page import CandidatePages
from kindregards.demo.errors import DemoError, NotAsExpectedError
from kindregards.demo.people import Farewell, Json, Person, Review
from kindregards.demo.policies import policy_name
from kindregards.demo.public_api import PublicApi
from kindregards.demo.way import Step, Way

PATIENCE_SECONDS: Final = 60
_POLL_SECONDS: Final = 0.25
_INTERVIEW_SECONDS: Final = 0.4
_THINKING_SECONDS: Final = 0.8
_READING_SECONDS: Final = 0.6
_PARAGRAPH_END: Final = "\n\n"

Watcher = Callable[[Way, str], None]
"""Hears what a candidate's way is at: the name of a sentence of the account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Leads people of one play; `run` keeps its applications apart from those of other plays."""

    api: PublicApi
    pages: CandidatePages
    run: str
    watch: Watcher
    patience_seconds: float = PATIENCE_SECONDS

    async def lead(self, person: Person) -> Way:
        """Return a candidate's whole way; what went wrong is part of it."""
        way = Way(person=person)
        try:
            async with asyncio.timeout(self.patience_seconds):
                await self._go(way)
        except TimeoutError:
            state = way.application.get("state", "not even sent in")
            way.problems.append(f"After {self.patience_seconds:.0f} s the application was still {state}.")
        except DemoError as error:
            way.problems.append(error.message)
        with suppress(DemoError):  # the way is shown as far as it can be seen
            await self._look(way)
        return way

    async def _go(self, way: Way) -> None:
        person = way.person
        self.watch(way, "interview")
        policy = policy_name(person.scenario)
        way.application = await self.api.submit(person.application(run=self.run, policy=policy))
        await asyncio.sleep(_INTERVIEW_SECONDS)
        await self.api.push_result(_id(way), person.interview_result(completed_at=clock.now()))
        self.watch(way, "assess")
        if person.review is not None:
            await self._review(way, person.review)
        await self._until(way, lambda: bool(way.application["told_at"]))
        if person.declines is not None:
            await self._decline(way, person.declines)
        if person.has_letter:
            await self._receive(way)

    async def _review(self, way: Way, review: Review) -> None:
        """Decide as a person would: read the case, think, perhaps call, and answer for the draft that was read."""
        await self._until(way, lambda: bool(way.application["state"] == "awaiting_review"))
        self.watch(way, "review")
        case = await self.api.review(way.application["review_id"])
        await asyncio.sleep(_THINKING_SECONDS)
        if review.calls_first:
            way.outside.append(Step(at=clock.now(), event="called"))
            self.watch(way, "call")
            await asyncio.sleep(_THINKING_SECONDS)
        await self.api.decide(case["id"], _answer(review, case))
        self.watch(way, "tell")

    async def _decline(self, way: Way, farewell: Farewell) -> None:
        self.watch(way, "decline")
        await asyncio.sleep(_THINKING_SECONDS)
        await self.api.decline_offer(_id(way), reason=farewell.reason, comment=farewell.comment)
        await self._until(way, lambda: bool(way.application["outcome"] == "offer_declined"))

    async def _receive(self, way: Way) -> None:
        """Follow the letter to its channel, and do what the candidate does with it."""
        self.watch(way, "letter")
        letter_id = way.application["letter_id"]
        await self._wait(lambda: self._has_left(way, letter_id))
        way.letter_link = await self.pages.letter_link(await self.api.status_link(_id(way)))
        if way.person.expect.reminded is not None:
            self.watch(way, "unread")
            await self._wait(lambda: self._is_reminded(way))
        if way.person.expect.reads:
            await self._read(way, way.letter_link)

    async def _read(self, way: Way, link: str) -> None:
        self.watch(way, "read")
        way.page = await self.pages.open(link)
        way.outside.append(Step(at=clock.now(), event="opened"))
        await asyncio.sleep(_READING_SECONDS)
        await self.pages.acknowledge(link)
        await self._until(way, lambda: bool(way.application["acknowledged_at"]))

    async def _has_left(self, way: Way, letter_id: str) -> bool:
        way.letter = await self.api.letter(letter_id)
        return way.is_written_to

    async def _is_reminded(self, way: Way) -> bool:
        way.timeline = await self.api.timeline(_id(way))
        return bool(way.reminders)

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
            await asyncio.sleep(_POLL_SECONDS)

    async def _look(self, way: Way) -> None:
        """Read once more what the system says in the end."""
        if not way.application:
            return
        way.application = await self.api.application(_id(way))
        way.timeline = await self.api.timeline(_id(way))
        if way.person.has_letter and way.application["letter_id"]:
            way.letter = await self.api.letter(way.application["letter_id"])
        self.watch(way, "done")


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
