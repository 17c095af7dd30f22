"""What comes in while a journey ends."""

from datetime import timedelta

import pytest

from kindregards.domain.applications import ApplicationState, Outcome, Stage
from kindregards.domain.journey import CommandKind
from tests.builders import an_interview_result
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_what_came_in_while_the_journey_ended_is_shown_as_too_late(world: World) -> None:
    world.trigger.relay = None
    ref = await world.submit(result=None)
    await world.ask(ref, CommandKind.WITHDRAWN)
    await world.add_result(ref, an_interview_result(score=90))

    await world.start_with(ref, CommandKind.START, CommandKind.WITHDRAWN, CommandKind.RESULT)

    await world.workflow(ref).result()
    late = [each for each in await world.stores.applications.timeline(ref) if each.event == "came_too_late"]
    assert (await world.view(ref)).outcome is Outcome.WITHDRAWN
    assert [each.detail["kind"] for each in late] == [CommandKind.RESULT]


async def test_an_offer_declined_in_the_last_moment_is_declined(world: World) -> None:
    ref = await world.submit(score=90, stage=Stage.OFFER)
    await world.until(ref, ApplicationState.TOLD)
    world.trigger.relay = None
    await world.ask(ref, CommandKind.OFFER_DECLINED, reason="salary")

    await world.pass_time(timedelta(days=30, seconds=5))
    waiting = await world.view(ref)
    world.relay(world.trigger.missed[0])

    view = await world.until(ref, ApplicationState.CLOSED)
    await world.workflow(ref).result()
    assert (waiting.state, view.outcome) == (ApplicationState.TOLD, Outcome.OFFER_DECLINED)
