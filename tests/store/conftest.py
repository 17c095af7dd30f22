"""Fixtures of the store's tests."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.store.office import Office, founded, open_office


@pytest.fixture
def join_office(database_url: str, tmp_path: Path) -> Iterator[Callable[[], Office]]:
    """Yield what starts one more process on this test's database, with connections of its own."""
    with ExitStack() as opened:

        def join() -> Office:
            office = open_office(database_url, tmp_path / "keys")
            opened.enter_context(closing(office.database))
            return office

        yield join


@pytest.fixture
def office(join_office: Callable[[], Office]) -> Office:
    """Return a company at work on a fresh database; the test runs once on each kind."""
    return founded(join_office())


@pytest.fixture
def rival(office: Office, join_office: Callable[[], Office]) -> Office:
    """Return a second process of the same company."""
    del office
    return join_office()
