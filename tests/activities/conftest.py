"""Fixtures of the activities' tests."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kindregards.settings import load_settings
from kindregards.store.database import Database
from tests.store.office import Office, an_office, founded


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path) -> Iterator[Office]:
    """Yield a company at work on an empty database."""
    with closing(Database(sqlite_url)) as database:
        yield founded(an_office(load_settings(data_dir=tmp_path, database_url=sqlite_url), database))
