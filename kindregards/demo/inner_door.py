"""The way into the very system the demo runs in: its public API and its candidates' pages, without a network."""

import secrets
from collections.abc import Callable
from datetime import datetime

import httpx
from starlette.types import ASGIApp, Receive, Scope, Send

from kindregards.demo.candidate_page import CandidatePages
from kindregards.demo.public_api import PublicApi
from kindregards.domain.accounts import ApiCaller, ApiKeyInvalidError
from kindregards.domain.ports.accounts import ApiKeys
from kindregards.http.request_log import INNER

KEY_ID = "demo"


class InnerKeys:
    """One key for each company, known to this process alone and kept nowhere: all of them are test keys."""

    def __init__(self) -> None:
        """Begin without keys."""
        self._callers: dict[str, ApiCaller] = {}
        self._keys: dict[str, str] = {}

    def key_for(self, company_id: str) -> str:
        """Return the key of a company's demo."""
        if company_id not in self._keys:
            key = f"kr_test_{KEY_ID}_{secrets.token_urlsafe(32)}"
            self._callers[key] = ApiCaller(company_id=company_id, key_id=KEY_ID, is_test=True)
            self._keys[company_id] = key
        return self._keys[company_id]

    async def caller(self, key: str, *, now: datetime) -> ApiCaller:
        """Return the demo of a company; raise ApiKeyInvalidError for any other key."""
        del now
        caller = self._callers.get(key)
        if caller is None:
            raise ApiKeyInvalidError("The demo's own API takes no key but the demo's.")
        return caller


class InnerDoor:
    """Opens the doors for the demo; they are built when the first tour begins."""

    def __init__(self, doors: Callable[[ApiKeys], ASGIApp], public_base_url: str) -> None:
        """Take what builds API and candidates' pages behind given keys."""
        self._build = doors
        self._url = public_base_url
        self._keys = InnerKeys()
        self._doors: ASGIApp | None = None

    def api(self, company_id: str) -> PublicApi:
        """Return the public API as the demo of a company may use it."""
        return PublicApi(self._url, self._keys.key_for(company_id), self._transport())

    def pages(self) -> CandidatePages:
        """Return the candidates' pages."""
        return CandidatePages(self._transport())

    def _transport(self) -> httpx.ASGITransport:
        self._doors = self._doors or marked_as_inner(self._build(self._keys))
        return httpx.ASGITransport(self._doors, raise_app_exceptions=False)


def marked_as_inner(app: ASGIApp) -> ASGIApp:
    """Return the application, told of each request that it comes from this process."""

    async def marked(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "state": {**scope.get("state", {}), INNER: True}}, receive, send)

    return marked
