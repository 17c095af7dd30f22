"""Fixtures of the console's tests."""

from collections.abc import AsyncIterator

import pytest

from tests.approval_ui.browser import Browser, browser_at
from tests.approval_ui.office import AMARA, LENA, LIN, VERA, Office, an_office


@pytest.fixture
def office() -> Office:
    """Return an office that nobody has touched."""
    return an_office()


@pytest.fixture
async def stranger(office: Office) -> AsyncIterator[Browser]:
    """Return a browser that nobody has signed in with."""
    browser = browser_at(office)
    async with browser.client:
        yield browser


@pytest.fixture
async def reviewer(office: Office) -> AsyncIterator[Browser]:
    """Return the browser of a reviewer who reads English."""
    browser = browser_at(office)
    async with browser.client:
        await browser.sign_in(AMARA)
        yield browser


@pytest.fixture
async def colleague(office: Office) -> AsyncIterator[Browser]:
    """Return the browser of a reviewer who reads Chinese."""
    browser = browser_at(office)
    async with browser.client:
        await browser.sign_in(LIN)
        yield browser


@pytest.fixture
async def lead(office: Office) -> AsyncIterator[Browser]:
    """Return the browser of a lead who reads English."""
    browser = browser_at(office)
    async with browser.client:
        await browser.sign_in(LENA)
        yield browser


@pytest.fixture
async def viewer(office: Office) -> AsyncIterator[Browser]:
    """Return the browser of somebody who may only look."""
    browser = browser_at(office)
    async with browser.client:
        await browser.sign_in(VERA)
        yield browser
