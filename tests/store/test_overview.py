"""The counts of the console's first page."""

from datetime import timedelta

import pytest

from kindregards.domain.applications import HeldReason
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.builders import NOW
from tests.store.office import Office

pytestmark = pytest.mark.anyio

TOMORROW = NOW + timedelta(days=2)


async def test_an_empty_company_counts_nothing(office: Office) -> None:
    overview = await office.stores.overviews.overview(DEFAULT_COMPANY_ID, letters=5, now=NOW)

    assert (overview.waiting, overview.late, overview.held, overview.leaving) == (0, 0, 0, 0)
    assert overview.letters == ()


async def test_reviews_are_counted_until_they_are_decided_and_late_once_due(office: Office) -> None:
    first = await office.ask(await office.submit(1))
    await office.ask(await office.submit(2))
    await office.decide(first)

    now = await office.stores.overviews.overview(DEFAULT_COMPANY_ID, letters=5, now=NOW)
    later = await office.stores.overviews.overview(DEFAULT_COMPANY_ID, letters=5, now=TOMORROW)

    assert (now.waiting, now.late) == (1, 0)
    assert (later.waiting, later.late) == (1, 1)


async def test_held_and_untold_applications_are_counted(office: Office) -> None:
    await office.ask(await office.submit(1), held=HeldReason.NEEDS_DATA, draft=False)
    await office.rejected(2)

    overview = await office.stores.overviews.overview(DEFAULT_COMPANY_ID, letters=5, now=NOW)

    assert (overview.held, overview.leaving) == (1, 1)


async def test_the_latest_letters_come_first_and_drafts_not_at_all(office: Office) -> None:
    await office.ask(await office.submit(1))
    await office.rejected(2)
    told, _ = await office.told(3)

    overview = await office.stores.overviews.overview(DEFAULT_COMPANY_ID, letters=1, now=NOW)
    both = await office.stores.overviews.overview(DEFAULT_COMPANY_ID, letters=5, now=NOW)

    assert [letter.id for letter in overview.letters] == [told.letter_id]
    assert overview.letters[0].accepted_at is not None
    assert overview.letters[0].candidate_name
    assert len(both.letters) == 2


async def test_another_company_sees_nothing(office: Office) -> None:
    await office.told(1)

    overview = await office.stores.overviews.overview("another-company", letters=5, now=NOW)

    assert (overview.leaving, overview.letters) == (0, ())
