"""Fixtures of the store's tests."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kindregards.store.identifiers import new_id
from kindregards.store.migrate import upgrade
from tests.postgres import PostgresServer
from tests.store.building import Building
from tests.store.office import Office, founded


@pytest.fixture(scope="session")
def sqlite_building(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Building]:
    """Yield where this test run's offices on SQLite work."""
    folder = tmp_path_factory.mktemp("office")
    path = shutil.copy(sqlite_template, folder / "kindregards.db")
    with closing(Building(f"sqlite:///{path}", folder)) as building:
        yield building


@pytest.fixture(scope="session")
def postgresql_building(
    postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Building]:
    """Yield where this test run's offices on PostgreSQL work."""
    url = postgres_server.create_database(f"office_{new_id()}")
    upgrade(url)
    with closing(Building(url, tmp_path_factory.mktemp("office"))) as building:
        yield building


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def building(request: pytest.FixtureRequest) -> Building:
    """Return an empty building; the test runs once on each kind of database."""
    found: Building = request.getfixturevalue(f"{request.param}_building")
    found.empty()
    return found


@pytest.fixture
def join_office(building: Building) -> Callable[[], Office]:
    """Return what starts one more process on this test's database, with connections of its own."""
    return building.open_office


@pytest.fixture
def office(join_office: Callable[[], Office]) -> Office:
    """Return a company at work on an empty database; the test runs once on each kind."""
    return founded(join_office())


@pytest.fixture
def rival(office: Office, join_office: Callable[[], Office]) -> Office:
    """Return a second process of the same company."""
    del office
    return join_office()
