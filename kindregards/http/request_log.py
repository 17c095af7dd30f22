"""An id for every request, one log line about it, and its measurements."""

import re
import uuid
from time import perf_counter

import structlog
from prometheus_client import Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "x-request-id"
INNER = "is_inner"
"""The name in a scope's state that marks requests from within this process; they are logged for debugging only."""
_USABLE = re.compile(r"[A-Za-z0-9._-]{1,64}")

SECONDS = Histogram(
    "kindregards_http_request_seconds",
    "How long requests took, by route.",
    ("method", "route", "status"),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)

log = structlog.get_logger(__name__)


class RequestLog:
    """Middleware. The line names the route, never the path: paths hold candidates' tokens."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, under a caller's id where it is usable, else under a fresh one."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(Headers(scope=scope).get(HEADER))
        scope.setdefault("state", {})["request_id"] = request_id
        begun = perf_counter()
        status = 500

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, send_named)
            finally:
                _write_down(scope, status, perf_counter() - begun)


def _request_id(given: str | None) -> str:
    return given if given and _USABLE.fullmatch(given) else uuid.uuid4().hex


def _write_down(scope: Scope, status: int, seconds: float) -> None:
    route = getattr(scope.get("route"), "path", "unknown")
    SECONDS.labels(scope["method"] if route != "unknown" else "unknown", route, status).observe(seconds)
    # What this process asks itself, several times a second, would hide what others ask.
    write = log.debug if scope["state"].get(INNER) else log.info
    write(
        "request_answered",
        method=scope["method"],
        route=route,
        status=status,
        code=scope["state"].get("problem_code"),
        milliseconds=round(seconds * 1000, 1),
    )
