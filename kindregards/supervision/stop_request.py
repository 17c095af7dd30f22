"""Ctrl-C, SIGTERM and a closed terminal: the first asks for a clean end, the second for an end at once."""

import asyncio
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequest:
    """Set by the first signal; every further one calls `force`."""

    def __init__(self) -> None:
        """Begin to listen; call from the running event loop's thread."""
        self._asked = asyncio.Event()
        self.force: Callable[[], None] = lambda: None
        self.was_forced = False
        loop = asyncio.get_running_loop()
        for number in STOP_SIGNALS:
            if number is not signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup asks to live on
                loop.add_signal_handler(number, self._hear)

    async def wait(self) -> None:
        """Wait for the first signal."""
        await self._asked.wait()

    def _hear(self) -> None:
        if self._asked.is_set():
            self.was_forced = True
            self.force()
        self._asked.set()
