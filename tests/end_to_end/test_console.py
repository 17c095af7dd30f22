"""A reviewer and a candidate in a real browser, on the whole system."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from benchmarks.running_system import ADMIN
from tests.browser.chromium import EXECUTABLE, FLAGS
from tests.browser.reader import may_be_decided
from tests.end_to_end.conftest import EndToEnd, link_in

pytestmark = pytest.mark.slow


@pytest.fixture
def page() -> Iterator[Page]:
    """Yield a page of a fresh browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=FLAGS)
        yield browser.new_page()
        browser.close()


def test_a_reviewer_approves_by_key_and_the_candidate_reads_and_confirms(end_to_end: EndToEnd, page: Page) -> None:
    application = end_to_end.submit(score=65)
    review = end_to_end.until(application["id"], "awaiting_review")["review_id"]

    page.goto(f"{end_to_end.system.url}/queue/{review}")
    page.fill("input[name=email]", ADMIN[0])
    page.fill("input[name=password]", ADMIN[1])
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"**/queue/{review}")
    may_be_decided(page)
    page.keyboard.press("a")

    letter = end_to_end.letter_to(application["email"])
    page.goto(end_to_end.system.url + link_in(letter.text, "l"))
    page.click("main form button")
    acknowledged = end_to_end.until(application["id"], "acknowledged")
    assert acknowledged["decision"]["mode"] == "human"
    assert acknowledged["outcome"] == "reject"
