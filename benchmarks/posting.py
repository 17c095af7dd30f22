"""Posting JSON as cheaply as possible: whoever measures must not take the processor from what is measured."""

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Self
from urllib.parse import urlsplit

from kindregards import clock

_LENGTH = b"content-length:"


class RefusedError(RuntimeError):
    """The system did not take a request in."""


@dataclass(frozen=True, slots=True)
class Answered:
    """When a request was due or begun (wall clock), and how long its answer took."""

    sent_at: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Post:
    """One request of HTTP/1.1, ready to be written."""

    raw: bytes

    @classmethod
    def of(cls, url: str, path: str, body: Mapping[str, object], *, api_key: str) -> Self:
        """Return a POST of JSON."""
        content = json.dumps(body, ensure_ascii=False).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {urlsplit(url).netloc}\r\nAuthorization: Bearer {api_key}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        return cls(head.encode() + content)


@dataclass(frozen=True, slots=True)
class Connection:
    """One kept-alive connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def open(cls, url: str) -> Self:
        """Connect to the address of a URL."""
        address = urlsplit(url)
        return cls(*await asyncio.open_connection(address.hostname, address.port))

    async def send(self, post: Post) -> None:
        """Return when the answer was read; raise RefusedError unless the resource was made."""
        self.writer.write(post.raw)
        head = await self.reader.readuntil(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        length = next(int(line[len(_LENGTH) :]) for line in lines if line.startswith(_LENGTH))
        answer = await self.reader.readexactly(length)
        status = int(head[9:12])
        if status not in {HTTPStatus.CREATED, HTTPStatus.ACCEPTED}:
            raise RefusedError(f"A request was answered with {status}: {answer.decode()[:300]}")

    def close(self) -> None:
        """Hang up."""
        self.writer.close()


async def post_all(url: str, posts: Sequence[Post], *, connections: int) -> list[Answered]:
    """Send each as soon as one of the connections is free; return the answers in the same order."""
    answers: list[Answered] = [Answered(0, 0)] * len(posts)
    waiting = iter(enumerate(posts))

    async def work() -> None:
        connection = await Connection.open(url)
        for number, post in waiting:
            sent_at, begin = _wall_clock(), time.monotonic()
            await connection.send(post)
            answers[number] = Answered(sent_at, time.monotonic() - begin)
        connection.close()

    async with asyncio.TaskGroup() as group:
        for _ in range(min(connections, len(posts))):
            group.create_task(work())
    return answers


async def post_one(url: str, post: Post) -> Answered:
    """Send one on a connection of its own."""
    sent_at, begin = _wall_clock(), time.monotonic()
    connection = await Connection.open(url)
    await connection.send(post)
    connection.close()
    return Answered(sent_at, time.monotonic() - begin)


async def post_at_rate(url: str, posts: Sequence[Post], *, per_second: float) -> list[Answered]:
    """Send each at its moment, however slow the answers are; times count from that moment."""
    begin, begin_at = time.monotonic(), _wall_clock()

    async def one(number: int, post: Post) -> Answered:
        due = number / per_second
        await asyncio.sleep(max(0.0, begin + due - time.monotonic()))
        await post_one(url, post)
        return Answered(begin_at + due, time.monotonic() - begin - due)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(number, post)) for number, post in enumerate(posts)]
    return [task.result() for task in tasks]


def _wall_clock() -> float:
    return clock.now().timestamp()
