"""Fixtures of the journey's tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world import World, a_world


@pytest.fixture
async def world(sqlite_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """Yield a company whose letters leave at once."""
    async with a_world(sqlite_url, tmp_path / "data") as one:
        yield one
