"""The queue: order, lateness, filters, pages."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from kindregards.domain.reviews import ReviewState
from tests.approval_ui.browser import Browser

pytestmark = pytest.mark.anyio


def cases_on(page: str) -> list[str]:
    """Return the reviews of a page, in order."""
    return re.findall(r'class="cover" data-opens href="/queue/([^"?]+)', page)


async def test_the_earliest_due_comes_first_and_the_late_one_is_marked(reviewer: Browser) -> None:
    page = (await reviewer.get("/queue")).text

    assert cases_on(page) == ["review-3", "review-1", "review-2", "review-4", "review-5", "review-6"]
    assert page.count("case-line late") == 1
    assert "due 2 hours ago" in page


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/queue?view=late", ["review-3"]),
        ("/queue?view=decided", ["review-4"]),
        ("/queue?view=held", ["review-5"]),
        ("/queue?view=nonsense&job=job-12", ["review-2", "review-6"]),
        ("/queue?group=nobody", []),
    ],
)
async def test_the_address_filters(address: str, expected: list[str], reviewer: Browser) -> None:
    reviewer.office.desk.change("review-4", state=ReviewState.DECIDED)
    reviewer.office.desk.change("review-5", state=ReviewState.HELD)

    page = (await reviewer.get(address)).text

    assert cases_on(page) == expected


async def test_mine_are_those_that_i_have_open(reviewer: Browser) -> None:
    await reviewer.get("/queue/review-2")

    page = (await reviewer.get("/queue?view=mine")).text

    assert cases_on(page) == ["review-2"]


async def test_filters_stay_when_the_view_changes(reviewer: Browser) -> None:
    page = (await reviewer.get("/queue?view=late&group=recruiters&job=job%2615")).text

    assert "/queue?view=decided&amp;group=recruiters&amp;job=job%2615" in page


async def test_an_empty_queue_says_that_it_is_empty(reviewer: Browser) -> None:
    reviewer.office.desk.cases.clear()

    page = (await reviewer.get("/queue")).text

    assert "The queue is empty" in page
    assert "Nothing waits for a decision." in (await reviewer.get("/")).text


async def test_more_cases_than_a_page_holds_are_one_link_away(reviewer: Browser) -> None:
    case = reviewer.office.desk.cases["review-6"]
    for number in range(50):
        review = replace(case.review, id=f"more-{number:02}", due_at=case.review.due_at + timedelta(hours=number + 1))
        reviewer.office.desk.cases[review.id] = replace(case, review=review)

    first = (await reviewer.get("/queue")).text
    second = (await reviewer.get("/queue?view=waiting&after=more-43")).text

    assert len(cases_on(first)) == 50
    assert 'href="/queue?after=more-43"' in first
    assert cases_on(second) == [f"more-{number}" for number in range(44, 50)]


async def test_today_counts_what_waits(reviewer: Browser) -> None:
    page = (await reviewer.get("/")).text

    assert re.findall(r"<b>(\d+)</b> <span>", page) == ["6", "1", "8", "1", "1", "2"]
    assert "Draft" not in page
