"""Lists of letters: order, pages, and what is in trouble."""

from datetime import timedelta

import pytest

from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.letter_lists import LetterListQuery, LetterListView
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.builders import NOW
from tests.store.office import Office, a_bounce, a_rejection

pytestmark = pytest.mark.anyio


async def listed(office: Office, view: LetterListView, company_id: str = DEFAULT_COMPANY_ID) -> list[str]:
    """Return the ids of a view, read two at a time."""
    found: list[str] = []
    after = None
    while True:
        query = LetterListQuery(view=view, limit=2, after=after)
        page = await office.stores.letter_lists.page(company_id, query)
        found += [letter.id for letter in page.letters]
        after = page.next_after
        if after is None:
            return found


async def test_waiting_letters_come_by_when_they_leave_and_all_by_when_they_were_written(office: Office) -> None:
    waiting = []
    for number, hours in enumerate((5, 1, 3), start=1):
        case = await office.stores.cases.open(await office.submit(number))
        decision = a_rejection(leave_at=NOW + timedelta(hours=hours))
        waiting.append(await office.stores.cases.record_decision(case, decision, await office.draft(case)))
    told, _ = await office.told(4)
    await office.ask(await office.submit(5))

    assert await listed(office, LetterListView.WAITING) == [waiting[1], waiting[2], waiting[0]]
    assert await listed(office, LetterListView.ALL) == [told.letter_id, *reversed(waiting)]
    assert await listed(office, LetterListView.ALL, "another-company") == []


async def test_a_letter_is_in_trouble_until_another_channel_took_it(office: Office) -> None:
    saved = await office.rejected(1, Channel.EMAIL, Channel.SMS)
    await office.send(saved, SendStatus.REFUSED)
    lost = await listed(office, LetterListView.TROUBLE)
    await office.send(saved)
    bounced, reserved = await office.told(2, Channel.SMS)
    await office.report(a_bounce(reserved))

    assert lost == [saved.letter_id]
    assert await listed(office, LetterListView.TROUBLE) == [bounced.letter_id]
