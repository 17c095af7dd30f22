"""Fixtures: a fresh, migrated database of each kind, ready in milliseconds.

A `conftest.py` that needs them imports them all by name.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.migrate import upgrade
from tests.postgres import PostgresMissingError, PostgresServer, shared_postgres

# Deleting beats creating a database by two orders of magnitude; foreign keys sleep meanwhile.
_EMPTY = """
DO $$
DECLARE name text;
BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
END $$
"""


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """Yield the server of this test run; fail, not skip, where PostgreSQL is missing."""
    own = tmp_path_factory.getbasetemp()
    root = own.parent if _worker() else own
    try:
        with shared_postgres(root) as server:
            yield server
    except PostgresMissingError as error:
        pytest.fail(str(error), pytrace=False)


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
        connection.execute(_EMPTY)
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
def database(database_url: str) -> Iterator[Database]:
    """Yield a fresh, migrated database; the test runs once on each kind."""
    opened = Database(database_url)
    yield opened
    opened.close()


def _worker() -> str | None:
    return os.environ.get("PYTEST_XDIST_WORKER")
