"""Fixtures of the tests in a real browser: Debian's Chromium, which talks to this machine only."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.chromium import EXECUTABLE, FLAGS
from tests.browser.reader import Reader, open_reader
from tests.browser.serving import free_address, served
from tests.browser.system import System, a_system

OpenWindow = Callable[..., Reader]

# Machines that test are slow and noisy; what is right is awaited no longer for it.
expect.set_options(timeout=20_000)


# Not for the session: while Playwright is there, no asynchronous test of another module could run in this process.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Yield one browser for the tests of a module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def system() -> Iterator[System]:
    """Yield a system that browsers reach at its own origin."""
    with free_address() as (listener, origin):
        started = a_system(origin)
        with served(started.app, listener):
            yield started


@pytest.fixture
def window(chromium: Browser, system: System) -> Iterator[OpenWindow]:
    """Yield what opens a window; when the test ends, nothing may have gone wrong in it unseen."""
    with ExitStack() as windows:

        def open_one(**wishes: Any) -> Reader:  # noqa: ANN401 -- open_reader checks them
            return windows.enter_context(open_reader(chromium, system.origin, **wishes))

        yield open_one
