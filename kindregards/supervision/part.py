"""A part of the system that is started again whenever it dies."""

import asyncio
from collections import deque
from contextlib import suppress
from datetime import timedelta
from typing import Protocol

from kindregards.supervision.child_process import ChildProcess
from kindregards.supervision.errors import StartError
from kindregards.supervision.log_file import LogFile
from kindregards.supervision.program import Program

FIRST_DELAY = timedelta(seconds=0.2)
LONGEST_DELAY = timedelta(seconds=5)
TRIES_BEFORE_FIRST_READY = 5
LOOK_EVERY = timedelta(seconds=0.05)


class Watcher(Protocol):
    """Hears what happens to parts."""

    def part_ready(self, part: "Part") -> None:
        """Hear that a part serves, for the first time or again."""

    def part_ended(self, part: "Part", code: int, delay: timedelta) -> None:
        """Hear that a part died and is started again after the delay."""

    def part_wrote(self, part: "Part", line: bytes) -> None:
        """Hear one line of a part's output."""


class NeverReadyError(StartError):
    """A part died again and again before it served for the first time."""

    def __init__(self, program: Program, code: int, last_lines: list[str]) -> None:
        said = "\n".join(f"  {line}" for line in last_lines)
        super().__init__(
            f"{program.name} could not start: it ended {TRIES_BEFORE_FIRST_READY} times, last with exit code {code}.\n"
            f"{said}\nIts whole log is {program.log_path}."
        )


class Part:
    """One program, kept running until `stop`."""

    def __init__(self, program: Program, watcher: Watcher, *, keep_open: tuple[int, ...] = ()) -> None:
        """Prepare; `keep_running` starts it. Children inherit the descriptors `keep_open`."""
        self.program = program
        self.pid: int | None = None
        self.ready = asyncio.Event()
        self._watcher = watcher
        self._keep_open = keep_open
        self._child: ChildProcess | None = None
        self._stopping = asyncio.Event()
        self._last_lines: deque[str] = deque(maxlen=8)

    @property
    def name(self) -> str:
        """Return the part's name."""
        return self.program.name

    @property
    def is_stopping(self) -> bool:
        """Say whether its end is wanted."""
        return self._stopping.is_set()

    async def keep_running(self) -> None:
        """Run the program again and again; raise NeverReadyError when it never begins to serve."""
        delay, tries, served_once = FIRST_DELAY, 0, False
        while not self.is_stopping:
            code = await self._run_once()
            served, served_once = self.ready.is_set(), served_once or self.ready.is_set()
            self.ready.clear()
            if self.is_stopping:
                return
            tries += 1
            if not served_once and tries >= TRIES_BEFORE_FIRST_READY:
                raise NeverReadyError(self.program, code, list(self._last_lines))
            delay = FIRST_DELAY if served else min(delay * 2, LONGEST_DELAY)
            self._watcher.part_ended(self, code, delay)
            await self._pause(delay)

    async def stop(self) -> None:
        """Ask the running program to end, and wait for it; it is not started again."""
        self._stopping.set()
        if self._child:
            await self._child.stop(self.program.grace)

    def kill(self) -> None:
        """End the running program at once; it is not started again."""
        self._stopping.set()
        if self._child:
            self._child.kill()

    async def _run_once(self) -> int:
        self.program.before_start()
        with LogFile(self.program.log_path) as log:
            self._child = child = await ChildProcess.start(
                self.program.command,
                environment=self.program.environment,
                on_line=lambda line: self._take(line, log),
                keep_open=self._keep_open,
            )
            self.pid = child.pid
            if self.is_stopping:  # asked for while it was being started
                child.kill()
            looking = asyncio.create_task(self._look_until_ready())
            code = await child.ended()
            looking.cancel()
            self._child = None
            return code

    async def _look_until_ready(self) -> None:
        while not self.program.is_ready():  # noqa: ASYNC110 -- another process gets ready, no event tells
            await asyncio.sleep(LOOK_EVERY.total_seconds())
        self.ready.set()
        self._watcher.part_ready(self)

    async def _pause(self, delay: timedelta) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), delay.total_seconds())

    def _take(self, line: bytes, log: LogFile) -> None:
        log.write(line)
        self._last_lines.append(line.decode(errors="replace").rstrip())
        self._watcher.part_wrote(self, line)
