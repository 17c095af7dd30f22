"""A worker's death is noticed soon, whatever it was doing."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from temporalio.testing import ActivityEnvironment
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput

from kindregards.domain.applications import ApplicationState, Outcome
from tests.world import a_world
from workflows.heartbeats import Heartbeats

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


class _Step(ActivityInboundInterceptor):
    """Stands for an activity that takes a while."""

    def __init__(self) -> None:
        """Stand alone."""

    async def execute_activity(self, input: ExecuteActivityInput) -> str:  # noqa: A002 -- the SDK's signature
        del input
        await asyncio.sleep(0.1)
        return "done"


async def _beats(*, is_local: bool) -> tuple[list[Any], object]:
    environment, beats = ActivityEnvironment(), []
    environment.on_heartbeat = lambda *details: beats.append(details)
    environment.info = replace(environment.info, is_local=is_local)
    step = Heartbeats(every_seconds=0.01).intercept_activity(_Step())
    given = ExecuteActivityInput(fn=print, args=(), executor=None, headers={})
    answer = await environment.run(step.execute_activity, given)
    return beats, answer


async def test_a_step_beats_until_it_ends() -> None:
    beats, answer = await _beats(is_local=False)
    counted = len(beats)
    await asyncio.sleep(0.05)

    assert counted >= 3
    assert len(beats) == counted
    assert answer == "done"


async def test_a_step_within_the_workflow_task_does_not_beat() -> None:
    assert await _beats(is_local=True) == ([], "done")


async def test_every_step_of_a_journey_is_watched(sqlite_url: str, tmp_path: Path) -> None:
    async with a_world(sqlite_url, tmp_path) as world:
        ref = await world.submit(score=65)
        await world.until(ref, ApplicationState.AWAITING_REVIEW)
        await world.decide(ref, Outcome.REJECT)
        await world.until(ref, ApplicationState.TOLD)
        history = await world.workflow(ref).fetch_history()

    steps = [each.activity_task_scheduled_event_attributes for each in history.events]
    watched = {step.activity_type.name: step.heartbeat_timeout.seconds for step in steps if step.activity_type.name}
    assert watched == {"carry-out": 8, "dispatch": 8}
