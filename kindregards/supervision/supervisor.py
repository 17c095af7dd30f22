"""Runs the parts of one system together, and keeps `run.json` true."""

import asyncio
import os
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from kindregards.supervision.part import Part
from kindregards.supervision.program import Program
from kindregards.supervision.run_file import PartFacts, remove_run_file, write_run_file

PATIENCE = timedelta(seconds=15)


class Screen(Protocol):
    """What the person at the terminal is told."""

    def late(self, part: str) -> None:
        """Say that a part takes long to serve for the first time."""

    def ended(self, part: str, code: int, delay: timedelta) -> None:
        """Say that a part died and is started again."""

    def back(self, part: str) -> None:
        """Say that a part serves again."""

    def wrote(self, part: str, line: bytes) -> None:
        """Show a line of a part's output when it matters."""


class Supervisor:
    """The parts that run now. `details` are the fixed facts of each part in `run.json`."""

    def __init__(
        self,
        *,
        run_file: Path,
        details: PartFacts,
        screen: Screen,
        keep_open: tuple[int, ...],
    ) -> None:
        """Prepare in the running event loop; nothing runs until `launch`."""
        self.parts: dict[str, Part] = {}
        self._run_file = run_file
        self._details = details
        self._screen = screen
        self._keep_open = keep_open
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._failure: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._all_ready_once = False

    def launch(self, program: Program) -> Part:
        """Start a part and keep it running."""
        part = Part(program, self, keep_open=self._keep_open)
        self.parts[part.name] = part
        self._tasks[part.name] = task = asyncio.create_task(part.keep_running())
        task.add_done_callback(self._note_failure)
        return part

    async def all_ready(self) -> None:
        """Wait until every launched part serves, then say so in `run.json`."""
        for part in list(self.parts.values()):
            try:
                await asyncio.wait_for(part.ready.wait(), PATIENCE.total_seconds())
            except TimeoutError:
                self._screen.late(part.name)
                await part.ready.wait()
        self._all_ready_once = True
        self._tell_readers()

    async def run(self, start: Coroutine[None, None, None], stop_requested: Coroutine[None, None, None]) -> None:
        """Carry out `start` and go on until the stop is requested; raise when a part cannot be kept running."""
        starting, stopping = asyncio.create_task(start), asyncio.create_task(stop_requested)
        try:
            await _first_result(starting, stopping, self._failure)
            await _first_result(stopping, self._failure)
        finally:
            starting.cancel()
            stopping.cancel()
            await asyncio.gather(starting, stopping, return_exceptions=True)

    async def stop(self, *names: str) -> None:
        """Ask these parts to end, side by side, and wait for them."""
        wanted = [self.parts[name] for name in names if name in self.parts]
        await asyncio.gather(*(part.stop() for part in wanted))
        await asyncio.gather(*(self._tasks[part.name] for part in wanted), return_exceptions=True)

    def kill(self) -> None:
        """End every part at once."""
        for part in self.parts.values():
            part.kill()

    def forget(self) -> None:
        """Take `run.json` away."""
        remove_run_file(self._run_file)

    def part_ready(self, part: Part) -> None:
        """Tell readers of `run.json` the part's new process."""
        if self._all_ready_once:
            self._tell_readers()
            self._screen.back(part.name)

    def part_ended(self, part: Part, code: int, delay: timedelta) -> None:
        """Tell the person at the terminal."""
        self._screen.ended(part.name, code, delay)

    def part_wrote(self, part: Part, line: bytes) -> None:
        """Show what matters; a part that is being stopped complains about its neighbours' end."""
        if not part.is_stopping:
            self._screen.wrote(part.name, line)

    def _note_failure(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error and not self._failure.done():
            self._failure.set_exception(error)

    def _tell_readers(self) -> None:
        running = {
            name: {"pid": self.parts[name].pid if name in self.parts else None, **facts}
            for name, facts in self._details.items()
        }
        write_run_file(self._run_file, {"supervisor": {"pid": os.getpid()}, **running})


async def _first_result(*waiting: asyncio.Future[None]) -> None:
    """Return when the first of these is done; raise what it raised."""
    done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for future in done:
        future.result()
