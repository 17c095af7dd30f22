"""No more messages: only by a POST, which nothing prefetches, with one click or from our page."""

import pytest
from httpx import AsyncClient

from tests.candidate_ui.fakes import EXPIRED, TOKEN, FakePages

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_looking_changes_nothing(candidate: AsyncClient, pages: FakePages, method: str) -> None:
    response = await candidate.request(method, f"/u/{TOKEN}")

    assert response.status_code == 200
    assert pages.unsubscribed == []


@pytest.mark.parametrize("token", [TOKEN, EXPIRED])
async def test_one_click_of_a_mail_program_stops_messages_however_old_the_link(
    candidate: AsyncClient, pages: FakePages, token: str
) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}

    response = await candidate.post(f"/u/{token}", content="List-Unsubscribe=One-Click", headers=headers)

    assert response.status_code == 200
    assert pages.unsubscribed == [token]


async def test_an_unknown_link_says_so(candidate: AsyncClient, pages: FakePages) -> None:
    answers = [await candidate.get("/u/nobody"), await candidate.post("/u/nobody")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert pages.unsubscribed == []
