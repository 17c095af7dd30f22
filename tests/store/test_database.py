"""Transactions on both databases: whole, in order, and refused clearly."""

import asyncio
import contextvars
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from kindregards.domain.errors import DomainError
from kindregards.store.database import Database
from kindregards.store.engines import DatabaseUrlError
from kindregards.store.outages import CommitUnknownError, DatabaseUnavailableError
from tests.databases import OpenDatabase

pytestmark = pytest.mark.anyio

Work = Callable[[Session], int]


def make_counters(session: Session) -> None:
    session.execute(text("CREATE TABLE counters (id text PRIMARY KEY, value integer NOT NULL)"))
    session.execute(text("INSERT INTO counters VALUES ('a', 0), ('b', 0)"))


@pytest.fixture
def counters(database: Database) -> Database:
    """Return a database with two counters, `a` and `b`, at 0."""
    database.write_sync(make_counters)
    return database


def value(session: Session, counter: str = "a") -> int:
    found: int = session.execute(text("SELECT value FROM counters WHERE id = :id"), {"id": counter}).scalar_one()
    return found


def increment(session: Session, counter: str = "a") -> int:
    statement = text("UPDATE counters SET value = value + 1 WHERE id = :id RETURNING value")
    changed: int = session.execute(statement, {"id": counter}).scalar_one()
    return changed


def set_if(expected: int, new: int) -> Callable[[Session], bool]:
    def work(session: Session) -> bool:
        statement = text("UPDATE counters SET value = :new WHERE id = 'a' AND value = :expected RETURNING 1")
        return session.execute(statement, {"new": new, "expected": expected}).first() is not None

    return work


async def test_a_hundred_concurrent_increments_are_all_counted(counters: Database) -> None:
    results = await asyncio.gather(*(counters.write(increment) for _ in range(100)))

    assert sorted(results) == list(range(1, 101))
    assert await counters.read(value) == 100


async def test_of_many_compare_and_sets_one_wins(counters: Database) -> None:
    results = await asyncio.gather(*(counters.write(set_if(0, new)) for new in range(1, 51)))

    assert results.count(True) == 1
    assert await counters.read(value) == results.index(True) + 1


async def test_two_databases_on_one_url_lose_no_increment(
    counters: Database, database_url: str, open_database: OpenDatabase
) -> None:
    other = open_database(database_url)

    await asyncio.gather(*(side.write(increment) for side in (counters, other) for _ in range(50)))

    assert await counters.read(value) == 100


async def test_an_exception_rolls_everything_back(counters: Database) -> None:
    def fail(session: Session) -> None:
        increment(session)
        raise LookupError("no such candidate")

    with pytest.raises(LookupError, match="no such candidate"):
        await counters.write(fail)

    assert await counters.read(value) == 0


async def test_a_broken_statement_rolls_back_and_leaves_the_connection_usable(counters: Database) -> None:
    def clash(session: Session) -> None:
        increment(session)
        session.execute(text("INSERT INTO counters VALUES ('a', 7)"))

    with pytest.raises(IntegrityError):
        await counters.write(clash)

    assert await counters.write(increment) == 1


async def test_who_finds_nothing_and_inserts_too_late_runs_again_and_finds_it(counters: Database) -> None:
    both_looked = threading.Barrier(2 if counters.dialect == "postgresql" else 1)
    meeting = [both_looked.wait, both_looked.wait]

    def look_or_insert(session: Session) -> str:
        if session.execute(text("SELECT 1 FROM counters WHERE id = 'c'")).first() is not None:
            return "found"
        if meeting:
            meeting.pop()(10)
        session.execute(text("INSERT INTO counters VALUES ('c', 0)"))
        return "inserted"

    results = await asyncio.gather(*(counters.write(look_or_insert) for _ in range(2)))

    assert sorted(results) == ["found", "inserted"]


