"""Fixtures of the candidates' pages."""

from collections.abc import AsyncIterator

import httpx
import pytest

from candidate_ui import build
from tests.candidate_ui.fakes import FakePages, candidate_services

ORIGIN = "https://letters.test"


@pytest.fixture
def pages() -> FakePages:
    """Return one candidate's pages."""
    return FakePages()


@pytest.fixture
async def candidate(pages: FakePages) -> AsyncIterator[httpx.AsyncClient]:
    """Return a candidate's browser."""
    app = build(candidate_services(pages, ORIGIN))
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        yield client
