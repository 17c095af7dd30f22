"""Help for whoever is new, and the style guide for whoever builds."""

import re
from pathlib import Path

import pytest

from approval_ui.console import FOLDER
from approval_ui.words.guide import KEYS
from approval_ui.words.page_help import PAGE_HELP
from tests.approval_ui.browser import Browser, browser_at
from tests.approval_ui.office import AMARA, Office
from tests.browser.every_page import CONSOLE

pytestmark = pytest.mark.anyio

HELPLESS = {"styleguide", "not-found"}
"""Pages for builders, and pages that only say what went wrong."""
REVIEWING = Path(__file__).parents[2] / "docs" / "reviewing.md"
HELP = re.compile(r'<details class="page-help">.*?</details>', re.DOTALL)


async def test_a_company_without_applications_is_shown_its_first_steps(office: Office, reviewer: Browser) -> None:
    busy = (await reviewer.get("/")).text
    office.desk.cases.clear()
    office.shelf.letters.clear()

    fresh = (await reviewer.get("/")).text

    assert "First steps" not in busy
    assert all(step in fresh for step in ("First steps", 'href="/help"', 'href="/policies"', 'href="/demo"'))


async def test_the_style_guide_is_for_development_only(office: Office, reviewer: Browser) -> None:
    shown = await reviewer.get("/styleguide")
    office.in_development = False
    in_production = browser_at(office)
    async with in_production.client:
        await in_production.sign_in(AMARA)
        hidden = await in_production.get("/styleguide")

    assert shown.text.count('class="chip') > 40
    assert hidden.status_code == 404


async def test_every_page_says_what_it_is_for(lead: Browser, colleague: Browser) -> None:
    without = {name for name, path in CONSOLE.items() if not HELP.search((await lead.get(path)).text)}
    in_chinese = HELP.search((await colleague.get("/queue")).text)

    assert without == HELPLESS
    assert in_chinese is not None
    assert "存疑的个案" in in_chinese[0]


def test_every_page_of_its_own_has_help_written() -> None:
    pages = {
        path.name for path in (FOLDER / "templates").glob("*.html") if '{% extends "base.html" %}' in path.read_text()
    }
    only_say_what_went_wrong = {"refusal.html", "signed_out.html", "bulk.html", "login.html"}

    assert pages - only_say_what_went_wrong - {"styleguide.html"} == PAGE_HELP.keys()


def test_guide_dialog_docs_and_script_know_the_same_keys() -> None:
    known = {key for keys, _ in KEYS for key in keys.split(" / ")}
    script = (FOLDER / "assets" / "console.js").read_text()
    places = re.search(r"const PLACES = \{([^}]+)\}", script)
    english, chinese = REVIEWING.read_text().split("\n# ", 1)

    assert places is not None
    assert {f"g {key}" for key in re.findall(r"(\w): ", places[1])} == {key for key in known if key.startswith("g ")}
    for half in (english, chinese):
        table = "".join(line for line in half.splitlines() if line.startswith("| `"))
        written = set(re.findall(r"`([^`]+)`", table)) - {"g"}
        assert written == {key.removeprefix("g ") for key in known}
