"""What a candidate's page tells the browser, and what it weighs."""

import re

import httpx
import pytest

from candidate_ui import PREFIXES
from candidate_ui.door import candidate_pages
from tests.browser.every_page import CANDIDATE
from tests.candidate_ui.fakes import TOKEN, FakePages, a_status

pytestmark = pytest.mark.anyio

PAGES = (*CANDIDATE.values(), "/s/unknown")
LARGEST_PAGE = 25 * 1024


@pytest.fixture(autouse=True)
def offered(pages: FakePages) -> None:
    """Let every page be open to the candidate, the one to decline an offer too."""
    pages.status_page = a_status(can_decline_offer=True)


@pytest.mark.parametrize("path", PAGES)
async def test_no_page_passes_its_address_on_or_is_kept_anywhere(path: str, candidate: httpx.AsyncClient) -> None:
    answer = await candidate.get(path)

    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert '<meta name="referrer" content="no-referrer">' in answer.text
    assert "set-cookie" not in answer.headers
    assert answer.headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_weighs_little_and_runs_nothing(path: str, candidate: httpx.AsyncClient) -> None:
    answer = await candidate.get(path)

    style = candidate_pages().assets.files["page.css"].content
    policy = answer.headers["content-security-policy"]
    assert len(answer.content) + len(style) <= LARGEST_PAGE
    assert "<script" not in answer.text
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", PAGES)
async def test_everything_a_page_points_at_is_ours(path: str, candidate: httpx.AsyncClient) -> None:
    answer = await candidate.get(path)

    addresses = re.findall(r'(?:src|href|action)="([^"]+)"', answer.text)
    assert [each for each in addresses if not each.startswith((*PREFIXES, "data:,"))] == []


async def test_the_style_is_served_from_the_address_that_pages_name(candidate: httpx.AsyncClient) -> None:
    answer = await candidate.get(candidate_pages().assets.url("page.css"))

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_a_mistake_of_ours_shows_a_kind_page_and_no_detail(
    candidate: httpx.AsyncClient, pages: FakePages
) -> None:
    pages.status_page = None  # type: ignore[assignment]  # a mistake is what is wanted

    answer = await candidate.get(f"/s/{TOKEN}")

    assert answer.status_code == 500
    assert "It is not your fault." in answer.text
    assert "NoneType" not in answer.text
