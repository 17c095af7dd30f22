"""Letting a letter leave before its time: only one that waits, and never later than it would."""

from datetime import timedelta

import pytest

from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.letters import LetterNotFoundError, LetterNotWaitingError
from tests.builders import NOW
from tests.store.office import LATER, Office, application_of, hears

pytestmark = pytest.mark.anyio


async def hurry(office: Office, letter_id: str, ref: ApplicationRef, *, minutes: int = -5) -> None:
    now = NOW + timedelta(minutes=minutes)
    await office.stores.letter_hurrying.hurry(ref.company_id, letter_id, actor="user-1", now=now)


async def test_who_lets_a_letter_go_is_written_down_and_told_to_its_journey(office: Office) -> None:
    letter = await office.rejected()
    ref = application_of(letter)

    await hurry(office, letter.letter_id, ref, minutes=-60)

    noted = [entry for entry in await office.stores.applications.timeline(ref) if entry.event == "hurry_asked"]
    assert [(entry.actor, entry.reference) for entry in noted] == [("user-1", letter.letter_id)]
    assert await hears(office) == [CommandKind.HURRIED]


async def test_a_letter_that_may_leave_already_stays_as_it_is(office: Office) -> None:
    letter = await office.rejected()

    await hurry(office, letter.letter_id, application_of(letter), minutes=60 * 24 * 60)

    assert await hears(office) == []


async def test_what_has_left_or_was_undone_or_is_unknown_is_refused(office: Office) -> None:
    sent, undone = await office.rejected(1), await office.rejected(2)
    await office.send(sent)
    await office.stores.requests.undo(application_of(undone), actor="user-1", reason="second look", now=NOW)

    for letter in (sent, undone):
        with pytest.raises(LetterNotWaitingError):
            await hurry(office, letter.letter_id, application_of(letter), minutes=-60)
    with pytest.raises(LetterNotFoundError):
        await hurry(office, "nothing", application_of(sent))


async def test_a_letter_is_brought_forward_and_never_put_off(office: Office) -> None:
    letter = await office.rejected()
    ref, cases = application_of(letter), office.stores.cases
    planned = (await cases.open(ref)).decision_leaves_at
    assert planned is not None

    earlier = await cases.leave_earlier(ref, letter.letter_id, planned - timedelta(hours=1))
    later = await cases.leave_earlier(ref, letter.letter_id, LATER + timedelta(days=9))

    assert earlier == later == planned - timedelta(hours=1)
