"""Fixtures: a fresh, migrated database of each kind, ready in milliseconds.

`tests/conftest.py` imports them all by name, once for every test.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.migrate import upgrade
from kindregards.store.schema import METADATA
from tests.postgres import PostgresMissingError, PostgresServer, shared_postgres

OpenDatabase = Callable[..., Database]


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """Yield the server of this test run; fail, not skip, where PostgreSQL is missing."""
    own = tmp_path_factory.getbasetemp()
    root = own.parent if _worker() else own
    try:
        with shared_postgres(root) as server:
            yield server
    except PostgresMissingError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None


@pytest.fixture(scope="session")
def postgresql_session_url(postgres_server: PostgresServer) -> str:
    """Return the URL of this process's migrated database, whatever earlier tests left in it."""
    url = postgres_server.create_database(f"tests_{_worker() or 'main'}_{os.getpid()}")
    upgrade(url)
    return url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated SQLite file to be copied."""
    path = tmp_path_factory.mktemp("template") / "kindregards.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Return the URL of a fresh, migrated SQLite file."""
    path = shutil.copy(sqlite_template, tmp_path / "kindregards.db")
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql_session_url: str) -> str:
    """Return the URL of a fresh, migrated PostgreSQL database."""
    with psycopg.connect(postgresql_session_url) as connection:
        _empty(connection)
    return postgresql_session_url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a fresh, migrated database; the test runs once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a database without any table; the test runs once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.create_database(f"empty_{new_id()}")


@pytest.fixture
def open_database() -> Iterator[OpenDatabase]:
    """Yield what opens a database, with the arguments of `Database`, and closes it after the test."""
    with ExitStack() as opened:

        def open_one(url: str, *, size: int = 8) -> Database:
            return opened.enter_context(closing(Database(url, size=size)))

        yield open_one


@pytest.fixture
def database(database_url: str, open_database: OpenDatabase) -> Database:
    """Return a fresh, migrated database; the test runs once on each kind."""
    return open_database(database_url)


def _worker() -> str | None:
    return os.environ.get("PYTEST_XDIST_WORKER")


def _empty(connection: psycopg.Connection) -> None:
    """Delete all rows and the tables that tests added: much faster than creating a database."""
    connection.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    statements = [
        sql.SQL("DELETE FROM {}" if name in METADATA.tables else "DROP TABLE {} CASCADE").format(sql.Identifier(name))
        for (name,) in found
        if name != "alembic_version"
    ]
    # Foreign keys sleep meanwhile.
    connection.execute(sql.SQL("; ").join([sql.SQL("SET LOCAL session_replication_role = replica"), *statements]))
