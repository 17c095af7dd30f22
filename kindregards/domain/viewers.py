"""Whether a person or software asks for a picture or a page, as far as one request tells; a GET never proves anybody.

Rules read general signs, not lists of vendors: software names itself, cites its own page, or borrows a browser's name
without what that browser sends. How well they do on mail clients they were not made with is printed by
`python -m tests.domain.reading_corpus`.
"""

import re
from collections.abc import Mapping

# How software calls itself: crawlers, scanners, previews of chats, proxies, and programs.
_SOFTWARE = re.compile(
    # Cubot makes telephones.
    r"(?<!cu)bot\b|(?<!cu)bot[/;_-]|crawl|spider|slurp|preview|prefetch|scan|monitor|check|discovery|headless|phantom|proxy|gateway"
    r"|security|protect|rating|facebookexternalhit|whatsapp|embedly|https?://"
    r"|curl|wget|python|httpx|aiohttp|okhttp|java/|go-http-client|libwww|ruby|perl|axios|node-fetch|postman",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"ms-?office", re.IGNORECASE)
_MAIL_PROGRAM = re.compile(r"outlook|thunderbird|mail", re.IGNORECASE)
# Systems and browsers that get no updates any more; some people still have them, most scanners claim to.
_RETIRED = re.compile(r"Windows NT (5|6\.[0-2])|MSIE|Trident|Chrome/([1-9]|[1-6]\d)\.")
_CHROME = re.compile(r"Chrome/(\d+)")
_CHROMIUM_HINT = re.compile(r'"Chromium";v="(\d+)')
# WebKit marks navigations but not that a person caused them.
_UNMARKED_CLICKS = re.compile(r"AppleWebKit(?!.*(?:Chrome|Chromium|CriOS))")


def named_by_software(agent: str) -> bool | None:
    """Return True for software by its name, False for a browser or mail program, None when nobody can tell."""
    if not agent.startswith("Mozilla/") or agent.count("Mozilla/") > 1 or "(" not in agent or _SOFTWARE.search(agent):
        return True
    if _MAIL_PROGRAM.search(agent):
        return False
    return None if _RETIRED.search(agent) else False


def seen_by_machine(method: str, headers: Mapping[str, str]) -> bool | None:
    """Return True for a machine, False for what looks like a person opening a page, None when nobody can tell.

    Header names are lower case.
    """
    agent = headers.get("user-agent", "")
    purpose = f"{headers.get('purpose', '')} {headers.get('sec-purpose', '')} {headers.get('x-moz', '')}".lower()
    if method == "HEAD" or "prefetch" in purpose or "preview" in purpose:
        return True
    if named_by_software(agent) or _OFFICE.search(agent) or _is_disguised(agent, headers.get("sec-ch-ua", "")):
        return True
    return False if _is_opened_by_hand(agent, headers) else None


def _is_disguised(agent: str, hint: str) -> bool:
    """Say whether the browser's own hint names another browser than its user agent does."""
    claimed, hinted = _CHROME.search(agent), _CHROMIUM_HINT.search(hint)
    if "headless" in hint.lower():
        return True
    return claimed is not None and hinted is not None and claimed[1] != hinted[1]


def _is_opened_by_hand(agent: str, headers: Mapping[str, str]) -> bool:
    """Say whether a browser of today opens a page because somebody pressed something, in a language of theirs."""
    if headers.get("sec-fetch-mode") != "navigate" or headers.get("sec-fetch-dest", "document") != "document":
        return False
    if not headers.get("accept-language"):
        return False
    return headers.get("sec-fetch-user") == "?1" or _UNMARKED_CLICKS.search(agent) is not None
