"""Signing in and out."""

from dataclasses import replace

import httpx
import pytest

from approval_ui import build
from kindregards.settings.formats import networks
from tests.approval_ui.browser import Browser, browser_at, hidden_fields
from tests.approval_ui.office import AMARA, ORIGIN, an_office
from tests.approval_ui.signing_in import FAILED_TOO_OFTEN

pytestmark = pytest.mark.anyio


async def test_signing_in_leads_to_the_page_that_was_wanted(stranger: Browser) -> None:
    first = await stranger.get("/queue/review-1?done=review-2")

    shown = await stranger.get(first.headers["location"])
    fields = hidden_fields(shown.text, "/login") | {"email": AMARA.email, "password": "correct horse"}
    answer = await stranger.post("/login", fields)

    assert first.status_code == 303
    assert answer.headers["location"] == "/queue/review-1?done=review-2"
    assert (await stranger.get("/queue/review-1")).status_code == 200


@pytest.mark.parametrize("elsewhere", ["//evil.test", "/\\evil.test", "https://evil.test", "evil", "/login?next=/x"])
async def test_signing_in_never_leads_elsewhere(stranger: Browser, elsewhere: str) -> None:
    fields = hidden_fields((await stranger.get("/login")).text, "/login")

    answer = await stranger.post(
        "/login", fields | {"email": AMARA.email, "password": "correct horse", "next": elsewhere}
    )

    assert answer.headers["location"] == "/"


async def test_a_wrong_password_keeps_the_address_and_does_not_say_what_was_wrong(stranger: Browser) -> None:
    wrong_password = await stranger.send("/login", "/login", email=AMARA.email, password="wrong")
    unknown_user = await stranger.send("/login", "/login", email="nobody@example.com", password="wrong")

    assert wrong_password.status_code == unknown_user.status_code == 401
    assert f'value="{AMARA.email}"' in wrong_password.text
    assert "E-mail or password is not right" in wrong_password.text
    assert wrong_password.text.replace(AMARA.email, "") == unknown_user.text.replace("nobody@example.com", "")


async def test_the_form_speaks_the_language_that_the_browser_asks_for(stranger: Browser) -> None:
    chinese = await stranger.client.get("/login", headers={"accept-language": "fr;q=0.9, zh-TW;q=0.8, en;q=0.1"})
    chosen = await stranger.get("/login?lang=en")

    assert '<html lang="zh-CN">' in chinese.text
    assert '<html lang="en">' in chosen.text


async def test_signing_out_ends_the_session_for_good(reviewer: Browser) -> None:
    cookies = dict(reviewer.client.cookies)

    answer = await reviewer.send("/", "/logout")
    reviewer.client.cookies.update(cookies)

    assert answer.headers["location"] == "/login"
    assert (await reviewer.get("/")).status_code == 303


async def test_the_session_cookie_stays_with_this_host_and_out_of_scripts() -> None:
    office = an_office("https://console.test")
    browser = browser_at(office)
    async with browser.client:
        browser.client.base_url = "https://console.test"

        answer = await browser.sign_in(AMARA)

    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"httponly", "secure", "samesite=lax", "path=/"} <= {part.strip().lower() for part in cookie.split(";")}


async def test_two_systems_on_one_machine_do_not_share_a_cookie() -> None:
    names = set()
    for port in (8080, 8081):
        browser = browser_at(an_office(f"http://127.0.0.1:{port}"))
        async with browser.client:
            await browser.sign_in(AMARA)
            names |= {name for name in browser.client.cookies if name.startswith("session")}

    assert names == {"session-8080", "session-8081"}


async def test_a_session_of_a_disabled_user_is_none(reviewer: Browser) -> None:
    reviewer.office.sessions.users.pop("amara")

    answer = await reviewer.get("/queue")

    assert answer.status_code == 303


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
async def test_the_console_publishes_no_description_of_itself(path: str, reviewer: Browser) -> None:
    answer = await reviewer.get(path)

    assert answer.status_code == 404


async def test_an_address_that_failed_too_often_is_told_when_to_come_back(stranger: Browser) -> None:
    office = stranger.office
    services = replace(office.services, trusted_proxies=networks("127.0.0.0/8"))
    transport = httpx.ASGITransport(app=build(services), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        behind = Browser(office=office, client=client)
        fields = hidden_fields((await behind.get("/login")).text, "/login")
        typed = fields | {"email": AMARA.email, "password": "correct horse"}
        refused = await behind.post("/login", typed, **{"x-forwarded-for": FAILED_TOO_OFTEN})
        let_in = await behind.post("/login", typed, **{"x-forwarded-for": f"{FAILED_TOO_OFTEN}, 203.0.113.7"})

    assert (refused.status_code, refused.headers["retry-after"]) == (429, "62")
    assert "account is shut" in refused.text
    assert let_in.status_code == 303
