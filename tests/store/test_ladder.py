"""The channels of a letter: which one is tried next, how often, and what follows when a letter comes back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete

from kindregards.domain.applications import ApplicationState, HeldReason
from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.deliveries import AttemptState, DeliveryState
from kindregards.domain.dispatching import COURTESY_EXPIRES_AFTER, MOST_TRIES, REST_UNTRIED
from kindregards.domain.journey import Told
from kindregards.domain.letters import Purpose
from kindregards.domain.ports.journey import LetterStanding
from kindregards.domain.provider_events import Severity
from kindregards.store.tables import SuppressionTable
from tests.builders import NOW, a_candidate
from tests.store.office import ACCEPTED, LATER, Office, a_bounce, an_outcome, application_of

pytestmark = pytest.mark.anyio


async def test_a_try_waits_for_its_time_and_counts_on(office: Office) -> None:
    letter = await office.rejected()
    _, standing = await office.send(letter, SendStatus.NOT_SENT)
    assert standing.at is not None

    early = await office.try_reserve(letter, standing.at - timedelta(seconds=1))
    again = await office.reserve(letter, standing.at)

    assert timedelta(seconds=15) <= standing.at - NOW <= timedelta(seconds=30)
    assert early == LetterStanding(told=Told.AGAIN, at=standing.at)
    assert again.channel is Channel.EMAIL
    assert await office.attempts(letter) == [AttemptState.NOT_SENT, AttemptState.RESERVED]


async def test_the_providers_wish_is_followed(office: Office) -> None:
    letter = await office.rejected()

    _, standing = await office.send(letter, an_outcome(SendStatus.NOT_SENT, retry_after=LATER))

    assert standing == LetterStanding(told=Told.AGAIN, at=LATER)


async def test_looking_again_does_not_put_off_the_next_try(office: Office) -> None:
    letter = await office.rejected()
    _, standing = await office.send(letter, an_outcome(SendStatus.NOT_SENT, retry_after=LATER))

    again = await office.stores.ledger.reconcile(letter, NOW + timedelta(minutes=30))

    assert again == standing


async def test_tries_that_surely_failed_end_at_the_next_channel(office: Office) -> None:
    letter = await office.rejected()
    now = NOW
    for _ in range(MOST_TRIES):
        _, standing = await office.send(letter, SendStatus.NOT_SENT, now)
        assert standing.at is not None
        now = standing.at

    following = await office.reserve(letter, now)

    assert following.channel is Channel.SMS
    assert (await office.attempts(letter)).count(AttemptState.NOT_SENT) == MOST_TRIES


async def test_a_misconfigured_sender_is_tried_without_end_and_never_another_channel(office: Office) -> None:
    letter = await office.rejected()
    now = NOW
    for _ in range(MOST_TRIES + 2):
        _, standing = await office.send(letter, SendStatus.MISCONFIGURED, now)
        assert standing.at is not None
        now = standing.at

    following = await office.reserve(letter, now)

    assert following.channel is Channel.EMAIL


@pytest.mark.parametrize("status", [SendStatus.REFUSED, SendStatus.OPTED_OUT])
async def test_a_channel_that_fails_after_a_later_try_is_left_for_good(office: Office, status: SendStatus) -> None:
    letter = await office.rejected()
    _, standing = await office.send(letter, SendStatus.NOT_SENT)
    assert standing.at is not None
    await office.send(letter, status, standing.at)

    following = await office.reserve(letter, standing.at)

    assert following.channel is Channel.SMS


async def test_who_opted_out_is_not_written_to_on_that_channel_by_any_letter(office: Office) -> None:
    first = await office.rejected(1)
    await office.send(first, SendStatus.OPTED_OUT)
    second = await office.rejected(2)

    reserved = await office.reserve(second)

    assert reserved.channel is Channel.SMS
    assert await office.channels(second) == {"email": DeliveryState.SUPPRESSED, "sms": DeliveryState.DISPATCHING}


async def test_a_channel_without_an_address_is_passed_over(office: Office) -> None:
    ref = await office.submit(candidate=a_candidate(email=None))
    letter = await office.reject(ref, Channel.EMAIL, Channel.SMS)

    reserved = await office.reserve(letter)

    assert (reserved.channel, reserved.address) == (Channel.SMS, "+8613800138000")


async def test_when_every_channel_has_failed_a_person_looks(office: Office) -> None:
    letter = await office.rejected(1, Channel.EMAIL, Channel.SMS)
    await office.send(letter, SendStatus.REFUSED)

    _, standing = await office.send(letter, SendStatus.REFUSED)

    held = await office.view(letter)
    assert standing == LetterStanding(told=Told.HELD)
    assert (held.state, held.held_reason) == (ApplicationState.HELD, HeldReason.CHANNELS_FAILED)


async def test_a_letter_without_any_channel_goes_to_a_person(office: Office) -> None:
    ref = await office.submit(candidate=a_candidate(email=None, phone=None))
    letter = await office.reject(ref, Channel.EMAIL, Channel.SMS)

    standing = await office.try_reserve(letter)

    assert standing == LetterStanding(told=Told.HELD)
    assert (await office.view(letter)).held_reason is HeldReason.CHANNELS_FAILED


async def test_holding_twice_is_written_down_once(office: Office) -> None:
    letter = await office.rejected(1, Channel.EMAIL)
    await office.send(letter, SendStatus.REFUSED)

    await office.try_reserve(letter)
    await office.stores.ledger.reconcile(letter, LATER)

    assert (await office.events(letter)).count("held") == 1


async def test_a_letter_that_came_back_goes_on_to_the_next_channel_and_stays_told(office: Office) -> None:
    letter, reserved = await office.told()
    await office.report(a_bounce(reserved))

    standing = await office.stores.ledger.reconcile(letter, LATER)
    following = await office.reserve(letter, LATER)

    told = await office.view(letter)
    assert standing == LetterStanding(told=Told.AGAIN, at=LATER)
    assert following.channel is Channel.SMS
    assert (told.state, told.told_at) == (ApplicationState.TOLD, NOW)
    assert told.decision is not None
    assert not told.decision.can_be_undone


async def test_a_passing_trouble_is_tried_once_more_and_no_more(office: Office) -> None:
    letter, first = await office.told()
    await office.report(a_bounce(first, Severity.TRANSIENT, event_key="bounce-1"))
    standing = await office.stores.ledger.reconcile(letter, LATER)
    assert standing.at is not None
    early = await office.try_reserve(letter, LATER)

    second, _ = await office.send(letter, ACCEPTED, standing.at)
    await office.report(a_bounce(second, Severity.TRANSIENT, event_key="bounce-2"))
    await office.stores.ledger.reconcile(letter, standing.at)
    following = await office.reserve(letter, standing.at)

    assert early == standing
    assert second.channel is Channel.EMAIL
    assert following.channel is Channel.SMS


async def test_a_doubtful_letter_that_came_back_goes_on_to_the_next_channel(office: Office) -> None:
    letter = await office.rejected()
    reserved, _ = await office.send(letter, SendStatus.MAYBE_SENT)
    await office.report(a_bounce(reserved))

    standing = await office.stores.ledger.reconcile(letter, LATER)
    following = await office.reserve(letter, LATER)

    pending = await office.view(letter)
    assert standing == LetterStanding(told=Told.AGAIN, at=LATER)
    assert following.channel is Channel.SMS
    assert (pending.state, pending.held_reason) == (ApplicationState.LETTER_PENDING, None)


async def test_a_doubtful_letter_that_came_back_for_now_is_tried_once_more(office: Office) -> None:
    letter = await office.rejected()
    reserved, _ = await office.send(letter, SendStatus.MAYBE_SENT)
    await office.report(a_bounce(reserved, Severity.TRANSIENT))
    standing = await office.stores.ledger.reconcile(letter, LATER)
    assert standing.at is not None

    following = await office.reserve(letter, standing.at)

    assert following.channel is Channel.EMAIL
    assert await office.attempts(letter) == [AttemptState.RESOLVED_SENT, AttemptState.RESERVED]


async def test_when_all_came_back_the_application_is_no_longer_told(office: Office) -> None:
    letter, reserved = await office.told(1, Channel.EMAIL)
    await office.report(a_bounce(reserved))

    standing = await office.stores.ledger.reconcile(letter, LATER)

    held = await office.view(letter)
    assert standing == LetterStanding(told=Told.HELD)
    assert (held.state, held.told_at) == (ApplicationState.HELD, None)


async def test_who_is_told_after_all_came_back_is_told_now_and_not_then(office: Office) -> None:
    letter, reserved = await office.told(1, Channel.EMAIL)
    await office.report(a_bounce(reserved))
    await office.stores.ledger.reconcile(letter, LATER)
    await office.database.write(lambda session: session.execute(delete(SuppressionTable)))
    await office.resume(letter, "retry", LATER)
    much_later = NOW + timedelta(days=40)

    _, standing = await office.send(letter, ACCEPTED, much_later)

    assert standing == LetterStanding(told=Told.SENT, told_at=much_later)
    assert (await office.view(letter)).told_at == much_later


async def test_nobody_is_written_to_again_who_says_they_have_read_it(office: Office) -> None:
    letter, reserved = await office.told()
    await office.stores.pages.acknowledge(reserved.token, now=NOW)
    await office.report(a_bounce(reserved))

    standing = await office.stores.ledger.reconcile(letter, LATER)

    read = await office.view(letter)
    assert standing == LetterStanding(told=Told.SENT, told_at=NOW)
    assert (read.state, read.told_at) == (ApplicationState.ACKNOWLEDGED, NOW)


async def test_telling_happens_once_whatever_is_heard_later(office: Office) -> None:
    letter, reserved = await office.told()
    await office.report(a_bounce(reserved))
    await office.stores.ledger.reconcile(letter, LATER)

    _, standing = await office.send(letter, replace(ACCEPTED, provider_message_id="m-2"), LATER)

    assert standing == LetterStanding(told=Told.SENT, told_at=NOW)
    assert (await office.view(letter)).told_at == NOW
    assert (await office.events(letter)).count("told") == 1


async def test_an_address_closed_between_two_tries_leads_to_the_next_channel(office: Office) -> None:
    _, told = await office.told(2)
    letter = await office.rejected(1, Channel.EMAIL, Channel.SMS)
    _, standing = await office.send(letter, SendStatus.NOT_SENT)
    await office.report(a_bounce(told))
    assert standing.at is not None

    following = await office.reserve(letter, standing.at)

    assert following.channel is Channel.SMS
    assert await office.channels(letter) == {"email": DeliveryState.SUPPRESSED, "sms": DeliveryState.DISPATCHING}


async def test_a_reminder_that_could_not_leave_for_a_week_expires(office: Office) -> None:
    letter = await office.rejected()
    case = await office.stores.cases.open(application_of(letter))
    draft = replace(await office.draft(case, Channel.SMS), purpose=Purpose.REMINDER)
    reminder = replace(letter, letter_id=await office.stores.reminders.add(case, draft, 1, NOW))
    await office.send(reminder, SendStatus.NOT_SENT)

    standing = await office.try_reserve(reminder, NOW + COURTESY_EXPIRES_AFTER + timedelta(seconds=1))

    assert standing == LetterStanding(told=Told.OVER)
    assert await office.channels(reminder) == {"sms": DeliveryState.EXPIRED}


async def test_a_letter_with_an_outcome_never_expires(office: Office) -> None:
    letter = await office.rejected()

    assert (await office.reserve(letter, NOW + timedelta(days=90))).channel is Channel.EMAIL


async def test_a_letter_whose_every_try_fails_before_it_begins_takes_a_breath_between_them(office: Office) -> None:
    letter = await office.rejected()

    standing = await office.stores.ledger.reconcile(letter, LATER)

    assert standing == LetterStanding(told=Told.AGAIN, at=LATER + REST_UNTRIED)
