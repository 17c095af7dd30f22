"""The moment a request begins, settled once between the thread that sends it and the deadline that gives it up."""

import asyncio
import http.client
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class GaveUpError(Exception):
    """A request took longer than the whole exchange may; `surely_not_sent` says that not one byte of it left."""

    def __init__(self, *, surely_not_sent: bool) -> None:
        super().__init__("The provider took too long")
        self.surely_not_sent = surely_not_sent


class _Handover:
    """One request: it either begins or is given up, whichever comes first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begun = False
        self._given_up = False

    def begin(self) -> None:
        with self._lock:
            if self._given_up and not self._begun:
                raise TimeoutError("The request was given up before it began")
            self._begun = True

    def give_up(self) -> bool:
        """Keep the request from beginning; say whether that was in time."""
        with self._lock:
            self._given_up = True
            return not self._begun


_idle: deque[ThreadPoolExecutor] = deque()
"""Threads that wait for their next request: making one for each costs a twentieth of a letter."""

_current: ContextVar[_Handover | None] = ContextVar("current_handover", default=None)


class NoticedConnection(http.client.HTTPConnection):
    """Notices the first byte of a request; mixed into the connections of both libraries."""

    def send(self, data: Any) -> None:  # noqa: ANN401 -- whatever http.client takes
        """Connect if need be, mark the beginning, send."""
        if self.sock is None:
            self.connect()
        handover = _current.get()
        if handover is not None:
            handover.begin()
        super().send(data)


async def hand_over(call: Callable[[], Answer], *, within_seconds: float) -> Answer:
    """Run one blocking request in a thread of its own; raise GaveUpError when the whole of it takes longer.

    A thread cannot be stopped: given up, it ends by itself and its answer is lost. It is not taken from the shared
    pool, so a provider that trickles bytes for ever cannot starve the rest of the process.
    """
    handover = _Handover()

    def run() -> Answer:
        _current.set(handover)
        return call()

    executor = _idle.pop() if _idle else ThreadPoolExecutor(max_workers=1, thread_name_prefix="provider-call")
    calling = executor.submit(run)
    # Once it is really over, that is: who is given up keeps the thread for as long as it takes.
    calling.add_done_callback(lambda _: _idle.append(executor))
    try:
        async with asyncio.timeout(within_seconds):
            return await asyncio.wrap_future(calling)
    except TimeoutError as error:
        raise GaveUpError(surely_not_sent=handover.give_up()) from error