async def test_readers_see_the_last_commit_while_a_write_is_open(counters: Database) -> None:
    written, seen = threading.Event(), threading.Event()

    def slow(session: Session) -> int:
        changed = increment(session)
        written.set()
        assert seen.wait(10)
        return changed

    writing = asyncio.ensure_future(counters.write(slow))
    await asyncio.to_thread(written.wait, 10)
    during = await asyncio.gather(*(counters.read(value) for _ in range(5)))
    seen.set()

    assert during == [0, 0, 0, 0, 0]
    assert await writing == 1
    assert await counters.read(value) == 1


async def test_one_read_sees_one_snapshot(counters: Database) -> None:
    started, changed = threading.Event(), threading.Event()

    def look_twice(session: Session) -> tuple[int, int]:
        before = value(session)
        started.set()
        assert changed.wait(10)
        return before, value(session)

    reading = asyncio.ensure_future(counters.read(look_twice))
    await asyncio.to_thread(started.wait, 10)
    await counters.write(increment)
    changed.set()

    assert await reading == (0, 0)


async def test_a_write_inside_a_read_is_refused(counters: Database) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        await counters.read(increment)

    assert await counters.read(value) == 0


async def test_a_transaction_inside_another_is_refused(counters: Database) -> None:
    with pytest.raises(RuntimeError, match="pass the session on"):
        await counters.write(lambda _session: counters.write_sync(increment))

    assert await counters.write(increment) == 1


async def test_a_mistaken_statement_is_not_called_an_outage(counters: Database) -> None:
    with pytest.raises(DBAPIError) as mistake:
        await counters.read(lambda session: session.execute(text("SELECT * FROM nowhere")))

    assert isinstance(mistake.value.orig, sqlite3.Error | psycopg.Error)
    assert not isinstance(mistake.value, DomainError)


async def test_errors_do_not_repeat_parameters(counters: Database) -> None:
    with pytest.raises(DBAPIError) as mistake:
        await counters.read(lambda session: session.execute(text("SELECT :x FROM nowhere"), {"x": "wang@example.com"}))

    assert "wang@example.com" not in str(mistake.value)


async def test_context_variables_reach_the_transaction(counters: Database) -> None:
    request_id = contextvars.ContextVar("request_id", default="none")
    request_id.set("r-1")

    assert await counters.write(lambda _session: request_id.get()) == "r-1"
    assert await counters.read(lambda _session: request_id.get()) == "r-1"


async def test_a_cancelled_caller_does_not_stop_a_running_write(counters: Database) -> None:
    started, go_on = threading.Event(), threading.Event()

    def slow(session: Session) -> int:
        changed = increment(session)
        started.set()
        assert go_on.wait(10)
        return changed

    writing = asyncio.ensure_future(counters.write(slow))
    await asyncio.to_thread(started.wait, 10)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    go_on.set()

    assert await counters.write(increment) == 2


async def test_ping_answers(database: Database) -> None:
    await database.ping()

    assert database.dialect in {"sqlite", "postgresql"}


async def test_closing_waits_for_the_write_that_is_running(
    counters: Database, database_url: str, open_database: OpenDatabase
) -> None:
    started = threading.Event()

    def slow(session: Session) -> int:
        started.set()
        time.sleep(0.1)
        return increment(session)

    own = open_database(database_url)
    writing = asyncio.ensure_future(own.write(slow))
    await asyncio.to_thread(started.wait, 10)
    await asyncio.to_thread(own.close)

    assert await writing == 1
    assert await counters.read(value) == 1


def test_sqlite_is_opened_with_the_settings_we_rely_on(sqlite_url: str, open_database: OpenDatabase) -> None:
    database = open_database(sqlite_url)
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "query_only")

    def settings(session: Session) -> list[object]:
        return [session.execute(text(f"PRAGMA {pragma}")).scalar_one() for pragma in pragmas]

    assert database.write_sync(settings) == ["wal", 1, 1, 30_000, 0]
    assert database.read_sync(settings)[-2:] == [30_000, 1]


def test_sqlite_locked_by_another_process_is_an_outage(sqlite_url: str, open_database: OpenDatabase) -> None:
    database = open_database(f"{sqlite_url}?timeout=0.1")
    holder = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    with pytest.raises(DatabaseUnavailableError) as outage:
        database.write_sync(lambda session: session.execute(text("SELECT 1")))

    assert outage.value.code == "database_unavailable"
    holder.close()


