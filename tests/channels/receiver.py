"""An integrator's server over a real socket: keeps what it is sent and answers as it is told."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from standardwebhooks import Webhook

SECRET = "whsec_" + "c2VjcmV0" * 5


@dataclass(frozen=True, slots=True)
class Received:
    """One request."""

    line: str
    headers: Mapping[str, str]
    body: bytes

    def verified(self, secret: str = SECRET) -> Any:  # noqa: ANN401 -- JSON
        """Return the body's JSON; raise WebhookVerificationError unless it is signed by this secret, just now."""
        return Webhook(secret).verify(self.body, dict(self.headers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What to answer; `then_forever` repeats a piece of body until the client leaves."""

    status: int = 204
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    after_seconds: float = 0.0
    then_forever: bytes = b""


@dataclass
class Receiver:
    """Answers in turn, then 204."""

    port: int = 0
    answers: list[Answer] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    names_asked_for: list[str | None] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Return where to send."""
        return f"http://127.0.0.1:{self.port}/hook?tenant=1"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take requests and answer them until the client leaves."""
        self.connections += 1
        try:
            while True:
                self.received.append(await _read(reader))
                await _say(writer, self.answers.pop(0) if self.answers else Answer())
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Received:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    return Received(head[0], headers, await reader.readexactly(int(headers.get("content-length", "0"))))


async def _say(writer: asyncio.StreamWriter, answer: Answer) -> None:
    await asyncio.sleep(answer.after_seconds)
    lines = [f"HTTP/1.1 {answer.status} As Told", *(f"{name}: {value}" for name, value in answer.headers.items())]
    length = [] if answer.then_forever else [f"content-length: {len(answer.body)}"]
    writer.write("\r\n".join([*lines, *length, "", ""]).encode() + answer.body)
    await writer.drain()
    while answer.then_forever:
        writer.write(answer.then_forever)
        await writer.drain()
        await asyncio.sleep(0.01)


@asynccontextmanager
async def a_receiver(*answers: Answer, tls: ssl.SSLContext | None = None) -> AsyncIterator[Receiver]:
    """Yield a running server."""
    receiver = Receiver(answers=list(answers))
    if tls is not None:
        tls.sni_callback = lambda _socket, name, _context: receiver.names_asked_for.append(name)
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0, ssl=tls)
    receiver.port = server.sockets[0].getsockname()[1]
    async with server:
        yield receiver
