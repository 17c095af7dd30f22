"""Looking after deliveries: what a crash left behind, what stays in doubt, what stays silent."""

import asyncio
from datetime import datetime, timedelta

import pytest

from kindregards.domain.applications import ApplicationState, HeldReason
from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.deliveries import AttemptState, DeliveryState
from kindregards.domain.journey import CommandKind, LetterRef, Told
from kindregards.domain.ports.journey import LetterStanding
from kindregards.domain.ports.watching import LookedUp, Watched
from kindregards.domain.provider_events import EventKind
from kindregards.domain.watching import Answer, Check
from kindregards.store.ledger import AttemptLostError
from kindregards.store.ledger_audit import LedgerAudit
from tests.builders import NOW, a_message
from tests.store.office import Office, a_report, accepted, application_of
from tests.store.test_letters_in_timeline import a_reminder

pytestmark = pytest.mark.anyio

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ABSENT = LookedUp(answer=Answer.ABSENT)
CANNOT_SAY = LookedUp(answer=Answer.CANNOT_SAY)


async def due(office: Office, now: datetime) -> Watched | None:
    """Claim what is due: one delivery or none."""
    claimed = await office.stores.watched.claim(limit=9, now=now)
    assert len(claimed) <= 1
    return claimed[0] if claimed else None


async def must_be_due(office: Office, now: datetime) -> Watched:
    watched = await due(office, now)
    assert watched is not None
    return watched


async def a_doubt(office: Office) -> LetterRef:
    letter = await office.rejected()
    await office.send(letter, SendStatus.MAYBE_SENT)
    return letter


def changes(office: Office) -> int:
    return sum(each.command.kind is CommandKind.DELIVERY_CHANGED for each in office.trigger.commands)


async def settled(office: Office) -> None:
    """Let the journeys have taken every command, so that the next one is handed out at once."""
    while commands := await office.queue.claim(limit=50, now=NOW + timedelta(days=9)):
        await office.queue.settle(commands, late=False, now=NOW)


async def test_a_try_left_in_flight_becomes_a_doubt_that_the_journey_hears_of(office: Office) -> None:
    letter = await office.rejected()
    await office.start(letter)
    await settled(office)
    assert await due(office, NOW + MINUTE) is None

    watched = await must_be_due(office, NOW + 2 * MINUTE)
    await office.stores.watched.unstick(watched, now=NOW + 2 * MINUTE)
    await office.stores.watched.unstick(watched, now=NOW + 3 * MINUTE)

    assert watched.check is Check.STUCK
    assert await office.attempts(letter) == [AttemptState.AMBIGUOUS]
    assert (await office.view(letter)).held_reason is HeldReason.AMBIGUOUS_DISPATCH
    assert changes(office) == 1


async def test_a_try_left_reserved_was_surely_not_sent(office: Office) -> None:
    letter = await office.rejected()
    await office.reserve(letter)

    await office.stores.watched.unstick(await must_be_due(office, NOW + 2 * MINUTE), now=NOW + 2 * MINUTE)

    assert await office.attempts(letter) == [AttemptState.NOT_SENT]
    assert (await office.view(letter)).state is ApplicationState.LETTER_PENDING


async def test_a_delivery_is_leased_to_one_sweep_at_a_time(office: Office, rival: Office) -> None:
    for number in range(8):
        await office.start(await office.rejected(number))
    later = NOW + 3 * MINUTE

    both = await asyncio.gather(
        *(side.stores.watched.claim(limit=5, now=later) for side in (office, rival, office, rival))
    )

    claimed = [each.delivery_id for batch in both for each in batch]
    assert len(claimed) == len(set(claimed)) == 8
    assert await due(office, later + 4 * MINUTE) is None
    assert len(await office.stores.watched.claim(limit=9, now=later + 5 * MINUTE)) == 8


async def test_a_provider_that_knows_nothing_twice_half_an_hour_apart_is_believed(office: Office) -> None:
    letter = await a_doubt(office)
    await settled(office)
    for now in (NOW + MINUTE, NOW + 2 * MINUTE):
        watched = await office.stores.watched.claim(limit=1, now=now)
        assert bool(watched) is (now == NOW + MINUTE)
        if watched:
            await office.stores.watched.doubt(watched[0], ABSENT, now=now)
    assert await office.attempts(letter) == [AttemptState.AMBIGUOUS]

    watched_again = await must_be_due(office, NOW + 31 * MINUTE)
    for _ in range(2):
        await office.stores.watched.doubt(watched_again, ABSENT, now=NOW + 31 * MINUTE)

    assert await office.attempts(letter) == [AttemptState.RESOLVED_NOT_SENT]
    assert (await office.view(letter)).state is ApplicationState.LETTER_PENDING
    assert changes(office) == 1
    assert (await office.events(letter)).count("doubt_settled") == 1
    standing = await office.stores.ledger.reconcile(letter, NOW + 31 * MINUTE)
    assert standing.told is Told.AGAIN
    assert standing.at is not None
    assert (await office.reserve(letter, standing.at)).channel is Channel.EMAIL


