"""No step of a candidate's way, and no list, reads a whole table of a full database.

Each statement that runs is explained by SQLite; sizes play no part in its plans, so a small database tells.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from kindregards.domain.accounts import ApiCaller
from kindregards.domain.intake import ApplicationQuery
from kindregards.domain.letter_lists import LetterListQuery, LetterListView
from kindregards.domain.provider_events import EventKind
from kindregards.domain.reviewing import ReviewQuery
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.schema import METADATA
from tests.builders import NOW
from tests.store.building import Building
from tests.store.office import LATER, Office, a_report, application_of, founded

pytestmark = pytest.mark.anyio

SMALL = {"alembic_version", "api_keys", "companies", "reviewer_groups", "senders", "users", "webhook_endpoints"}
GROWING = METADATA.tables.keys() - SMALL


@pytest.fixture
def sqlite_office(sqlite_building: Building) -> Office:
    sqlite_building.empty()
    return founded(sqlite_building.open_office())


@contextmanager
def statements() -> Iterator[set[str]]:
    """Collect the text of everything that runs meanwhile."""
    found: set[str] = set()

    def note(*arguments: object) -> None:
        found.add(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def plans(session: Session, found: set[str]) -> dict[str, list[str]]:
    """Return how SQLite would carry out each statement."""
    connection = session.connection()
    return {
        each: [
            str(row[3])
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {each}", (None,) * each.count("?")).all()
        ]
        for each in sorted(found)
        if each.startswith(("SELECT", "UPDATE", "DELETE", "WITH"))
    }


async def slow(office: Office, found: set[str], *signs: str) -> list[str]:
    """Return the statements in whose plan one of these signs is."""
    explained = await office.database.write(lambda session: plans(session, found))
    return [each for each, plan in explained.items() if any(step.startswith(signs) for step in plan)]


async def test_no_step_of_a_way_reads_a_whole_table(sqlite_office: Office) -> None:
    office, stores = sqlite_office, sqlite_office.stores
    await office.told(1)
    caller = ApiCaller(company_id=DEFAULT_COMPANY_ID, key_id="k1", is_test=False)

    with statements() as found:
        letter, reserved = await office.told(2)
        await office.report(a_report(reserved, EventKind.DELIVERED))
        await stores.pages.note_view(reserved.token, machine=False, now=LATER)
        await stores.reminders.history(application_of(letter))
        await stores.answers.begin(caller, "key", "digest", now=NOW)
        await office.queue.claim(limit=5, now=LATER)

    assert len(found) > 20
    assert await slow(office, found, *(f"SCAN {table}" for table in GROWING)) == []


async def test_no_list_is_sorted_anew(sqlite_office: Office) -> None:
    office, stores = sqlite_office, sqlite_office.stores
    await office.told()

    with statements() as found:
        await stores.applications.page(DEFAULT_COMPANY_ID, ApplicationQuery())
        await stores.overviews.overview(DEFAULT_COMPANY_ID, letters=5, now=LATER)
        await stores.mailbox.mailbox(DEFAULT_COMPANY_ID, limit=5)
        await stores.reviews.page(DEFAULT_COMPANY_ID, ReviewQuery())
        for view in LetterListView:
            await stores.letter_lists.page(DEFAULT_COMPANY_ID, LetterListQuery(view=view))

    assert len(found) > 3
    assert await slow(office, found, "USE TEMP B-TREE", *(f"SCAN {table}" for table in GROWING)) == []


async def test_the_newest_letters_are_found_past_the_drafts_of_open_cases(sqlite_office: Office) -> None:
    office, stores = sqlite_office, sqlite_office.stores
    await office.told()

    with statements() as found:
        await stores.overviews.overview(DEFAULT_COMPANY_ID, letters=5, now=LATER)
        await stores.letter_lists.page(DEFAULT_COMPANY_ID, LetterListQuery(view=LetterListView.ALL))

    explained = await office.database.write(lambda session: plans(session, found))
    walks = {step for plan in explained.values() for step in plan if "letters USING" in step}
    assert walks == {"SEARCH letters USING INDEX ix_letters_written (company_id=?)"}


async def test_a_person_is_found_without_walking_through_the_company(sqlite_office: Office) -> None:
    office = sqlite_office
    case = await office.ask(await office.submit())

    with statements() as found:
        await office.stores.applications.page(DEFAULT_COMPANY_ID, ApplicationQuery(text="wang@example.com"))
        await office.stores.reviews.case(DEFAULT_COMPANY_ID, case.review.id)

    explained = await office.database.write(lambda session: plans(session, found))
    walks = [step for plan in explained.values() for step in plan if step.endswith("(company_id=?)")]
    assert [step for step in walks if "applications" in step or "candidates" in step] == []
