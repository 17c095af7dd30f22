"""The schedule that keeps sweeping, on a real server: registered once, kept as an operator left it, and running."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from temporalio import activity
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from kindregards.supervision.temporal_server import find_temporal
from workflows.piloting import PILOTS_ID
from workflows.retaining import RETENTION_ID
from workflows.schedule import keep_sweeping
from workflows.sweeping import SCHEDULE_ID
from workflows.worker import build_worker

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    """Yield a client of a server that was just started."""
    environment = await WorkflowEnvironment.start_local(dev_server_existing_path=str(find_temporal()))
    async with environment:
        yield environment.client


async def test_registering_again_and_at_once_keeps_one_schedule_and_an_operators_pause(client: Client) -> None:
    await asyncio.gather(*(keep_sweeping(client, task_queue="first") for _ in range(3)))
    handle = client.get_schedule_handle(SCHEDULE_ID)
    await handle.pause(note="the provider asked us to")

    await keep_sweeping(client, task_queue="second")

    schedules = [each.id async for each in await client.list_schedules()]
    described = await handle.describe()
    assert set(schedules) <= {SCHEDULE_ID, RETENTION_ID, PILOTS_ID}
    assert len(schedules) == len(set(schedules))
    assert described.schedule.state.paused
    assert described.schedule.spec.intervals[0].every == timedelta(minutes=1)
    assert getattr(described.schedule.action, "task_queue", None) == "second"


async def test_a_triggered_schedule_sweeps_and_a_pilot_that_fails_holds_no_sweep_up(client: Client) -> None:
    swept, failed = asyncio.Event(), asyncio.Event()

    @activity.defn(name="sweep-deliveries")
    async def sweep() -> int:
        swept.set()
        return 0

    @activity.defn(name="carry-pilots-out")
    async def fail() -> int:
        failed.set()
        raise RuntimeError("a pilot is broken")

    await keep_sweeping(client, task_queue="sweeps")
    async with build_worker(client, task_queue="sweeps", activities=[sweep, fail]):
        await client.get_schedule_handle(PILOTS_ID).trigger()
        await asyncio.wait_for(failed.wait(), 30)
        await client.get_schedule_handle(SCHEDULE_ID).trigger()
        await asyncio.wait_for(swept.wait(), 30)

    assert swept.is_set()
