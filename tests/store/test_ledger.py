"""Attempts to send a letter: one at a time, nothing sent again blindly, and an answer may come late."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kindregards.domain.applications import ApplicationState, HeldReason
from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.decisions import DecisionState
from kindregards.domain.deliveries import AttemptState, DeliveryState
from kindregards.domain.journey import CommandKind, Told
from kindregards.domain.ports.journey import LetterStanding, Reservation
from kindregards.store.ledger import AttemptLostError
from kindregards.store.tables import AttemptTable
from tests.builders import NOW
from tests.store.office import ACCEPTED, LATER, Office, an_outcome, application_of

pytestmark = pytest.mark.anyio


async def test_an_accepted_letter_is_told_at_that_moment(office: Office) -> None:
    letter = await office.rejected()

    _, standing = await office.send(letter, ACCEPTED, LATER)

    told = await office.view(letter)
    assert standing == LetterStanding(told=Told.SENT, told_at=LATER)
    assert (told.state, told.told_at, told.held_reason) == (ApplicationState.TOLD, LATER, None)
    assert told.decision is not None
    assert told.decision.state is DecisionState.RELEASED
    assert await office.channels(letter) == {"email": DeliveryState.ACCEPTED}


@pytest.mark.parametrize(
    ("status", "attempt", "delivery"),
    [
        (SendStatus.NOT_SENT, AttemptState.NOT_SENT, DeliveryState.READY),
        (SendStatus.MISCONFIGURED, AttemptState.MISCONFIGURED, DeliveryState.READY),
        (SendStatus.REFUSED, AttemptState.REFUSED, DeliveryState.REJECTED_BY_PROVIDER),
        (SendStatus.OPTED_OUT, AttemptState.OPTED_OUT, DeliveryState.SUPPRESSED),
    ],
)
async def test_a_letter_surely_not_sent_waits_for_another_try_and_can_be_undone(
    office: Office, status: SendStatus, attempt: AttemptState, delivery: DeliveryState
) -> None:
    letter = await office.rejected()

    _, standing = await office.send(letter, status)

    pending = await office.view(letter)
    assert standing.told is Told.AGAIN
    assert (pending.state, pending.told_at) == (ApplicationState.LETTER_PENDING, None)
    assert pending.decision is not None
    assert pending.decision.can_be_undone
    assert await office.attempts(letter) == [attempt]
    assert await office.channels(letter) == {"email": delivery}


async def test_a_lost_answer_holds_the_application(office: Office) -> None:
    letter = await office.rejected()

    _, standing = await office.send(letter, SendStatus.MAYBE_SENT)

    held = await office.view(letter)
    assert standing.told is Told.HELD
    assert (held.state, held.held_reason) == (ApplicationState.HELD, HeldReason.AMBIGUOUS_DISPATCH)
    assert held.decision is not None
    assert not held.decision.can_be_undone
    assert await office.attempts(letter) == [AttemptState.AMBIGUOUS]


async def test_an_answer_recorded_twice_changes_nothing(office: Office) -> None:
    letter = await office.rejected()
    reserved, first = await office.send(letter, ACCEPTED)

    second = await office.stores.ledger.finish(reserved, an_outcome(SendStatus.REFUSED), LATER)

    assert second == first
    assert await office.attempts(letter) == [AttemptState.ACCEPTED]
    assert (await office.events(letter)).count("told") == 1


async def test_every_attempt_has_a_link_of_its_own(office: Office) -> None:
    letter = await office.rejected()
    first, _ = await office.send(letter, SendStatus.NOT_SENT)

    second = await office.reserve(letter, LATER)

    assert first.token != second.token
    assert (await office.stores.pages.letter(second.token, now=LATER)).letter == second.letter


async def test_a_second_reserve_takes_the_first_one_s_attempt_away_and_makes_none(office: Office) -> None:
    letter = await office.rejected()
    first = await office.reserve(letter)

    standing = await office.try_reserve(letter)

    assert isinstance(standing, LetterStanding)
    assert standing.told is Told.AGAIN
    assert await office.attempts(letter) == [AttemptState.NOT_SENT]
    with pytest.raises(AttemptLostError):
        await office.stores.ledger.start(first, NOW)


async def test_a_reserve_while_an_attempt_is_in_flight_holds_and_makes_none(office: Office) -> None:
    letter = await office.rejected()
    await office.start(letter)

    standing = await office.try_reserve(letter)

    assert standing == LetterStanding(told=Told.HELD)
    assert await office.attempts(letter) == [AttemptState.AMBIGUOUS]


async def test_a_reserve_after_acceptance_says_that_it_was_sent(office: Office) -> None:
    letter, _ = await office.told()

    standing = await office.try_reserve(letter, LATER)

    assert standing == LetterStanding(told=Told.SENT, told_at=NOW)
    assert await office.attempts(letter) == [AttemptState.ACCEPTED]


@pytest.mark.parametrize("state", ["reserved", "in_flight", "ambiguous"])
async def test_the_database_itself_refuses_a_second_open_attempt(office: Office, state: str) -> None:
    letter = await office.rejected()
    reserved = await office.reserve(letter)

    def copy(session: Session) -> None:
        row = session.get_one(AttemptTable, reserved.attempt_id)
        session.add(AttemptTable(**{**row.model_dump(), "id": "another", "number": 2, "state": state}))

    with pytest.raises(IntegrityError):
        await office.database.write(copy)


async def test_of_two_reserves_at_once_at_most_one_can_be_started(office: Office, rival: Office) -> None:
    for number in range(12):
        letter = await office.rejected(number)

        results = await asyncio.gather(office.try_reserve(letter), rival.try_reserve(letter))
        started = await asyncio.gather(
            *(office.stores.ledger.start(each, NOW) for each in results if isinstance(each, Reservation)),
            return_exceptions=True,
        )

        assert started.count(None) <= 1
        assert len(await office.attempts(letter)) == 1


async def test_a_letter_that_a_dead_worker_kept_back_leaves_at_once_the_first_time(office: Office) -> None:
    letter = await office.rejected()
    await office.reserve(letter)
    first = await office.stores.ledger.reconcile(letter, NOW)
    await office.reserve(letter)
    second = await office.stores.ledger.reconcile(letter, NOW)

    assert (first.told, first.at) == (Told.AGAIN, NOW)
    assert second.told is Told.AGAIN
    assert second.at is not None
    assert second.at > NOW


async def test_an_attempt_given_up_before_its_start_is_never_started(office: Office) -> None:
    letter = await office.rejected()
    reserved = await office.reserve(letter)
    await office.stores.ledger.reconcile(letter, NOW)

    with pytest.raises(AttemptLostError):
        await office.stores.ledger.start(reserved, NOW)

    assert await office.attempts(letter) == [AttemptState.NOT_SENT]


async def test_start_and_reconcile_at_once_agree(office: Office, rival: Office) -> None:
    for number in range(12):
        letter = await office.rejected(number)
        reserved = await office.reserve(letter)

        started, _ = await asyncio.gather(
            office.stores.ledger.start(reserved, NOW),
            rival.stores.ledger.reconcile(letter, NOW),
            return_exceptions=True,
        )

        (state,) = await office.attempts(letter)
        lost = isinstance(started, AttemptLostError)
        assert (lost, state) in {
            (True, AttemptState.NOT_SENT),
            (False, AttemptState.AMBIGUOUS),
            (False, AttemptState.IN_FLIGHT),
        }


async def test_a_late_acceptance_is_told_and_the_journey_hears_of_it(office: Office) -> None:
    letter = await office.rejected()
    reserved = await office.start(letter)
    await office.stores.ledger.reconcile(letter, NOW)
    before = await office.stores.applications.timeline(application_of(letter))

    standing = await office.stores.ledger.finish(reserved, ACCEPTED, LATER)

    told = await office.view(letter)
    assert standing == LetterStanding(told=Told.SENT, told_at=LATER)
    assert (told.state, told.held_reason, told.told_at) == (ApplicationState.TOLD, None, LATER)
    assert await the_last_command(office) == (CommandKind.DELIVERY_CHANGED, letter.letter_id)
    assert len(await office.stores.applications.timeline(application_of(letter))) == len(before) + 1


async def test_a_late_refusal_goes_on_to_the_next_channel_and_holds_nobody(office: Office) -> None:
    letter = await office.rejected()
    reserved = await office.start(letter)
    await office.stores.ledger.reconcile(letter, NOW)

    standing = await office.stores.ledger.finish(reserved, an_outcome(SendStatus.REFUSED), LATER)

    pending = await office.view(letter)
    assert standing == LetterStanding(told=Told.AGAIN, at=LATER)
    assert (pending.state, pending.held_reason) == (ApplicationState.LETTER_PENDING, None)
    assert await the_last_command(office) == (CommandKind.DELIVERY_CHANGED, letter.letter_id)
    assert (await office.reserve(letter, LATER)).channel is Channel.SMS


async def test_a_late_doubt_stays_a_doubt(office: Office) -> None:
    letter = await office.rejected()
    reserved = await office.start(letter)
    await office.stores.ledger.reconcile(letter, NOW)

    standing = await office.stores.ledger.finish(reserved, an_outcome(SendStatus.MAYBE_SENT), LATER)

    assert standing.told is Told.HELD
    assert (await the_last_command(office))[0] is CommandKind.START


async def test_an_acceptance_beats_a_person_who_believed_it_was_not_sent(office: Office) -> None:
    letter = await office.rejected()
    reserved = await office.start(letter)
    await office.stores.ledger.reconcile(letter, NOW)
    await office.resume(letter, "not_sent")

    standing = await office.stores.ledger.finish(reserved, ACCEPTED, NOW)

    assert standing.told is Told.SENT
    assert await office.try_reserve(letter, LATER) == LetterStanding(told=Told.SENT, told_at=NOW)
    assert await office.attempts(letter) == [AttemptState.ACCEPTED]


async def the_last_command(office: Office) -> tuple[CommandKind, str | None]:
    await office.queue.settle(office.trigger.commands, late=False, now=NOW)
    waiting = await office.queue.claim(limit=1, now=LATER + timedelta(hours=1))
    command = waiting[0] if waiting else office.trigger.commands[-1]
    return command.command.kind, command.command.reference


async def test_a_person_says_that_a_doubtful_letter_was_sent(office: Office) -> None:
    letter = await office.rejected()
    await office.send(letter, SendStatus.MAYBE_SENT)

    standing = await office.resume(letter, "sent", LATER)

    told = await office.view(letter)
    assert standing.told is Told.SENT
    assert (told.state, told.held_reason, told.told_at) == (ApplicationState.TOLD, None, LATER)
    assert await office.attempts(letter) == [AttemptState.RESOLVED_SENT]


async def test_a_person_says_that_a_doubtful_letter_was_not_sent(office: Office) -> None:
    letter = await office.rejected()
    await office.send(letter, SendStatus.MAYBE_SENT)

    standing = await office.resume(letter, "not_sent", LATER)

    pending = await office.view(letter)
    assert standing.told is Told.AGAIN
    assert pending.state is ApplicationState.LETTER_PENDING
    assert pending.decision is not None
    assert pending.decision.can_be_undone
    assert standing.at is not None
    assert (await office.reserve(letter, standing.at)).channel is Channel.EMAIL


async def test_a_second_doubt_needs_more_than_a_word(office: Office) -> None:
    letter = await office.rejected()
    now = NOW
    for _ in range(2):
        await office.send(letter, SendStatus.MAYBE_SENT, now)
        standing = await office.resume(letter, "not_sent", now)
        now = standing.at or now

    assert standing.told is Told.HELD
    assert (await office.resume(letter, "retry", now)).told is Told.AGAIN
    assert (await office.reserve(letter, now)).channel is Channel.EMAIL


async def test_a_doubt_is_not_tried_again_whatever_a_person_wishes(office: Office) -> None:
    letter = await office.rejected()
    await office.send(letter, SendStatus.MAYBE_SENT)

    await office.resume(letter, "retry", LATER)
    standing = await office.try_reserve(letter, LATER)

    assert standing == LetterStanding(told=Told.HELD)
    assert await office.attempts(letter) == [AttemptState.AMBIGUOUS]


async def test_on_a_persons_wish_the_ladder_begins_again_and_is_climbed_once(office: Office) -> None:
    letter = await office.rejected(1, Channel.EMAIL, Channel.SMS)
    for _ in range(2):
        await office.send(letter, SendStatus.REFUSED)
    await office.resume(letter, "retry", LATER)

    tried = [(await office.send(letter, SendStatus.REFUSED, LATER))[0].channel for _ in range(2)]

    assert tried == [Channel.EMAIL, Channel.SMS]
    assert await office.try_reserve(letter, LATER) == LetterStanding(told=Told.HELD)
    assert (await office.view(letter)).held_reason is HeldReason.CHANNELS_FAILED


async def test_on_a_persons_wish_a_first_channel_that_is_busy_now_is_waited_for(office: Office) -> None:
    letter = await office.rejected(1, Channel.EMAIL, Channel.SMS)
    for _ in range(2):
        await office.send(letter, SendStatus.REFUSED)
    await office.resume(letter, "retry", LATER)

    _, standing = await office.send(letter, SendStatus.NOT_SENT, LATER)

    assert standing.told is Told.AGAIN
    assert standing.at is not None
    assert (await office.reserve(letter, standing.at)).channel is Channel.EMAIL
