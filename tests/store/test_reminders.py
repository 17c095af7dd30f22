"""Reminders: each composed once, and an honest account of what has happened since telling."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.intake import ApplicationNotFoundError
from kindregards.domain.journey import ApplicationRef, LetterRef, Told
from kindregards.domain.letters import Purpose
from kindregards.domain.ports.journey import Draft, LetterStanding, ReminderHistory
from kindregards.domain.provider_events import EventKind
from kindregards.domain.reading import Evidence
from tests.builders import NOW
from tests.store.office import Office, a_bounce, a_report, accepted, application_of, letter_of

pytestmark = pytest.mark.anyio


async def reminder(office: Office, ref: ApplicationRef) -> Draft:
    draft = await office.draft(await office.stores.cases.open(ref), Channel.SMS)
    return replace(draft, purpose=Purpose.REMINDER)


async def add(office: Office, ref: ApplicationRef, number: int = 1, now: datetime = NOW) -> LetterRef:
    case = await office.stores.cases.open(ref)
    letter_id = await office.stores.reminders.add(case, await reminder(office, ref), number, now)
    return letter_of(ref, letter_id)


async def history(office: Office, letter: LetterRef) -> ReminderHistory:
    return await office.stores.reminders.history(application_of(letter))


async def test_a_reminder_is_kept_once_for_each_number(office: Office) -> None:
    letter, _ = await office.told()
    ref = application_of(letter)

    ids = [(await add(office, ref, number)).letter_id for number in (1, 1, 2)]

    assert ids[0] == ids[1] != ids[2]
    assert len(await office.stores.letters.letters_of(ref)) == 3


async def test_a_reminder_added_twice_at_once_is_kept_once(office: Office, rival: Office) -> None:
    for number in range(10):
        letter, _ = await office.told(number)
        case = await office.stores.cases.open(application_of(letter))
        draft = await reminder(office, case.ref)

        ids = await asyncio.gather(*(each.stores.reminders.add(case, draft, 1, NOW) for each in (office, rival)))

        assert ids[0] == ids[1]


async def test_nobody_is_reminded_of_before_they_were_told(office: Office) -> None:
    letter = await office.rejected()

    assert (await history(office, letter)).progress.told_at is None


async def test_a_reminder_of_a_letter_that_was_wrong_never_leaves(office: Office) -> None:
    letter, _ = await office.told()
    waiting = await add(office, application_of(letter))

    await office.stores.corrections.correct(application_of(letter), actor="user-1", reason="wrong_score", now=NOW)

    sheet = await office.stores.letters.letter(waiting.company_id, waiting.letter_id)
    assert (sheet.state, await office.try_reserve(waiting)) == ("cancelled", LetterStanding(told=Told.OVER))


async def test_a_reminder_counts_once_it_was_tried_and_is_known_while_it_waits(office: Office) -> None:
    letter, _ = await office.told()
    before = await history(office, letter)
    first = await add(office, application_of(letter))
    waiting = await history(office, letter)

    _, standing = await office.send(first, accepted(2))

    after = await history(office, letter)
    assert (before.progress.reminders_sent, before.unsent_letter_id) == (0, None)
    assert (waiting.progress.reminders_sent, waiting.unsent_letter_id) == (0, first.letter_id)
    assert (after.progress.reminders_sent, after.unsent_letter_id) == (1, None)
    assert standing == LetterStanding(told=Told.SENT)


async def test_a_reminder_surely_not_sent_waits_again(office: Office) -> None:
    letter, _ = await office.told()
    first = await add(office, application_of(letter))

    _, standing = await office.send(first, SendStatus.NOT_SENT)

    assert standing.told is Told.AGAIN
    assert (await history(office, letter)).unsent_letter_id == first.letter_id


@pytest.mark.parametrize("status", [SendStatus.REFUSED, SendStatus.MAYBE_SENT])
async def test_a_reminder_that_fails_is_over_and_holds_nobody(office: Office, status: SendStatus) -> None:
    letter, _ = await office.told()
    first = await add(office, application_of(letter))

    _, standing = await office.send(first, status)

    told = await office.view(letter)
    assert standing == LetterStanding(told=Told.OVER)
    assert (told.state, told.held_reason, told.told_at) == ("told", None, NOW)


async def test_a_reminder_that_came_back_changes_nothing_for_the_letter(office: Office) -> None:
    letter, _ = await office.told()
    first = await add(office, application_of(letter))
    reserved, _ = await office.send(first, accepted(2))
    before = len(office.trigger.commands)

    await office.report(a_bounce(reserved))

    assert len(office.trigger.commands) == before
    assert (await office.view(letter)).state == "told"


async def test_the_letters_reading_is_known(office: Office) -> None:
    letter, reserved = await office.told()
    pages = office.stores.pages
    unread = (await history(office, letter)).progress.reading.evidence

    await pages.note_view(reserved.token, machine=True, now=NOW + timedelta(minutes=1))
    by_machine = (await history(office, letter)).progress.reading.evidence
    await pages.note_view(reserved.token, machine=False, now=NOW + timedelta(minutes=5))
    viewed = (await history(office, letter)).progress.reading.evidence
    await pages.acknowledge(reserved.token, now=NOW + timedelta(minutes=6))
    read = (await history(office, letter)).progress.reading.evidence

    assert [unread, by_machine, viewed, read] == [
        Evidence.DELIVERED,
        Evidence.MACHINE_OPEN,
        Evidence.VIEWED,
        Evidence.ACKNOWLEDGED,
    ]


@pytest.mark.parametrize("kind", [EventKind.COMPLAINED, EventKind.UNSUBSCRIBED, EventKind.REPLIED])
async def test_what_people_answer_to_any_letter_ends_reminders(office: Office, kind: EventKind) -> None:
    letter, _ = await office.told()
    first = await add(office, application_of(letter))
    reserved, _ = await office.send(first, accepted(2))
    before = (await history(office, letter)).progress.ended

    await office.report(a_report(reserved, kind))

    assert not before
    assert (await history(office, letter)).progress.ended


async def test_what_is_reported_about_others_is_none_of_ours(office: Office) -> None:
    letter, _ = await office.told(1)
    _, other = await office.told(2)

    await office.report(a_report(other, EventKind.COMPLAINED), a_report(other, EventKind.OPENED, machine=False))

    progress = (await history(office, letter)).progress
    assert (progress.ended, progress.reading.evidence) == (False, Evidence.DELIVERED)


async def test_an_application_that_does_not_exist_has_no_history(office: Office) -> None:
    with pytest.raises(ApplicationNotFoundError):
        await office.stores.reminders.history(ApplicationRef(company_id="another", application_id="missing"))
