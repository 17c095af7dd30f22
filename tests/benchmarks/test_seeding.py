"""Seeded applications look to the program as if they had been lived through."""

import asyncio
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.seed import Wanted, fill
from kindregards.domain.applications import ApplicationState
from kindregards.domain.cases import CaseFile
from kindregards.domain.intake import ApplicationQuery
from kindregards.domain.journey import ApplicationRef
from kindregards.settings import Settings, load_settings
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.wiring import build_stores, open_database

ALL = Wanted(applications=3, told=3, reviews=3, waiting=3)


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return load_settings(data_dir=tmp_path / "data", database_url=database_url)


async def every_case(settings: Settings) -> list[CaseFile]:
    with closing(open_database(settings)) as database:
        stores = build_stores(settings, database, trigger=lambda command: None)  # noqa: ARG005 -- a port's name
        page = await stores.applications.page(DEFAULT_COMPANY_ID, ApplicationQuery(limit=50))
        refs = [ApplicationRef(company_id=DEFAULT_COMPANY_ID, application_id=each.id) for each in page.applications]
        return [await stores.cases.open(ref) for ref in refs]


def test_every_seeded_application_can_be_opened(settings: Settings) -> None:
    fill(settings, ALL)

    cases = asyncio.run(every_case(settings))

    assert sorted(case.state for case in cases) == sorted(
        3
        * [
            ApplicationState.CLOSED,
            ApplicationState.TOLD,
            ApplicationState.AWAITING_REVIEW,
            ApplicationState.AWAITING_INTERVIEW,
        ]
    )
    letters = [case for case in cases if case.letter]
    assert len(letters) == 6
    assert all(case.candidate.name in case.letter.body for case in letters if case.letter)


def test_seeding_again_goes_on_where_it_stopped(settings: Settings) -> None:
    fill(settings, Wanted(applications=3))

    again = fill(settings, Wanted(applications=5))

    assert again["written"] == {"closed": 2}
    assert len(asyncio.run(every_case(settings))) == 5
