"""Who looks: machines, people, and those nobody can tell."""

import pytest

from kindregards.domain.viewers import named_by_software, seen_by_machine

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
NAVIGATION = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document", "accept-language": "zh-CN"}


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
        {"user-agent": "Mozilla/5.0"},
        {"user-agent": "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html"},
        {"user-agent": "Mozilla/4.0 (compatible; ms-office; MSOffice 16)"},
        {"user-agent": CHROME, **NAVIGATION, "sec-fetch-user": "?1", "sec-ch-ua": '"Chromium";v="120"'},
        {"user-agent": CHROME, **NAVIGATION, "sec-fetch-user": "?1", "sec-ch-ua": '"HeadlessChrome";v="143"'},
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
        {"user-agent": CHROME, **NAVIGATION, "sec-fetch-user": "?1", "sec-ch-ua": '"Chromium";v="143"'},
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
        {"user-agent": CHROME, **NAVIGATION, "sec-fetch-user": "?1", "accept-language": ""},
        {"user-agent": CHROME, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image", "sec-fetch-user": "?1"},
        {"user-agent": CHROME, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe", "sec-fetch-user": "?1"},
    ],
)
def test_in_doubt_nobody_claims_that_a_person_looked(headers: dict[str, str]) -> None:
    assert seen_by_machine("GET", headers) is None


@pytest.mark.parametrize(
    ("agent", "software"),
    [
        ("Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Microsoft Outlook 16.0; ms-office; MSOffice 16)", False),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.4.0", False),
        (CHROME, False),
        ("Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", True),
        ("Mozilla/5.0", True),
        ("Mozilla/5.0 (Linux; Android 12; CUBOT P60) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36", False),
        ("Mozilla/5.0 (compatible; bingbot/2.0)", True),
        ("", True),
        ("Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko", None),
    ],
)
def test_a_name_tells_mail_programs_from_proxies(agent: str, *, software: bool | None) -> None:
    assert named_by_software(agent) is software
