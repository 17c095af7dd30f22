"""Headers that tell a browser what a page may do."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_TLS_ONLY = {"strict-transport-security": "max-age=31536000; includeSubDomains"}


def content_policy(directives: Mapping[str, str]) -> str:
    """Return a Content-Security-Policy; a directive without a value is a switch."""
    return "; ".join(f"{name} {value}".strip() for name, value in directives.items())


class SecurityHeaders:
    """Middleware that adds headers to every answer; an answer that brings its own keeps it."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str], *, is_secure: bool) -> None:
        """Stand before `app`; `is_secure` says whether browsers reach us over TLS."""
        self.app = app
        self.headers = {**_ALWAYS, **(_TLS_ONLY if is_secure else {}), **headers}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and complete the answer's headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_completed)