async def test_two_absences_at_one_moment_count_once(office: Office) -> None:
    letter = await a_doubt(office)
    watched = await must_be_due(office, NOW + MINUTE)

    for _ in range(3):
        await office.stores.watched.doubt(watched, ABSENT, now=NOW + MINUTE)

    assert await office.attempts(letter) == [AttemptState.AMBIGUOUS]


async def test_after_two_doubts_that_proved_unsent_a_person_looks(office: Office) -> None:
    letter = await a_doubt(office)
    never_came = LookedUp(answer=Answer.NEVER_CAME)
    now = NOW + MINUTE
    await office.stores.watched.doubt(await must_be_due(office, now), never_came, now=now)
    now += HOUR
    await office.send(letter, SendStatus.MAYBE_SENT, now)

    now += MINUTE
    await office.stores.watched.doubt(await must_be_due(office, now), never_came, now=now)

    assert (await office.view(letter)).held_reason is HeldReason.CHANNELS_FAILED
    assert await office.try_reserve(letter, now + HOUR) == LetterStanding(told=Told.HELD)


async def test_a_doubt_that_nobody_can_settle_is_put_before_a_person_once(office: Office) -> None:
    letter = await a_doubt(office)
    await office.stores.watched.doubt(await must_be_due(office, NOW + MINUTE), CANNOT_SAY, now=NOW + MINUTE)
    assert await office.channels(letter) == {"email": DeliveryState.AMBIGUOUS}

    late = NOW + 32 * MINUTE
    await office.stores.watched.doubt(await must_be_due(office, late), CANNOT_SAY, now=late)

    assert await office.channels(letter) == {"email": DeliveryState.HELD}
    assert (await office.events(letter)).count("doubt_remains") == 1
    assert await due(office, NOW + timedelta(days=9)) is None


async def test_a_report_after_that_still_settles_it(office: Office) -> None:
    letter = await office.rejected()
    reserved, _ = await office.send(letter, SendStatus.MAYBE_SENT)
    late = NOW + 32 * MINUTE
    await office.stores.watched.doubt(await must_be_due(office, late), CANNOT_SAY, now=late)
    await settled(office)

    await office.report(a_report(reserved, EventKind.DELIVERED))

    assert await office.channels(letter) == {"email": DeliveryState.DELIVERED}
    assert changes(office) == 1


async def test_an_answer_that_comes_after_the_doubt_was_settled_changes_nothing(office: Office) -> None:
    letter = await a_doubt(office)
    watched = await must_be_due(office, NOW + MINUTE)
    await office.resume(letter, "sent", NOW + MINUTE)

    await office.stores.watched.doubt(watched, LookedUp(answer=Answer.NEVER_CAME), now=NOW + MINUTE)

    assert await office.attempts(letter) == [AttemptState.RESOLVED_SENT]


async def test_an_email_silent_for_three_days_is_unknown_neither_failed_nor_delivered(office: Office) -> None:
    letter, _ = await office.told()
    polls = []
    for hours in range(74):
        now = NOW + hours * HOUR
        watched = await due(office, now)
        if watched is not None:
            polls.append((hours, watched.check))
            await office.stores.watched.polled(watched, now=now)

    assert polls == [(1, Check.POLL), (12, Check.POLL), (72, Check.LAST_POLL)]
    assert await office.channels(letter) == {"email": DeliveryState.DELIVERY_UNKNOWN}
    assert (await office.view(letter)).state is ApplicationState.TOLD
    assert changes(office) == 0


async def test_a_text_message_is_silent_after_twelve_hours(office: Office) -> None:
    letter, _ = await office.told(1, Channel.SMS)
    now = NOW + 12 * HOUR

    await office.stores.watched.polled(await must_be_due(office, now), now=now)

    assert await office.channels(letter) == {"sms": DeliveryState.DELIVERY_UNKNOWN}


