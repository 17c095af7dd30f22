"""Who may come in and do what: every route, so that a new one cannot be forgotten."""

from collections.abc import Iterator

import pytest
from fastapi.routing import iter_route_contexts

from approval_ui import build
from approval_ui.console import ASSET_PREFIX
from tests.approval_ui.browser import Browser
from tests.approval_ui.office import an_office
from tests.approval_ui.touring import UNDER_WAY, FakeTours, path_of

pytestmark = pytest.mark.anyio

PUBLIC = {("/login", "GET"), ("/login", "POST")}
NOT_DECIDING = {"/logout", "/me/language", "/me/theme", "/me/keys"}
EXAMPLES = {
    "{review_id}": "review-1",
    "{application_id}": "application-told",
    "{reply_id}": "reply-1",
    "{letter_id}": "letter-told",
    "{message_id}": "message-1",
    "{scenario}/{language}/{run}": path_of(UNDER_WAY).removeprefix("/demo/"),
    "{person}": "owen",
}


def routes() -> Iterator[tuple[str, str]]:
    """Yield every path, filled with an example, and its method."""
    for route in iter_route_contexts(build(an_office().services).routes):
        path = str(route.path)
        for name, example in EXAMPLES.items():
            path = path.replace(name, example)
        if not path.startswith(ASSET_PREFIX):
            yield from ((path, method) for method in sorted(route.methods or ()))


ALL = sorted(routes())
GUARDED = [route for route in ALL if route not in PUBLIC]
CHANGING = [path for path, method in GUARDED if method == "POST"]


def test_the_walk_finds_the_routes() -> None:
    assert len(GUARDED) > 20
    assert set(ALL) >= PUBLIC


@pytest.mark.parametrize(("path", "method"), GUARDED)
async def test_nobody_comes_in_without_signing_in(path: str, method: str, stranger: Browser) -> None:
    answer = await stranger.client.request(method, path)

    if method == "GET":
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login?next=%2F")
    else:
        assert answer.status_code == 401


@pytest.mark.parametrize("path", CHANGING)
async def test_a_form_without_our_token_changes_nothing(path: str, reviewer: Browser) -> None:
    answer = await reviewer.post(path, {"outcome": "reject", "version": "1", "reason": "language", "language": "zh-CN"})

    assert answer.status_code == 403
    assert reviewer.office.desk.answers == []
    assert reviewer.office.applications.asked == []
    assert reviewer.office.tours == FakeTours()


@pytest.mark.parametrize("path", [*CHANGING, "/login"])
async def test_a_form_from_another_site_is_refused(path: str, reviewer: Browser) -> None:
    by_site = await reviewer.post(path, {}, **{"sec-fetch-site": "cross-site"})
    by_sibling = await reviewer.post(path, {}, **{"sec-fetch-site": "same-site"})
    by_origin = await reviewer.client.post(path, data={}, headers={"origin": "https://evil.test"})
    by_nobody = await reviewer.client.post(path, data={}, headers={"origin": "null"})

    assert {each.status_code for each in (by_site, by_sibling, by_origin, by_nobody)} == {403}
    assert "did not come from here" in by_site.text


@pytest.mark.parametrize("path", [path for path in CHANGING if path not in NOT_DECIDING])
async def test_a_viewer_changes_nothing(path: str, viewer: Browser) -> None:
    answer = await viewer.post(path, {"form_token": "x", "version": "1"})

    assert answer.status_code == 403
    assert "Your role does not allow this" in answer.text


async def test_a_viewer_sees_a_case_without_its_buttons_and_does_not_lease_it(viewer: Browser) -> None:
    page = await viewer.get("/queue/review-1")

    assert "deciding takes a reviewer" in page.text
    assert "/decision" not in page.text
    assert viewer.office.desk.cases["review-1"].review.claimed_by is None


async def test_a_token_of_one_user_does_not_sign_the_form_of_another(reviewer: Browser, colleague: Browser) -> None:
    page = await colleague.get("/me")
    token = page.text.partition('name="form_token" value="')[2].partition('"')[0]

    answer = await reviewer.post("/me/language", {"form_token": token, "language": "zh-CN"})

    assert answer.status_code == 403


async def test_a_form_outlives_the_session_it_was_shown_in(reviewer: Browser) -> None:
    page = await reviewer.get("/me")
    token = page.text.partition('name="form_token" value="')[2].partition('"')[0]
    await reviewer.send("/", "/logout")

    too_late = await reviewer.post("/me/language", {"form_token": token, "language": "zh-CN"})
    await reviewer.sign_in(reviewer.office.sessions.users["amara"])
    again = await reviewer.post("/me/language", {"form_token": token, "language": "zh-CN"})

    assert too_late.status_code == 401
    assert "Sign in again in another tab" in too_late.text
    assert again.status_code == 303
