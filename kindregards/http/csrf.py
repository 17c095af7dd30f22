"""Refusing forms that another site sends in a reader's name: by where they come from, and by a hidden token."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kindregards.domain.errors import ForbiddenError

FORM_TOKEN_FIELD = "form_token"  # noqa: S105 -- the name of the field, not a token
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class ForgedFormError(ForbiddenError):
    """The form was not sent from a page of ours, or the page is too old."""

    code = "form_forged"


@dataclass(frozen=True, slots=True)
class FormTokens:
    """Signs forms: a token fits only the bearer (a user, a visitor) it was made for."""

    key: bytes

    def issue(self, bearer: str) -> str:
        """Return the token of a bearer's forms."""
        digest = hmac.new(self.key, bearer.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def check(self, bearer: str, token: str | None) -> None:
        """Raise ForgedFormError unless the token is this bearer's."""
        if not hmac.compare_digest(self.issue(bearer).encode(), (token or "").encode()):
            raise ForgedFormError(
                "This form was not made for you, or it is too old. Reload the page and send it again."
            )


def comes_from_elsewhere(connection: HTTPConnection) -> bool:
    """Say whether a browser reports that another site caused a request.

    Sec-Fetch-Site decides where it is sent, then Origin against Host. A client that sends neither is no browser of
    the last years; the hidden token still stands before it.
    """
    site = connection.headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = connection.headers.get("origin")
    if origin is None:
        return False
    return urlsplit(origin).netloc.lower() != connection.headers.get("host", "").lower()


class SameOriginOnly:
    """Middleware that answers `refusal` to every changing request that comes from another site."""

    def __init__(self, app: ASGIApp, refusal: Callable[[Request], Response]) -> None:
        """Stand before `app`."""
        self.app = app
        self.refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS:
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        if comes_from_elsewhere(request):
            await self.refusal(request)(scope, receive, send)
            return
        await self.app(scope, receive, send)