async def test_a_report_after_long_silence_is_believed(office: Office) -> None:
    letter, reserved = await office.told()
    now = NOW + 72 * HOUR
    await office.stores.watched.polled(await must_be_due(office, now), now=now)

    await office.report(a_report(reserved, EventKind.DELIVERED), now=now)

    assert await office.channels(letter) == {"email": DeliveryState.DELIVERED}


async def test_a_delivered_letter_is_looked_after_no_more(office: Office) -> None:
    _, reserved = await office.told()

    await office.report(a_report(reserved, EventKind.DELIVERED))

    assert await due(office, NOW + timedelta(days=30)) is None


async def test_a_reminder_that_never_came_is_not_repeated(office: Office) -> None:
    letter, reserved = await office.told()
    await office.report(a_report(reserved, EventKind.DELIVERED))
    reminder = await a_reminder(office, letter)
    await office.send(reminder, SendStatus.MAYBE_SENT)
    watched = await must_be_due(office, NOW + MINUTE)

    await office.stores.watched.doubt(watched, LookedUp(answer=Answer.NEVER_CAME), now=NOW + MINUTE)

    assert await office.channels(reminder) == {"sms": DeliveryState.EXPIRED}
    assert changes(office) == 0


async def test_what_is_asked_names_where_the_attempt_went_unless_the_person_was_described_anew(office: Office) -> None:
    letter = await office.rejected(1, Channel.SMS)
    reserved, _ = await office.send(letter, SendStatus.MAYBE_SENT)
    watched = await must_be_due(office, NOW + MINUTE)
    assert watched.address == reserved.address
    assert len(watched.token_hashes) == 1
    case = await office.stores.cases.open(application_of(letter))

    await office.submit(2, now=NOW + MINUTE, candidate=case.candidate)

    assert (await must_be_due(office, NOW + 6 * MINUTE)).address is None


async def test_whatever_was_looked_after_the_ledger_still_agrees_with_itself(office: Office) -> None:
    doubtful = [await office.rejected(number) for number in range(3)]
    for letter in doubtful:
        await office.send(letter, SendStatus.MAYBE_SENT)
    await office.send(await office.rejected(3), accepted(3))
    await office.start(await office.rejected(4))
    answers = [ABSENT, CANNOT_SAY, LookedUp(answer=Answer.NOT_NOW)]

    for hours in range(80):
        now = NOW + hours * HOUR
        for watched in await office.stores.watched.claim(limit=9, now=now):
            match watched.check:
                case Check.STUCK:
                    await office.stores.watched.unstick(watched, now=now)
                case Check.LOOK_UP:
                    await office.stores.watched.doubt(watched, answers[hours % 3], now=now)
                case _:
                    await office.stores.watched.polled(watched, now=now)

    assert [batch.differences for batch in LedgerAudit(office.database).batches()] == [()]
    assert await due(office, NOW + timedelta(days=30)) is None


async def test_a_try_that_began_late_is_looked_at_again_until_it_is_stuck(office: Office) -> None:
    letter = await office.rejected()
    reserved = await office.reserve(letter)
    await office.stores.ledger.start(reserved, NOW + MINUTE)
    assert await due(office, NOW + 2 * MINUTE) is None

    watched = await must_be_due(office, NOW + 3 * MINUTE)

    assert watched.check is Check.STUCK


async def test_a_message_that_reaches_the_mailbox_after_it_was_asked_is_not_sent_anew(office: Office) -> None:
    letter = await office.rejected()
    reserved, _ = await office.send(letter, SendStatus.MAYBE_SENT)
    watched = await must_be_due(office, NOW + MINUTE)
    await office.stores.mailbox.put(a_message(attempt_id=reserved.attempt_id))

    await office.stores.watched.doubt(watched, LookedUp(answer=Answer.NEVER_CAME), now=NOW + MINUTE)

    assert await office.attempts(letter) == [AttemptState.AMBIGUOUS]
    assert await due(office, NOW + MINUTE) is not None


async def test_a_message_that_was_found_missing_comes_to_the_mailbox_no_more(office: Office) -> None:
    letter = await office.rejected()
    reserved, _ = await office.send(letter, SendStatus.MAYBE_SENT)
    watched = await must_be_due(office, NOW + MINUTE)
    await office.stores.watched.doubt(watched, LookedUp(answer=Answer.NEVER_CAME), now=NOW + MINUTE)

    with pytest.raises(AttemptLostError):
        await office.stores.mailbox.put(a_message(attempt_id=reserved.attempt_id))

    assert not await office.stores.mailbox.holds(reserved.attempt_id)
