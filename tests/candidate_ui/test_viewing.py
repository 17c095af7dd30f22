"""Who looks: machines, people, and those nobody can tell."""

import pytest

from candidate_ui.viewing import seen_by_machine

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)
WECHAT = (
    "Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0 Mobile "
    "Safari/537.36 XWEB/1260 MMWEBSDK/20240802 MicroMessenger/8.0.50"
)
NAVIGATION = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"user-agent": ""},
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user-agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"},
        {"user-agent": "WhatsApp/2.23.20.0"},
        {"user-agent": "facebookexternalhit/1.1"},
        {"user-agent": "Mozilla/5.0 (Windows NT 10.0) BingPreview/1.0b"},
        {"user-agent": "python-requests/2.32"},
        {"user-agent": "curl/8.5.0"},
        {"user-agent": CHROME.replace("Chrome", "HeadlessChrome"), **NAVIGATION, "sec-fetch-user": "?1"},
        {"user-agent": CHROME, **NAVIGATION, "sec-purpose": "prefetch;prerender"},
        {"user-agent": CHROME, "purpose": "prefetch"},
        {"user-agent": IPHONE, "x-moz": "prefetch"},
        {"user-agent": IPHONE, "purpose": "preview"},
    ],
)
def test_known_machines_and_prefetches_are_machines(headers: dict[str, str]) -> None:
    assert seen_by_machine("GET", headers) is True


def test_asking_for_the_head_only_is_a_machine() -> None:
    assert seen_by_machine("HEAD", {"user-agent": CHROME, **NAVIGATION, "sec-fetch-user": "?1"}) is True


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": CHROME, **NAVIGATION, "sec-fetch-user": "?1"},
        {"user-agent": WECHAT, **NAVIGATION, "sec-fetch-user": "?1"},
        {"user-agent": IPHONE, **NAVIGATION},
    ],
)
def test_opening_a_link_looks_like_a_person(headers: dict[str, str]) -> None:
    assert seen_by_machine("GET", headers) is False


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": CHROME},
        {"user-agent": WECHAT},
        {"user-agent": CHROME, **NAVIGATION},
        {"user-agent": CHROME, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image", "sec-fetch-user": "?1"},
        {"user-agent": CHROME, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe", "sec-fetch-user": "?1"},
    ],
)
def test_in_doubt_nobody_claims_that_a_person_looked(headers: dict[str, str]) -> None:
    assert seen_by_machine("GET", headers) is None
