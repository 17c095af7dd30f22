"""The kill switch: journeys wait while all sending is paused, and go on where they stood."""

from datetime import timedelta

import pytest

from kindregards.domain.applications import ApplicationState
from kindregards.domain.pausing import RAREST_LOOK
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def pause(world: World) -> None:
    await world.stores.pauses.pause(DEFAULT_COMPANY_ID, actor="user-1", reason="incident", now=await world.now())


async def go_on(world: World) -> None:
    await world.stores.pauses.go_on(DEFAULT_COMPANY_ID, actor="user-1", now=await world.now())
    await world.pass_time(RAREST_LOOK)


async def test_a_letter_waits_out_a_pause_and_leaves_once(world: World) -> None:
    await pause(world)
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.LETTER_PENDING)
    await world.pass_time(timedelta(hours=5))
    waiting = await world.view(ref)
    assert waiting.state is ApplicationState.LETTER_PENDING
    assert waiting.told_at is None
    assert world.senders.email.sent == []

    await go_on(world)

    await world.until(ref, ApplicationState.TOLD)
    assert (len(world.senders.email.sent), world.senders.sms.sent) == (1, [])


async def test_a_decision_is_undone_while_its_letter_waits_out_a_pause(world: World) -> None:
    await pause(world)
    ref = await world.submit(score=58)
    await world.until_true(ref, lambda view: view.decision is not None and view.decision.can_be_undone)

    await world.stores.requests.undo(ref, actor="user-1", reason="second look", now=await world.now())
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    await go_on(world)

    assert (await world.view(ref)).state is ApplicationState.AWAITING_REVIEW
    assert world.senders.email.sent == []


async def test_a_reminder_waits_out_a_pause_and_comes_once(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    await pause(world)
    await world.pass_time(timedelta(days=3))
    assert world.senders.sms.sent == []

    await go_on(world)

    await world.until_true(ref, lambda _: len(world.senders.sms.sent) == 1)
    assert len(world.senders.email.sent) == 1


async def test_a_letter_cancelled_while_it_waits_never_leaves_and_a_person_decides(world: World) -> None:
    await pause(world)
    ref = await world.submit(score=58)
    waiting = await world.until_true(ref, lambda view: view.decision is not None and view.decision.can_be_undone)
    assert waiting.letter_id is not None

    await world.stores.letter_cancelling.cancel(
        DEFAULT_COMPANY_ID, waiting.letter_id, actor="user-1", now=await world.now()
    )
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    await go_on(world)

    assert world.senders.email.sent == []
