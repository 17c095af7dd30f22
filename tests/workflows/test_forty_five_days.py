"""Forty-five days with an appeal in them: whenever the worker dies, the promises hold.

Workers that die remember nothing here. A worker that remembers a journey has the server hand its next task to that
worker's own ("sticky") queue. A real server gives such a task back to the common queue: at once when the worker says
that it leaves (ShutdownWorker) or has not asked for ten seconds, else after the queue's schedule-to-start timeout.
The test server that skips time has none of these (seen with 1.40.0): its only timer of a workflow task begins when
somebody takes the task, ShutdownWorker says nothing to it, and ResetStickyTaskQueue answers "unimplemented". The task
lies in the dead worker's queue for ever, and as a waiting task locks its clock, no time is skipped either. So
remembering workers go the same way alive, and are killed on a real server in tests/faults.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from kindregards.domain.appeals import NewAppeal, OtherReviewerNeededError
from kindregards.domain.applications import ApplicationState, Outcome
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.letters import Purpose
from tests.world import World, a_world

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

Act = Callable[[World, ApplicationRef], Awaitable[None]]


async def decide_first(world: World, ref: ApplicationRef) -> None:
    await world.decide(ref, Outcome.REJECT, decided_by="user-1")


async def wait_a_day(world: World, ref: ApplicationRef) -> None:
    del ref
    await world.pass_time(timedelta(days=1))


async def appeal(world: World, ref: ApplicationRef) -> None:
    await world.stores.appeals.add(ref, NewAppeal(source="candidate"), now=await world.now())


async def wait_until_late(world: World, ref: ApplicationRef) -> None:
    del ref
    await world.pass_time(timedelta(days=8))


async def answer(world: World, ref: ApplicationRef) -> None:
    with pytest.raises(OtherReviewerNeededError):
        await world.decide(ref, Outcome.REJECT, decided_by="user-1")
    await world.decide(ref, Outcome.REJECT, decided_by="user-2")


async def wait_it_out(world: World, ref: ApplicationRef) -> None:
    del ref
    await world.pass_time(timedelta(days=36))


STEPS: tuple[tuple[Act, ApplicationState], ...] = (
    (decide_first, ApplicationState.TOLD),
    (wait_a_day, ApplicationState.TOLD),
    (appeal, ApplicationState.AWAITING_REVIEW),
    (wait_until_late, ApplicationState.AWAITING_REVIEW),
    (answer, ApplicationState.ACKNOWLEDGED),
    (wait_it_out, ApplicationState.CLOSED),
)


WAITS = (wait_a_day, wait_until_late, wait_it_out)


async def walk(world: World, *, dies_at: frozenset[int]) -> ApplicationRef:
    """Go the whole way; at the named steps the worker is away while the step is taken, and another takes over."""
    ref = await world.submit(score=65)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    for number, (act, state) in enumerate(STEPS):
        if number in dies_at:
            await world.stop_worker()
        if number in dies_at and act in WAITS:
            # The server skips no time while work waits for a worker.
            await world.start_worker()
        await act(world, ref)
        if number in dies_at and act not in WAITS:
            await world.start_worker()
        await world.until(ref, state)
    return ref


async def promises_hold(world: World, ref: ApplicationRef) -> None:
    letters = Counter(each.purpose for each in await world.stores.letters.letters_of(ref) if each.accepted_at)
    assert letters == {Purpose.OUTCOME: 1, Purpose.APPEAL_RECEIVED: 1, Purpose.APPEAL_OUTCOME: 1}
    assert len(world.senders.email.sent) == 3
    assert world.senders.sms.sent == []
    timeline = await world.stores.applications.timeline(ref)
    deciders = [entry.actor for entry in timeline if entry.event == "review_decided"]
    assert deciders == ["user-1", "user-2"]
    escalated = next(entry.at for entry in timeline if entry.event == "review_escalate")
    answered = next(entry.at for entry in timeline if entry.event == "appeal_answered")
    assert escalated < answered


async def test_a_worker_that_dies_at_every_step_breaks_no_promise(sqlite_url: str, tmp_path: Path) -> None:
    async with a_world(sqlite_url, tmp_path, max_cached_workflows=0) as world:
        ref = await walk(world, dies_at=frozenset(range(len(STEPS))))

        await promises_hold(world, ref)


@pytest.mark.proof
async def test_a_worker_that_remembers_breaks_no_promise_either(sqlite_url: str, tmp_path: Path) -> None:
    async with a_world(sqlite_url, tmp_path, max_cached_workflows=100) as world:
        ref = await walk(world, dies_at=frozenset())

        await promises_hold(world, ref)


@pytest.mark.proof
@pytest.mark.parametrize("step", range(len(STEPS)))
async def test_a_worker_that_dies_at_one_step_breaks_no_promise(step: int, sqlite_url: str, tmp_path: Path) -> None:
    async with a_world(sqlite_url, tmp_path, max_cached_workflows=0) as world:
        ref = await walk(world, dies_at=frozenset({step}))

        await promises_hold(world, ref)
