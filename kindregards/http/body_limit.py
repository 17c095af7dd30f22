"""Bodies are counted as they come in, whatever their length is said to be."""

from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kindregards.http.problems import problem_response
from kindregards.http.refusals import BodyTooLargeError

MEBIBYTE = 1 << 20
# A client that is still sending sees our answer only once it was listened to the end; there is an end to that too.
_LISTENED_TO = 64 * MEBIBYTE


class BodyLimit:
    """Middleware. Raises BodyTooLargeError into whoever reads more than `limit_of(path)` bytes."""

    def __init__(self, app: ASGIApp, limit_of: Callable[[str], int]) -> None:
        """Stand before `app`."""
        self.app = app
        self.limit_of = limit_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a body that says it is too long; count the others."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.limit_of(scope["path"])
        headers = Headers(scope=scope)
        declared = headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > limit:
            if headers.get("expect", "").lower() != "100-continue":
                await _listen(receive, 0)
            state = scope.setdefault("state", {})
            state["problem_code"] = BodyTooLargeError.code
            response = problem_response(too_large(limit), state.get("request_id"))
            await response(scope, receive, send)
            return
        await self.app(scope, _counted(receive, limit), send)


def too_large(limit: int) -> BodyTooLargeError:
    """Return the refusal of a body."""
    return BodyTooLargeError(f"The body is longer than {limit} bytes. Send less at once.", details={"limit": limit})


def _counted(receive: Receive, limit: int) -> Receive:
    received = 0

    async def receive_counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > limit:
            if message.get("more_body"):
                await _listen(receive, received)
            raise too_large(limit)
        return message

    return receive_counted


async def _listen(receive: Receive, received: int) -> None:
    """Throw the rest of a body away."""
    while received <= _LISTENED_TO:
        message = await receive()
        received += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return
