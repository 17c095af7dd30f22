"""A person at a browser: they sign in, press keys, look at pages; what the browser asked for is written down."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from kindregards.domain.accounts import User
from kindregards.domain.languages import Language
from tests.approval_ui.office import PASSWORD

ARTEFACTS = Path(__file__).parent.parent.parent / "artefacts" / "screenshots"
PHOTOGRAPHS = "TESTS_PHOTOGRAPHS"
"""Names the setting with which pictures are kept; most runs need none, and a picture costs as much as a page."""

_NARROW = 500
_HEIGHT = 800
_BOUNCE_MS = 220
_BROKEN = 500
_PATIENCE_SECONDS, _GLANCE_MS = 20, 20


@dataclass
class Reader:
    """One window; `trouble` holds script errors, refused contents and requests to other hosts."""

    page: Page
    context: BrowserContext
    origin: str
    label: str
    trouble: list[str] = field(default_factory=list)

    def sign_in(self, user: User) -> None:
        """Sign in as a member of staff."""
        self.open("/login")
        self.page.fill("[name=email]", user.email)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("button.primary")
        self.page.wait_for_url(f"{self.origin}/")

    def open(self, path: str) -> None:
        """Open a page and wait until it is loaded, frames too; one that breaks is trouble."""
        answer = self.page.goto(f"{self.origin}{path}")
        if answer is not None and answer.status >= _BROKEN:
            self.trouble.append(f"{path} answered {answer.status}")

    @property
    def path(self) -> str:
        """Return where the window is."""
        return self.page.url.removeprefix(self.origin)

    @property
    def overflow(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        width: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return width

    @property
    def violations(self) -> list[str]:
        """Return what axe-core finds wrong for people who cannot see, point or tell colours apart.

        Letters in frames are sandboxed, so that no script runs there; they have a test of their own as hosted pages.
        """
        results = Axe().run(self.page, options={"resultTypes": ["violations"], "iframes": False})
        return [
            f"{each['id']}: {node['html'][:200]}" for each in results.response["violations"] for node in each["nodes"]
        ]

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Wait for what the server is to know: a browser sends behind the paint, so a page alone does not tell."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not holds():
            assert time.monotonic() < deadline, "It did not come to pass."
            self.page.wait_for_timeout(_GLANCE_MS)

    def photograph(self, name: str, *, whole: bool = True) -> None:
        """Keep a picture of the page, where pictures are wanted."""
        if PHOTOGRAPHS not in os.environ:
            return
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        if whole:
            self.page.evaluate("scrollTo(0, 0)")
        self.page.screenshot(path=ARTEFACTS / f"{self.label}-{name}.png", full_page=whole)


@contextmanager
def open_reader(
    chromium: Browser,
    origin: str,
    *,
    width: int = 1280,
    scheme: Literal["light", "dark"] = "light",
    language: Language = Language.ENGLISH,
    scripts: bool = True,
) -> Iterator[Reader]:
    """Yield a window; when it closes without an error, nothing may have gone wrong unseen."""
    context = chromium.new_context(
        viewport={"width": width, "height": _HEIGHT},
        color_scheme=scheme,
        locale="zh-CN" if language is Language.CHINESE else "en-GB",
        timezone_id="Asia/Shanghai",
        has_touch=width < _NARROW,
        java_script_enabled=scripts,
    )
    reader = Reader(page=context.new_page(), context=context, origin=origin, label=f"{language}-{width}-{scheme}")
    _watch(context, reader)
    try:
        yield reader
    finally:
        context.close()
    assert reader.trouble == []


def _watch(context: BrowserContext, reader: Reader) -> None:
    def asked(request: Request) -> None:
        if not request.url.startswith((reader.origin, "data:")):
            reader.trouble.append(f"asked another host: {request.url}")

    def said(message: ConsoleMessage) -> None:
        # The browser itself notes every answer that is no success; those are looked at where they are expected.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            reader.trouble.append(message.text)

    context.on("request", asked)
    context.on("console", said)
    context.on("weberror", lambda error: reader.trouble.append(str(error.error)))


def may_be_decided(page: Page) -> None:
    """Wait until a case is painted and a key decides it: a finger that bounces within a fifth of a second does not."""
    page.locator("#case[data-painted]").wait_for()
    page.wait_for_timeout(_BOUNCE_MS)
