"""Whose turn it is at a case of a tour: the visitor's, then the demo's."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from kindregards import clock
from kindregards.demo.pace import LEISURELY
from kindregards.demo.public_api import PublicApi
from kindregards.demo.visitors import VisitorsFirst
from kindregards.demo.way import Way
from tests.demo.ways import a_person, a_reviewed_person, a_way

pytestmark = pytest.mark.anyio
PACE = replace(LEISURELY, poll=0.01, visitor=0.1)
PATIENCE_SECONDS = 2
A_MOMENT_SECONDS = 0.3


class OneCase:
    """Answers for a system with one case."""

    def __init__(self) -> None:
        """Let it wait since now, opened by nobody."""
        self.case: dict[str, Any] = {
            "id": "review-1",
            "state": "open",
            "opened_at": clock.now().isoformat(),
            "claimed_by": None,
            "lease_until": None,
            "decided_by": None,
        }

    def opened_by(self, who: str, *, until: datetime) -> None:
        """Lease it."""
        self.case |= {"claimed_by": who, "lease_until": until.isoformat()}

    def answer(self, _request: httpx.Request) -> httpx.Response:
        """Answer GET /v1/reviews/review-1."""
        return httpx.Response(200, json=self.case)


@pytest.fixture
def system() -> OneCase:
    """Return a system whose case waits."""
    return OneCase()


@pytest.fixture
def visitors(system: OneCase) -> VisitorsFirst:
    """Return the turn at that system."""
    return VisitorsFirst(PublicApi("http://demo.test", "key", httpx.MockTransport(system.answer)), PACE)


def a_waiting_way(person: Any = None) -> Way:  # noqa: ANN401 -- a person or none
    return a_way(person or a_reviewed_person(), application={"id": "application-1", "review_id": "review-1"})


async def turn(visitors: VisitorsFirst, way: Way | None = None) -> bool:
    async with asyncio.timeout(PATIENCE_SECONDS):
        return await visitors.is_mine(way or a_waiting_way())


async def test_a_case_that_nobody_opens_is_the_demos_after_a_while(visitors: VisitorsFirst) -> None:
    began = clock.now()

    assert await turn(visitors)
    assert clock.now() - began >= timedelta(seconds=PACE.visitor) * 0.9
    assert visitors.waiting == {}


async def test_a_case_that_is_open_in_a_browser_is_left_alone_until_the_lease_is_over(
    visitors: VisitorsFirst, system: OneCase
) -> None:
    until = clock.now() + timedelta(seconds=A_MOMENT_SECONDS)
    system.opened_by("user-1", until=until)

    asking = asyncio.create_task(turn(visitors))
    await asyncio.sleep(A_MOMENT_SECONDS / 2)
    waits_for_visitor = visitors.decides_at("bo", clock.now()) is None

    assert waits_for_visitor
    assert await asking
    assert clock.now() >= until


async def test_the_demos_own_lease_holds_it_up_no_longer(visitors: VisitorsFirst, system: OneCase) -> None:
    system.opened_by("api:demo", until=clock.now() + timedelta(hours=1))

    assert await turn(visitors)


async def test_whoever_decided_first_has_decided(visitors: VisitorsFirst, system: OneCase) -> None:
    asking = asyncio.create_task(turn(visitors))
    await asyncio.sleep(PACE.poll)

    system.case["decided_by"] = "user-1"

    assert not await asking


async def test_a_case_that_is_needed_no_longer_is_nobodys(visitors: VisitorsFirst, system: OneCase) -> None:
    system.case["state"] = "cancelled"

    assert not await turn(visitors)


async def test_when_hurried_the_demo_decides_at_once_even_while_the_case_is_open(
    visitors: VisitorsFirst, system: OneCase
) -> None:
    system.opened_by("user-1", until=clock.now() + timedelta(hours=1))
    asking = asyncio.create_task(turn(visitors))
    await asyncio.sleep(PACE.poll * 3)

    visitors.hurry("bo")

    assert await asking


async def test_a_case_nobody_wrote_an_answer_for_waits_for_somebody_else(visitors: VisitorsFirst) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(A_MOMENT_SECONDS):
            await visitors.is_mine(a_waiting_way(a_person()))
