"""Feedback, the talent pool and one's own data behind a link: reading changes nothing, buttons do what they say."""

import httpx
import pytest

from tests.candidate_ui.fakes import TOKEN, FakePages, a_status

pytestmark = pytest.mark.anyio


@pytest.fixture
def told(pages: FakePages) -> FakePages:
    """Return the pages of somebody who has their letter."""
    pages.status_page = a_status(is_told=True, has_letter=True)
    return pages


async def test_opening_the_pages_changes_nothing(told: FakePages, candidate: httpx.AsyncClient) -> None:
    for page in ("feedback", "talent-pool", "data"):
        answer = await candidate.get(f"/l/{TOKEN}/{page}")
        assert (answer.status_code, "<form" in answer.text) == (200, True)

    assert (told.score, told.is_in_pool, told.wants_erasure) == (None, False, False)


async def test_the_latest_feedback_counts_and_a_wrong_score_is_refused(
    told: FakePages, candidate: httpx.AsyncClient
) -> None:
    await candidate.post(f"/l/{TOKEN}/feedback", data={"score": "4", "words": "写得很清楚"})
    refused = await candidate.post(f"/l/{TOKEN}/feedback", data={"score": "9"})

    shown = await candidate.get(f"/l/{TOKEN}/feedback")
    assert (told.score, told.words, refused.status_code) == (4, "写得很清楚", 422)
    assert "checked" in shown.text


async def test_somebody_joins_and_leaves_the_talent_pool(told: FakePages, candidate: httpx.AsyncClient) -> None:
    joined = await candidate.post(f"/l/{TOKEN}/talent-pool", follow_redirects=True)
    assert told.is_in_pool
    assert "talent-pool/leave" in joined.text

    await candidate.post(f"/l/{TOKEN}/talent-pool/leave")
    assert not told.is_in_pool


async def test_the_data_come_as_a_file_and_the_wish_to_be_forgotten_is_confirmed(
    told: FakePages, candidate: httpx.AsyncClient
) -> None:
    file = await candidate.post(f"/l/{TOKEN}/data/export")
    asked = await candidate.post(f"/l/{TOKEN}/data/erase", follow_redirects=True)

    assert file.json()["person"]["name"] == "王梅"
    assert "attachment" in file.headers["content-disposition"]
    assert told.wants_erasure
    assert "data/erase" not in asked.text
