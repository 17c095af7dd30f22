"""Sweeping: journeys go on by what was found out about their letters."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from temporalio.client import WorkflowExecutionStatus

from kindregards.domain.applications import ApplicationState
from kindregards.domain.channels import SendResult, SendStatus
from kindregards.domain.deliveries import DeliveryState
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.watching import Answer
from tests.world import TASK_QUEUE, World
from workflows.sweeping import DeliverySweep

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

LOST = SendResult(status=SendStatus.MAYBE_SENT, provider="script", error_code="read_timeout")


async def sweep(world: World) -> None:
    """Sweep once, as the schedule does; time does not skip meanwhile, as it would while a result is awaited."""
    now = await world.now()
    handle = await world.environment.client.start_workflow(
        DeliverySweep.run, id=f"sweep-{uuid4()}-{now.isoformat()}", task_queue=TASK_QUEUE
    )
    for _ in range(400):
        if (await handle.describe()).status is not WorkflowExecutionStatus.RUNNING:
            break
        await asyncio.sleep(0.02)
    await world.relay.drain()


async def a_lost_answer(world: World) -> ApplicationRef:
    world.senders.email.answers = [LOST]
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.HELD)
    await world.pass_time(timedelta(minutes=2))
    return ref


async def test_a_letter_that_its_provider_has_is_told_without_a_person(world: World) -> None:
    ref = await a_lost_answer(world)
    world.look_ups.answer = Answer.PRESENT

    await sweep(world)

    await world.until(ref, ApplicationState.TOLD)
    assert len(world.senders.email.sent) == 1


async def test_a_letter_that_never_came_is_sent_again_without_a_person(world: World) -> None:
    ref = await a_lost_answer(world)
    world.look_ups.answer = Answer.ABSENT
    await sweep(world)
    await sweep(world)
    assert len(world.senders.email.sent) == 1

    await world.pass_time(timedelta(minutes=31))
    await sweep(world)
    await world.until(ref, ApplicationState.LETTER_PENDING)
    await world.pass_time(timedelta(hours=1))

    await world.until(ref, ApplicationState.TOLD)
    assert len(world.senders.email.sent) == 2
    assert world.senders.sms.sent == []


async def test_a_doubt_that_nobody_can_settle_waits_for_a_person(world: World) -> None:
    ref = await a_lost_answer(world)
    await sweep(world)
    await world.pass_time(timedelta(minutes=31))

    await sweep(world)

    (letter,) = await world.stores.letters.letters_of(ref)
    assert [delivery.state for delivery in letter.deliveries] == [DeliveryState.HELD]
    await world.stores.requests.release(ref, "not_sent", actor="user-1", now=await world.now())
    await world.pass_time(timedelta(hours=1))
    await world.until(ref, ApplicationState.TOLD)
    assert len(world.senders.email.sent) == 2


async def test_silence_changes_the_delivery_and_nothing_else(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    await world.pass_time(timedelta(hours=73))

    await sweep(world)

    letter = (await world.stores.letters.letters_of(ref))[0]
    assert letter.deliveries[0].state == DeliveryState.DELIVERY_UNKNOWN
    assert (await world.view(ref)).state is ApplicationState.TOLD