def test_sqlite_waits_to_change_the_journal_mode_of_a_new_file(tmp_path: Path, open_database: OpenDatabase) -> None:
    holder = sqlite3.connect(tmp_path / "new.db", isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.2, holder.close)
    release.start()

    database = open_database(f"sqlite:///{tmp_path}/new.db")

    assert database.write_sync(lambda session: session.execute(text("PRAGMA journal_mode")).scalar_one()) == "wal"
    release.join()


def test_a_folder_that_is_not_there_is_an_outage(tmp_path: Path, open_database: OpenDatabase) -> None:
    database = open_database(f"sqlite:///{tmp_path}/missing/kindregards.db")

    with pytest.raises(DatabaseUnavailableError):
        database.write_sync(lambda session: session.execute(text("SELECT 1")))


async def test_a_server_that_is_not_there_is_an_outage(open_database: OpenDatabase) -> None:
    database = open_database("postgresql://nobody:s3cret@127.0.0.1:1/nowhere")

    with pytest.raises(DatabaseUnavailableError) as outage:
        await database.ping()

    assert "s3cret" not in str(outage.value)


@pytest.mark.slow
async def test_postgresql_deadlocks_are_run_again(postgresql_url: str, open_database: OpenDatabase) -> None:
    database = open_database(postgresql_url)
    await database.write(make_counters)
    barrier = threading.Barrier(2, timeout=10)
    runs: list[str] = []

    def both(first: str, second: str) -> Work:
        def work(session: Session) -> int:
            runs.append(first)
            increment(session, first)
            if len(runs) <= 2:
                barrier.wait()
            return increment(session, second)

        return work

    await asyncio.gather(database.write(both("a", "b")), database.write(both("b", "a")))

    assert len(runs) == 3
    assert await database.read(lambda session: (value(session, "a"), value(session, "b"))) == (2, 2)


@pytest.mark.slow
async def test_postgresql_gives_up_after_three_repeats(postgresql_url: str, open_database: OpenDatabase) -> None:
    database = open_database(postgresql_url)
    runs: list[int] = []

    def clash(session: Session) -> None:
        runs.append(1)
        session.execute(text("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$"))

    with pytest.raises(DatabaseUnavailableError):
        await database.write(clash)

    assert len(runs) == 4


@pytest.mark.slow
async def test_postgresql_connections_that_died_in_the_pool_are_replaced(
    postgresql_url: str, open_database: OpenDatabase
) -> None:
    database = open_database(postgresql_url)
    await database.write(make_counters)
    await asyncio.gather(*(database.write(increment) for _ in range(20)))

    with psycopg.connect(postgresql_url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    results = await asyncio.gather(*(database.write(increment) for _ in range(8)))

    assert sorted(results) == list(range(21, 29))


@pytest.mark.slow
async def test_postgresql_lost_while_committing_is_said_and_not_repeated(
    postgresql_url: str, open_database: OpenDatabase
) -> None:
    database = open_database(postgresql_url)
    await database.write(make_counters)
    runs: list[int] = []

    def lose(session: Session) -> None:
        runs.append(increment(session))
        backend = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with psycopg.connect(postgresql_url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", (backend,))

    with pytest.raises(CommitUnknownError):
        await database.write(lose)

    assert runs == [1]
    assert await database.read(value) == 0


@pytest.mark.slow
async def test_postgresql_prepares_statements(postgresql_url: str, open_database: OpenDatabase) -> None:
    database = open_database(postgresql_url, size=1)
    await database.write(make_counters)
    for _ in range(10):
        await database.write(increment)

    statements = text("SELECT statement FROM pg_prepared_statements")
    prepared = await database.read(lambda session: session.execute(statements).scalars().all())

    assert any("UPDATE counters" in statement for statement in prepared)


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "mysql://root@localhost/x", "sqlite://", "sqlite:///:memory:", "postgresql://u:s3cret@h:x/d"],
)
def test_a_url_that_cannot_work_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(DatabaseUrlError) as refusal:
        Database(url)

    assert "s3cret" not in str(refusal.value)
