"""The demo page on the whole system with real channels configured: somebody new watches, decides, restarts."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from benchmarks.running_system import ADMIN
from kindregards.demo.pace import LEISURELY
from kindregards.domain.languages import Language
from tests.browser.chromium import EXECUTABLE, FLAGS
from tests.browser.reader import Reader, may_be_decided, open_reader
from tests.end_to_end.conftest import EndToEnd

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

OpenWindow = Callable[..., Reader]
SOON = 45_000
RESTARTED = 60_000
TOUR = 90_000


@pytest.fixture
def window(end_to_end: EndToEnd) -> Iterator[OpenWindow]:
    """Yield what opens a window of somebody who is signed in; nothing may go wrong in it unseen."""
    with sync_playwright() as playwright, ExitStack() as windows:
        chromium = playwright.chromium.launch(executable_path=EXECUTABLE, args=FLAGS)

        def open_one(**wishes: Any) -> Reader:  # noqa: ANN401 -- open_reader checks them
            reader = windows.enter_context(open_reader(chromium, end_to_end.system.url, **wishes))
            sign_in(reader, wishes.get("language", Language.ENGLISH))
            return reader

        yield open_one


def sign_in(reader: Reader, language: Language) -> None:
    reader.open("/login")
    reader.page.fill("[name=email]", ADMIN[0])
    reader.page.fill("[name=password]", ADMIN[1])
    reader.page.click("button.primary")
    reader.page.wait_for_url(f"{reader.origin}/")
    reader.open("/me")
    reader.page.click(f"button[value='{language}']")


def begin(reader: Reader, scenario: str, language: Language) -> str:
    """Start a tour and return its path."""
    reader.open("/demo")
    reader.page.click(f"form:has(input[value='{scenario}']) button[value='{language}']")
    reader.page.wait_for_url("**/demo/*/*/*")
    return reader.path


def card(page: Page, name: str) -> Any:  # noqa: ANN401 -- Playwright's locator
    return page.locator(".invented", has_text=name)


def decide(reader: Reader, name: str, *keys: str) -> None:
    """Open the case of an invented candidate beside the tour and decide it by key."""
    with reader.context.expect_page() as opened:
        reader.page.locator(".task", has_text=name).get_by_role("link", name="Open the case").click()
    case = opened.value
    expect(case.locator("h1")).to_have_text(name)
    may_be_decided(case)
    for key in keys:
        case.keyboard.press(key)
    expect(case.locator("#toast")).to_contain_text(name)
    case.close()


def test_a_whole_second_round_is_watched_decided_and_reported(window: OpenWindow, end_to_end: EndToEnd) -> None:
    reader = window()
    sent_before = len(end_to_end.fake.ledger.requests())
    begin(reader, "second-round", Language.ENGLISH)
    page = reader.page

    expect(page.locator(".task")).to_have_count(2, timeout=SOON)
    reader.photograph("tour-two-cases-wait")
    decide(reader, "Owen Gallagher", "o", "1")
    expect(card(page, "Owen Gallagher")).to_contain_text("decided in the console: goes on", timeout=SOON)
    decide(reader, "Sofia Marino", "a")
    expect(card(page, "Sofia Marino")).to_contain_text("decided in the console: not selected", timeout=SOON)
    expect(card(page, "Sofia Marino").get_by_role("link", name="Read the letter")).to_be_visible(timeout=SOON)
    expect(card(page, "Sofia Marino")).to_contain_text("still unread → reminder by text message", timeout=SOON)
    expect(page.locator(".report")).to_be_visible(timeout=TOUR)
    reader.photograph("tour-over")

    figures = dict(zip(texts(page, ".figures dt"), texts(page, ".figures dd"), strict=True))
    assert figures["told"] == "2 of 2"
    assert (figures["confirmed as read"], figures["reminded"]) == ("1 of 1", "1")
    # This system names stand-ins for letters of test keys: nothing went through the company's own account.
    mails = [
        each for each in end_to_end.fake.ledger.requests()[sent_before:] if each.address == "sofia.marino@example.com"
    ]
    assert len(mails) == 1
    assert b"trials@example.com" in mails[0].body


def texts(page: Page, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


def test_the_letter_of_an_invented_candidate_opens_as_they_see_it(window: OpenWindow) -> None:
    reader = window(language=Language.CHINESE, width=360)
    begin(reader, "offer", Language.CHINESE)
    page = reader.page

    letter_button = card(page, "唐宇轩").get_by_role("link", name="读这封信")
    letter_button.wait_for(timeout=SOON)
    reader.photograph("tour-on-a-phone")
    assert reader.overflow == 0
    with reader.context.expect_page() as opened:
        letter_button.click()

    expect(opened.value.locator("main")).to_contain_text("您决定不接受")


@pytest.mark.proof
def test_a_tour_goes_on_after_the_web_process_was_killed(window: OpenWindow, end_to_end: EndToEnd) -> None:
    reader = window(scheme="dark")
    path = begin(reader, "second-round", Language.CHINESE)
    page = reader.page
    expect(page.locator(".task").first).to_be_visible(timeout=SOON)

    os.kill(end_to_end.system.parts()["web"], signal.SIGKILL)

    expect(page.get_by_text("No connection at the moment")).to_be_visible(timeout=SOON)
    expect(page.get_by_text("taken the tour up where it stood")).to_be_visible(timeout=RESTARTED)
    expect(page.get_by_text("No connection at the moment")).to_be_hidden()
    reader.trouble[:] = [trouble for trouble in reader.trouble if "Failed to fetch" not in trouble]
    reader.photograph("tour-taken-up")
    decide, report = page.get_by_role("button", name="Let the demo decide"), page.locator(".report")
    while not report.is_visible():
        expect(decide.first.or_(report)).to_be_visible(timeout=TOUR)
        if decide.count():
            decide.first.click()
    for name in ("林晓彤", "郑凯"):
        expect(card(page, name).locator(".way li.told")).to_have_count(1)
    reader.open(path)
    expect(page.locator(".report")).to_be_visible()


def test_two_tours_at_once_without_scripts_do_not_touch_each_other(window: OpenWindow) -> None:
    reader = window(scripts=False)
    paths = [begin(reader, "offer", Language.ENGLISH), begin(reader, "offer", Language.ENGLISH)]

    for path in paths:
        reload_until(reader, path, "button:has-text('Let the demo decide')")
        reader.page.get_by_role("button", name="Let the demo decide").click()
        reader.page.wait_for_url(f"**{path}")
    for path in paths:
        reload_until(reader, path, ".report")

    assert paths[0] != paths[1]


def reload_until(reader: Reader, path: str, selector: str) -> None:
    """Look again and again, as somebody without scripts does."""
    reader.open(path)
    for _ in range(100):
        if reader.page.locator(selector).count():
            return
        reader.page.wait_for_timeout(400)
        reader.page.get_by_role("link", name="Look again").click()
    raise AssertionError(f"{selector} did not appear.")


def test_a_second_tour_of_a_scenario_writes_no_second_version_of_its_policy(
    window: OpenWindow, end_to_end: EndToEnd
) -> None:
    reader = window()
    name = f"{LEISURELY.policies}-screening"

    versions = []
    for _ in range(2):
        begin(reader, "screening", Language.ENGLISH)
        versions.append(end_to_end.client.get(f"/v1/policies/{name}").raise_for_status().json()["version"])

    assert versions == [1, 1]


def test_the_demos_key_opens_nothing_from_outside(end_to_end: EndToEnd) -> None:
    answer = httpx.get(f"{end_to_end.system.url}/v1/applications", headers={"Authorization": "Bearer kr_test_demo_x"})

    assert answer.status_code == httpx.codes.UNAUTHORIZED
    assert re.search(r'"code": ?"api_key_invalid"', answer.text)
