"""A browser without scripts: it keeps cookies, follows redirects, and sends the forms it was shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

import httpx

from approval_ui import build
from kindregards.domain.accounts import User
from tests.approval_ui.office import ORIGIN, PASSWORD, Office

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')

_TEXTS = re.compile(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', re.DOTALL)


def hidden_fields(html: str, action: str) -> dict[str, str]:
    """Return the hidden fields of the first form that posts to an address."""
    return {name: unescape(value) for name, value in _HIDDEN.findall(_form(html, action))}


def text_fields(html: str, action: str) -> dict[str, str]:
    """Return what stands in the text areas of that form; their first line break is the page's, not theirs."""
    return {name: unescape(text).removeprefix("\n") for name, text in _TEXTS.findall(_form(html, action))}


def _form(html: str, action: str) -> str:
    form = re.search(rf'<form[^>]*action="{re.escape(action)}"[^>]*>(.*?)</form>', html, re.DOTALL)
    assert form is not None, f"no form for {action}"
    return form[1]


@dataclass
class Browser:
    """One browser at one office."""

    office: Office
    client: httpx.AsyncClient

    async def get(self, path: str) -> httpx.Response:
        """Open a page; redirects are shown, not followed."""
        return await self.client.get(path)

    async def post(self, path: str, fields: Mapping[str, str | list[str]], **headers: str) -> httpx.Response:
        """Send fields as a form of our own pages."""
        return await self.client.post(path, data=fields, headers={"sec-fetch-site": "same-origin", **headers})

    async def send(self, page: str, action: str, **fields: str | list[str]) -> httpx.Response:
        """Send the form that a page shows, with what was typed."""
        shown = await self.get(page)
        return await self.post(action, hidden_fields(shown.text, action) | fields)

    async def sign_in(self, user: User, password: str = PASSWORD) -> httpx.Response:
        """Sign in as a member of staff."""
        return await self.send("/login", "/login", email=user.email, password=password)


def browser_at(office: Office) -> Browser:
    """Return a new browser; its client must be closed."""
    transport = httpx.ASGITransport(app=build(office.services), raise_app_exceptions=False)
    client = httpx.AsyncClient(transport=transport, base_url=ORIGIN)
    return Browser(office=office, client=client)
