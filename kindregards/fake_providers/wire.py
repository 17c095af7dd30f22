"""Answers that go wrong below HTTP: resets, silence, broken bodies."""

import asyncio
import socket
import struct
from collections.abc import Callable
from typing import Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kindregards.fake_providers.faults import Fault, Mode
from kindregards.fake_providers.state import FakeState

_TRANSPORT: Final = "fake_providers.transport"
_LINGER_ZERO = struct.pack("ii", 1, 0)
_DRIP_SECONDS = 0.05
_UNFINISHED = 1000


class ExposedProtocol(HttpToolsProtocol):
    """Uvicorn's own protocol, which lets the application reach the connection it answers on."""

    def on_message_begin(self) -> None:
        """Put the transport beside the request."""
        super().on_message_begin()
        self.scope[_TRANSPORT] = self.transport  # type: ignore[typeddict-unknown-key]  # for our own application only


def reset_connection(transport: asyncio.Transport) -> None:
    """Send RST instead of a polite FIN."""
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_ZERO)
    transport.abort()


async def misbehave(state: FakeState, fault: Fault, success: Response, refuse: Callable[[Fault], Response]) -> Response:
    """Return the answer that a fault makes of a success."""
    if fault.mode is Mode.SLOW:
        await state.pause(fault.seconds)
    answers: dict[Mode, Callable[[], Response]] = {
        Mode.OK: lambda: success,
        Mode.SLOW: lambda: success,
        Mode.STATUS: lambda: refuse(fault),
        Mode.GARBAGE: lambda: Response("<html>It works!</html>", media_type="text/html"),
        Mode.RESET: _Reset,
        Mode.ACCEPT_THEN_RESET: _Reset,
        Mode.ACCEPT_THEN_SILENCE: lambda: _Silence(state),
        Mode.HALF_BODY: lambda: _HalfBody(success),
        Mode.DRIP: lambda: _Drip(success, state, fault.seconds),
    }
    return answers[fault.mode]()


class _Reset(Response):
    """Resets the connection instead of answering."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del send
        reset_connection(scope[_TRANSPORT])
        await _until_gone(receive)


class _Silence(Response):
    """Never answers."""

    def __init__(self, state: FakeState) -> None:
        super().__init__()
        self._closing = state.closing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del send
        gone = asyncio.ensure_future(_until_gone(receive))
        closing = asyncio.ensure_future(self._closing.wait())
        await asyncio.wait({gone, closing}, return_when=asyncio.FIRST_COMPLETED)
        closing.cancel()
        reset_connection(scope[_TRANSPORT])
        await gone


class _HalfBody(Response):
    """Promises more than it sends, then closes."""

    def __init__(self, success: Response) -> None:
        super().__init__(bytes(success.body)[: len(success.body) // 2] or b"{", status_code=success.status_code)
        _promise_more(self, success)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _send_start(self, send)
        await send({"type": "http.response.body", "body": self.body, "more_body": True})
        scope[_TRANSPORT].close()
        await _until_gone(receive)


class _Drip(Response):
    """Sends one byte at a time, each soon enough to keep a read timeout from ringing."""

    def __init__(self, success: Response, state: FakeState, seconds: float) -> None:
        super().__init__(status_code=success.status_code)
        self._state = state
        self._drops = min(_UNFINISHED - 1, int(seconds / _DRIP_SECONDS))
        _promise_more(self, success)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _send_start(self, send)
        for _ in range(self._drops):
            await send({"type": "http.response.body", "body": b" ", "more_body": True})
            await self._state.pause(_DRIP_SECONDS)
            if self._state.closing.is_set():
                break
        scope[_TRANSPORT].close()
        await _until_gone(receive)


def _promise_more(broken: Response, success: Response) -> None:
    for name, value in success.headers.items():
        broken.headers[name] = value
    broken.headers["content-length"] = str(_UNFINISHED)


async def _send_start(response: Response, send: Send) -> None:
    await send({"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
