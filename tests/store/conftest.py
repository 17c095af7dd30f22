"""Fixtures of the store's tests."""

import pytest

from tests.databases import (
    database,
    database_url,
    empty_database_url,
    open_database,
    postgres_server,
    postgresql_session_url,
    postgresql_url,
    sqlite_template,
    sqlite_url,
)

__all__ = [
    "database",
    "database_url",
    "empty_database_url",
    "open_database",
    "postgres_server",
    "postgresql_session_url",
    "postgresql_url",
    "sqlite_template",
    "sqlite_url",
]


@pytest.fixture
def anyio_backend() -> str:
    """Run asynchronous tests on asyncio, as the program does."""
    return "asyncio"
