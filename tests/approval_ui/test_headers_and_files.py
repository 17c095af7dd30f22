"""What every answer tells the browser, and the files that pages load."""

import gzip
import hashlib
import re

import pytest

from approval_ui.console import FOLDER, console_pages
from tests.approval_ui.browser import Browser
from tests.approval_ui.test_pages import PAGES
from tests.browser.every_page import CONSOLE

pytestmark = pytest.mark.anyio

# htmx.org 4.0.1 as npm publishes it, licence beside it.
HTMX = "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"
LARGEST_PAGE = 60 * 1024
MOST_LINES_OF_SCRIPT = 150


@pytest.mark.parametrize("path", ["/", "/login", "/nothing", "/mailbox/message-1/html"])
async def test_every_answer_is_closed_to_other_sites_and_kept_nowhere(path: str, reviewer: Browser) -> None:
    headers = (await reviewer.get(path)).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"
    assert "'unsafe-eval'" not in headers["content-security-policy"]


async def test_pages_load_from_this_host_only_and_run_nothing_of_their_own(reviewer: Browser) -> None:
    policy = (await reviewer.get("/")).headers["content-security-policy"]

    assert policy.startswith("default-src 'self'")
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy


@pytest.mark.parametrize("path", sorted({*PAGES, *CONSOLE.values()}))
async def test_a_page_is_small_names_no_other_host_and_holds_no_script_or_style(path: str, lead: Browser) -> None:
    page = (await lead.get(path)).text

    loaded = re.findall(r'(?:src|href|action)="([^"]+)"', page)
    files = [asset.content for name, asset in console_pages().assets.files.items() if name in page]
    assert 4 <= len(files) <= 6
    assert sum(len(gzip.compress(each)) for each in [page.encode(), *files]) <= LARGEST_PAGE
    assert [each for each in loaded if not each.startswith(("/", "#", "?", "http://console.test/l/"))] == []
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page)


async def test_files_are_kept_for_ever_under_an_address_that_names_their_content(reviewer: Browser) -> None:
    url = console_pages().assets.url("console.css")

    present = await reviewer.get(url)
    older = await reviewer.get(re.sub(r"/[0-9a-f]{12}/", "/000000000000/", url))
    missing = await reviewer.get("/console-assets/000000000000/../app.py")

    assert present.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert present.headers["content-type"] == "text/css; charset=utf-8"
    assert older.headers["cache-control"] == "no-cache"
    assert missing.status_code == 404


async def test_files_come_packed_to_whoever_can_unpack_them(reviewer: Browser) -> None:
    url = console_pages().assets.url("console.css")

    packed = await reviewer.client.get(url, headers={"accept-encoding": "br, gzip"})
    plain = await reviewer.client.get(url, headers={"accept-encoding": "identity"})

    assert (packed.headers["content-encoding"], packed.headers["vary"]) == ("gzip", "accept-encoding")
    assert packed.num_bytes_downloaded < plain.num_bytes_downloaded / 2
    assert packed.content == plain.content


def test_htmx_is_the_release_it_says_and_its_licence_lies_beside_it() -> None:
    content = (FOLDER / "assets" / "htmx-4.0.1.min.js").read_bytes()

    assert hashlib.sha256(content).hexdigest() == HTMX
    assert "Zero-Clause BSD" in (FOLDER / "assets" / "htmx.LICENSE").read_text()


def test_our_own_script_stays_short_and_asks_no_other_host() -> None:
    script = (FOLDER / "assets" / "console.js").read_text()

    assert len(script.splitlines()) <= MOST_LINES_OF_SCRIPT
    assert "http" not in script


def test_every_template_that_posts_signs_its_forms() -> None:
    forms = [
        form
        for path in sorted((FOLDER / "templates").glob("*.html"))
        for form in re.findall(r'<form[^>]*method="post".*?</form>', path.read_text(), re.DOTALL)
    ]

    assert len(forms) > 10
    assert [form for form in forms if "signature()" not in form and "form_token_field" not in form] == []
