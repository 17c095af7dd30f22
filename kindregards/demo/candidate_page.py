"""What a candidate does with the link they were given: look, open the letter, confirm having read it."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Final
from urllib.parse import urljoin, urlsplit

import httpx

from kindregards.demo.errors import NotAsExpectedError

_LETTER = re.compile(r'href="(/l/[\w-]+)"')
_TIMEOUT_SECONDS = 30
# A person's browser, opening a link by a click: what the pages take for a reader rather than a machine.
_BROWSER: Final[Mapping[str, str]] = {
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
    "sec-fetch-user": "?1",
    "accept-language": "zh-CN,zh;q=0.9,en;q=0.8",
}


class CandidatePages:
    """A candidate's browser."""

    def __init__(self, transport: httpx.AsyncBaseTransport | None = None) -> None:
        """Open the browser; it keeps no cookies worth the name. A transport may lead there without a network."""
        self._http = httpx.AsyncClient(headers=_BROWSER, timeout=_TIMEOUT_SECONDS, transport=transport, trust_env=False)

    async def aclose(self) -> None:
        """Close the browser."""
        await self._http.aclose()

    async def letter_link(self, status_link: str) -> str:
        """Return the link to the letter that the candidate's status page shows."""
        page = await self._get(status_link)
        found = _LETTER.search(page)
        if found is None:
            raise NotAsExpectedError("The candidate's status page shows no link to the letter.")
        return urljoin(status_link, str(found.group(1)))

    async def open(self, letter_link: str) -> str:
        """Return the words of the hosted letter, as HTML without entities."""
        return unescape(await self._get(letter_link))

    async def acknowledge(self, letter_link: str) -> None:
        """Press the button “I have read this”."""
        parts = urlsplit(letter_link)
        origin = f"{parts.scheme}://{parts.netloc}"
        try:
            answer = await self._http.post(f"{letter_link}/acknowledge", headers={"origin": origin})
        except httpx.TransportError as error:
            raise NotAsExpectedError(f"The candidate's page does not answer ({type(error).__name__}).") from error
        if answer.status_code != httpx.codes.SEE_OTHER:
            raise NotAsExpectedError(f"Confirming the letter was answered with {answer.status_code}.")

    async def _get(self, link: str) -> str:
        try:
            answer = await self._http.get(link)
        except httpx.TransportError as error:
            raise NotAsExpectedError(f"The candidate's page does not answer ({type(error).__name__}).") from error
        if not answer.is_success:
            raise NotAsExpectedError(f"The candidate's page was answered with {answer.status_code}.")
        return answer.text
