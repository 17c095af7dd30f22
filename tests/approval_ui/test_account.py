"""The reader's own settings."""

import pytest

from tests.approval_ui.browser import Browser

pytestmark = pytest.mark.anyio


async def test_the_language_changes_at_once_and_stays(reviewer: Browser) -> None:
    answer = await reviewer.send("/me", "/me/language", language="zh-CN")

    assert answer.headers["location"] == "/me"
    assert '<html lang="zh-CN">' in (await reviewer.get("/queue")).text


async def test_a_language_that_the_console_does_not_speak_is_refused(reviewer: Browser) -> None:
    answer = await reviewer.send("/me", "/me/language", language="fr")

    assert answer.status_code == 422


async def test_single_keys_can_be_switched_off(reviewer: Browser) -> None:
    before = (await reviewer.get("/queue")).text

    await reviewer.send("/me", "/me/keys", keys="off")

    assert '<body data-keys="on">' in before
    assert "data-keys=" not in (await reviewer.get("/queue")).text


async def test_the_theme_is_the_devices_until_the_reader_chooses_one(reviewer: Browser) -> None:
    before = (await reviewer.get("/queue")).text
    await reviewer.send("/me", "/me/theme", theme="dark")
    dark = (await reviewer.get("/queue")).text
    await reviewer.send("/me", "/me/theme", theme="neon")

    assert "data-theme" not in before
    assert '<html lang="en" data-theme="dark">' in dark
    assert "data-theme" not in (await reviewer.get("/queue")).text


async def test_times_are_those_of_the_readers_place(reviewer: Browser) -> None:
    company = (await reviewer.get("/mailbox")).text
    reviewer.client.cookies.set("zone", "America/New_York")
    here = (await reviewer.get("/mailbox")).text
    reviewer.client.cookies.set("zone", "America/Nowhere", domain="")
    odd = (await reviewer.get("/mailbox")).text

    assert "4 Mar, 17:59" in company
    assert "4 Mar, 04:59" in here
    assert "4 Mar, 17:59" in odd
