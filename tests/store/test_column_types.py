"""Column types on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, MetaData, String, Table, insert, select
from sqlalchemy.exc import StatementError

from kindregards.store.column_types import JsonText, UtcDateTime
from kindregards.store.database import Database

SAMPLES = Table(
    "samples",
    MetaData(),
    Column("id", String, primary_key=True),
    Column("at", UtcDateTime, nullable=True),
    Column("content", JsonText, nullable=True),
)
NOON = datetime(2026, 3, 4, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def samples(database: Database) -> Database:
    database.write_sync(lambda session: SAMPLES.create(session.connection()))
    return database


def keep(database: Database, **values: object) -> None:
    database.write_sync(lambda session: session.execute(insert(SAMPLES).values(values)))


def test_an_instant_in_any_zone_comes_back_in_utc(samples: Database) -> None:
    keep(samples, id="1", at=NOON.astimezone(timezone(timedelta(hours=8))))

    found = samples.read_sync(lambda session: session.execute(select(SAMPLES.c.at)).scalar_one())

    assert found == NOON
    assert found.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(samples: Database) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        keep(samples, id="1", at=NOON.replace(tzinfo=None))


def test_instants_compare_and_sort_by_time(samples: Database) -> None:
    for number, offset in enumerate([8, -5, 0]):
        local = timezone(timedelta(hours=offset))
        keep(samples, id=str(number), at=datetime(2026, 3, 4, 12, tzinfo=local))

    later = select(SAMPLES.c.id).where(SAMPLES.c.at > datetime(2026, 3, 4, 5, tzinfo=UTC)).order_by(SAMPLES.c.at)
    found = samples.read_sync(lambda session: session.execute(later).scalars().all())

    assert found == ["2", "1"]


def test_an_unset_instant_stays_unset(samples: Database) -> None:
    keep(samples, id="1", at=None)

    assert samples.read_sync(lambda session: session.execute(select(SAMPLES.c.at)).scalar_one()) is None


@pytest.mark.parametrize("content", [{"名": [1, 2.5, True, None]}, [], {}, "text", None])
def test_json_comes_back_as_it_was(samples: Database, content: object) -> None:
    keep(samples, id="1", content=content)

    assert samples.read_sync(lambda session: session.execute(select(SAMPLES.c.content)).scalar_one()) == content


def test_json_none_is_null(samples: Database) -> None:
    keep(samples, id="1", content=None)

    unset = select(SAMPLES.c.id).where(SAMPLES.c.content.is_(None))
    assert samples.read_sync(lambda session: session.execute(unset).scalar_one()) == "1"
