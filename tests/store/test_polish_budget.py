"""How many letters a day a model is asked about, counted for all processes."""

import asyncio
from datetime import date

import pytest

from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.polish_budget import StoredPolishBudget
from tests.store.office import Office

pytestmark = pytest.mark.anyio
TODAY, TOMORROW = date(2026, 3, 4), date(2026, 3, 5)


async def test_a_day_has_its_number_and_the_next_day_its_own(office: Office) -> None:
    budget = StoredPolishBudget(office.database)

    taken = [await budget.take(DEFAULT_COMPANY_ID, TODAY, most=2) for _ in range(3)]

    assert taken == [True, True, False]
    assert await budget.take(DEFAULT_COMPANY_ID, TOMORROW, most=2)
    assert await budget.take("another-company", TODAY, most=2)
    assert not await budget.take("another-company", TOMORROW, most=0)


async def test_many_at_once_never_take_more(office: Office) -> None:
    budget = StoredPolishBudget(office.database)

    taken = await asyncio.gather(*(budget.take(DEFAULT_COMPANY_ID, TODAY, most=3) for _ in range(8)))

    assert sum(taken) == 3
