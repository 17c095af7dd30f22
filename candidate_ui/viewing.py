"""Whether a person or a machine looks at a page, as far as a request can tell; a GET never proves a person."""

import re
from collections.abc import Mapping

# Names under which crawlers, link scanners of mail systems, chat previews and programs present themselves.
_MACHINES = re.compile(
    r"bot\b|bot[/;]|crawl|spider|slurp|preview|prefetch|scan|monitor|headless|phantom|facebookexternalhit|whatsapp|"
    r"telegram|slack|discord|embedly|proofpoint|mimecast|barracuda|safelinks|msoffice|googleimageproxy|yahoomailproxy|"
    r"curl|wget|python|httpx|aiohttp|okhttp|java/|go-http-client|libwww|ruby|perl|axios|node-fetch|postman",
    re.IGNORECASE,
)
# WebKit marks navigations but not that a person caused them.
_UNMARKED_CLICKS = re.compile(r"AppleWebKit(?!.*(?:Chrome|Chromium|CriOS))")


def seen_by_machine(method: str, headers: Mapping[str, str]) -> bool | None:
    """Return True for a machine, False for what looks like a person opening a link, None when nobody can tell.

    Header names are lower case.
    """
    agent = headers.get("user-agent", "")
    purpose = f"{headers.get('purpose', '')} {headers.get('sec-purpose', '')} {headers.get('x-moz', '')}".lower()
    if method == "HEAD" or "prefetch" in purpose or "preview" in purpose:
        return True
    if not agent or _MACHINES.search(agent):
        return True
    if headers.get("sec-fetch-mode") != "navigate" or headers.get("sec-fetch-dest", "document") != "document":
        return None
    is_click = headers.get("sec-fetch-user") == "?1" or _UNMARKED_CLICKS.search(agent)
    return False if is_click else None
