"""How long a history may become, and that no step depends on a workflow staying in memory."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kindregards.domain.applications import ApplicationState, ExpectedInterview, Outcome
from kindregards.domain.channels import SendResult, SendStatus
from kindregards.domain.journey import ApplicationRef
from tests.builders import an_interview_result
from tests.world import AT_ONCE, QUICK_POLICY, World, a_world

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

COOLING = replace(QUICK_POLICY, telling=replace(AT_ONCE, cooling_off=timedelta(hours=2)))
NOT_SENT = SendResult(status=SendStatus.NOT_SENT, provider="script", error_code="connect_refused")
REFUSED = SendResult(status=SendStatus.REFUSED, provider="script", error_code="invalid_address")


async def the_longest_way(world: World) -> ApplicationRef:
    """Overdue, reviewed to the end of patience, decided, undone, decided again, hard to reach, reminded, closed."""
    due_at = await world.now() + timedelta(days=1)
    ref = await world.submit(result=None, interview=ExpectedInterview(due_at=due_at))
    await world.pass_time(timedelta(days=2))
    await world.add_result(ref, an_interview_result(score=65))
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    await world.pass_time(timedelta(days=20))
    await world.until(ref, ApplicationState.HELD)
    await world.decide(ref, Outcome.REJECT)
    await world.until(ref, ApplicationState.LETTER_PENDING)
    await world.stores.requests.undo(ref, actor="user-1", reason="second look", now=await world.now())
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    await world.decide(ref, Outcome.REJECT)
    world.senders.email.answers = [*[NOT_SENT] * 9, REFUSED]
    await world.until(ref, ApplicationState.LETTER_PENDING)
    await world.pass_time(timedelta(days=1))
    await world.until(ref, ApplicationState.TOLD)
    await world.pass_time(timedelta(days=40))
    await world.until(ref, ApplicationState.CLOSED)
    return ref


async def test_the_longest_way_stays_under_three_hundred_events(sqlite_url: str, tmp_path: Path) -> None:
    async with a_world(sqlite_url, tmp_path, policy=COOLING) as world:
        ref = await the_longest_way(world)

        history = await world.workflow(ref).fetch_history()

        assert len(world.senders.email.sent) == 11
        assert len(history.events) <= 300


async def test_the_longest_way_needs_no_workflow_in_memory(sqlite_url: str, tmp_path: Path) -> None:
    async with a_world(sqlite_url, tmp_path, policy=COOLING, max_cached_workflows=0) as world:
        ref = await the_longest_way(world)

        assert (await world.view(ref)).outcome is Outcome.REJECT


async def test_a_worker_whose_clock_lags_is_not_asked_over_and_over(sqlite_url: str, tmp_path: Path) -> None:
    async with a_world(sqlite_url, tmp_path, policy=COOLING, steps_lag=timedelta(seconds=5)) as world:
        world.senders.email.answers = [NOT_SENT]
        ref = await world.submit(score=58)
        await world.pass_time(timedelta(days=10))
        await world.until_true(ref, lambda view: view.told_at is not None)
        await world.pass_time(timedelta(days=10))

        history = await world.workflow(ref).fetch_history()

        assert len(history.events) <= 250
        assert len(world.senders.sms.sent) > 0
