"""Every letter that leaves stands in the application's story, once."""

from dataclasses import replace

import pytest

from kindregards.domain.applications import Outcome
from kindregards.domain.channels import Channel
from kindregards.domain.intake import TimelineEntry
from kindregards.domain.journey import CommandKind, LetterRef
from kindregards.domain.letters import Purpose
from kindregards.domain.provider_events import EventKind
from tests.builders import NOW
from tests.store.office import LATER, Office, a_report, accepted, application_of, letter_of

pytestmark = pytest.mark.anyio


async def a_reminder(office: Office, told: LetterRef) -> LetterRef:
    case = await office.stores.cases.open(application_of(told))
    draft = replace(await office.draft(case, Channel.SMS), purpose=Purpose.REMINDER)
    letter_id = await office.stores.reminders.add(case, draft, 1, NOW)
    return letter_of(application_of(told), letter_id)


async def entries(office: Office, letter: LetterRef, event: str) -> list[TimelineEntry]:
    story = await office.stores.applications.timeline(application_of(letter))
    return [entry for entry in story if entry.event == event]


async def test_a_reminder_that_left_is_told_of_with_its_channel(office: Office) -> None:
    letter, _ = await office.told()
    reminder = await a_reminder(office, letter)

    await office.send(reminder, accepted(2), LATER)

    (entry,) = await entries(office, letter, "reminded")
    assert (entry.at, entry.reference, entry.detail) == (LATER, reminder.letter_id, {"channel": "sms"})
    assert len(await entries(office, letter, "told")) == 1


async def test_a_report_about_a_reminder_does_not_tell_of_it_again(office: Office) -> None:
    letter, _ = await office.told()
    reminder = await a_reminder(office, letter)
    reserved, _ = await office.send(reminder, accepted(2), LATER)

    await office.report(a_report(reserved, EventKind.DELIVERED))
    await office.stores.ledger.reconcile(reminder, LATER)

    assert len(await entries(office, letter, "reminded")) == 1


async def test_the_thanks_after_a_withdrawal_are_told_of(office: Office) -> None:
    ref = await office.submit(result=None)
    case = await office.stores.cases.open(ref)
    draft = replace(await office.draft(case, Channel.EMAIL), purpose=Purpose.WITHDRAWN)
    letter_id = await office.stores.cases.end(case, Outcome.WITHDRAWN, draft, request=CommandKind.WITHDRAWN, now=NOW)
    assert letter_id is not None

    await office.send(letter_of(ref, letter_id))

    (entry,) = await entries(office, letter_of(ref, letter_id), "letter_sent")
    assert entry.detail == {"purpose": "withdrawn", "channel": "email"}
