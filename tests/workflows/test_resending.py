"""A letter that a person wishes to be sent again: once, and never in the way of anything else."""

from datetime import timedelta

import pytest

from kindregards.domain.applications import ApplicationState
from kindregards.domain.channels import Channel, SendResult, SendStatus
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def send_again(world: World, ref: ApplicationRef, channel: Channel = Channel.SMS) -> str:
    letter_id = (await world.view(ref)).letter_id
    assert letter_id is not None
    return await world.stores.letter_resending.resend(
        DEFAULT_COMPANY_ID, letter_id, channel, actor="user-1", now=await world.now()
    )


async def test_a_copy_goes_out_once_and_the_reminder_still_comes(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)

    copy = await send_again(world, ref)
    await world.until_true(ref, lambda _: len(world.senders.sms.sent) == 1)
    await world.pass_time(timedelta(days=3))

    view = await world.stores.letters.letter(DEFAULT_COMPANY_ID, copy)
    assert view.accepted_at is not None
    assert (len(world.senders.email.sent), len(world.senders.sms.sent)) == (1, 2)
    assert (await world.events(ref)).count("letter_sent") == 1
    assert (await world.events(ref)).count("reminded") == 1


async def test_a_copy_goes_out_after_the_candidate_has_confirmed(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    await world.ask(ref, CommandKind.ACKNOWLEDGED)

    copy = await send_again(world, ref)
    await world.until_true(ref, lambda _: len(world.senders.sms.sent) == 1)
    await world.pass_time(timedelta(hours=1))

    assert (await world.stores.letters.letter(DEFAULT_COMPANY_ID, copy)).accepted_at is not None
    assert len(world.senders.sms.sent) == 1


async def test_a_copy_that_surely_did_not_leave_is_tried_again(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    world.senders.sms.answers.append(SendResult(status=SendStatus.NOT_SENT, provider="twilio", error_code="20429"))

    copy = await send_again(world, ref)
    await world.pass_time(timedelta(hours=1))

    assert (await world.stores.letters.letter(DEFAULT_COMPANY_ID, copy)).accepted_at is not None
    assert len(world.senders.sms.sent) == 2


async def test_a_copy_whose_fate_is_unknown_is_never_sent_twice(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    world.senders.sms.answers.append(SendResult(status=SendStatus.MAYBE_SENT, provider="twilio", error_code="timeout"))

    copy = await send_again(world, ref)
    await world.pass_time(timedelta(hours=2))

    assert (await world.stores.letters.letter(DEFAULT_COMPANY_ID, copy)).accepted_at is None
    assert len(world.senders.sms.sent) == 1
    assert (await world.view(ref)).state is ApplicationState.TOLD


async def test_a_copy_that_waits_keeps_no_other_copy_back(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    world.senders.sms.answers.append(SendResult(status=SendStatus.NOT_SENT, provider="twilio", error_code="20429"))
    first = await send_again(world, ref)
    await world.until_true(ref, lambda _: not world.senders.sms.answers)

    second = await send_again(world, ref, Channel.EMAIL)
    await world.until_true(ref, lambda _: len(world.senders.email.sent) == 2)
    await world.pass_time(timedelta(hours=1))

    for copy in (first, second):
        assert (await world.stores.letters.letter(DEFAULT_COMPANY_ID, copy)).accepted_at is not None
    assert (len(world.senders.email.sent), len(world.senders.sms.sent)) == (2, 2)
