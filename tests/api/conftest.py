"""Fixtures of the API's tests: one fresh company on SQLite, or on both databases."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.api.system import System, a_system


@pytest.fixture
async def system(sqlite_url: str) -> AsyncIterator[System]:
    """Yield the API over SQLite."""
    async with a_system(sqlite_url) as running:
        yield running


@pytest.fixture
async def system_on_both(database_url: str) -> AsyncIterator[System]:
    """Yield the API; the test runs once on each kind of database."""
    async with a_system(database_url) as running:
        yield running


@pytest.fixture
def client(system: System) -> httpx.AsyncClient:
    """Return a client with the first key."""
    return system.client
