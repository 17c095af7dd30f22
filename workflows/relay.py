"""Carrying commands from the database to their workflows: at once where possible, later where not."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence

from temporalio.service import RPCError

from kindregards.domain.errors import DomainError
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.commands import CommandQueue, Journeys, OpenCommand

log = logging.getLogger(__name__)

_AT_ONCE = 8
_BATCH = 50
_PAUSE_SECONDS = 1.0
_WAIT_AFTER_FAILURE_SECONDS = 2.0


class Relay:
    """Delivers commands; a door calls it with each new one, the worker lets it sweep up what is left over."""

    def __init__(
        self, queue: CommandQueue, journeys: Journeys, clock: Clock, *, pause_seconds: float = _PAUSE_SECONDS
    ) -> None:
        """Take where commands wait, where they go, the time, and how long to rest when nothing waits."""
        self._pause_seconds = pause_seconds
        self._queue = queue
        self._journeys = journeys
        self._clock = clock
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._running: set[asyncio.Task[None]] = set()

    def __call__(self, command: OpenCommand) -> None:
        """Try a freshly committed command soon; should that fail, its lease ends and the sweep delivers it."""
        task = asyncio.get_running_loop().create_task(self._try(command))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def sweep(self) -> None:
        """Deliver what is left over, until cancelled."""
        while True:
            try:
                commands = await self._queue.claim(limit=_BATCH, now=self._clock())
                await self._deliver_all(commands)
                if not commands:
                    await asyncio.sleep(self._pause_seconds)
            except (RPCError, DomainError) as error:
                log.warning("relay_waits", extra={"cause": type(error).__name__})
                await asyncio.sleep(_WAIT_AFTER_FAILURE_SECONDS)

    async def drain(self) -> None:
        """Wait until everything under way is done."""
        while self._running:
            await asyncio.gather(*self._running, return_exceptions=True)

    async def _try(self, command: OpenCommand) -> None:
        async with self._slots:
            # Doors answer without Temporal: what cannot be delivered now is no error of theirs.
            with contextlib.suppress(RPCError, DomainError):
                await self._deliver(command)

    async def _deliver_all(self, commands: Sequence[OpenCommand]) -> None:
        results = await asyncio.gather(*map(self._deliver_in_slot, commands), return_exceptions=True)
        for failure in filter(None, results):
            raise failure

    async def _deliver_in_slot(self, command: OpenCommand) -> None:
        async with self._slots:
            await self._deliver(command)

    async def _deliver(self, command: OpenCommand) -> None:
        arrived = await self._journeys.deliver(command.journey, command.command)
        await self._queue.settle([command], late=not arrived, now=self._clock())
