"""One process that ends with the supervisor and whose output arrives line by line."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Self

SHIM = Path(__file__).with_name("die_with_parent.py")
CHUNK = 64 * 1024
LAST_OUTPUT_WITHIN = timedelta(seconds=1)


class ChildProcess:
    """A child in a session of its own: the terminal's Ctrl-C reaches it only through the supervisor."""

    def __init__(self, process: Process, on_line: Callable[[bytes], None]) -> None:
        """Begin to read the output of a started process."""
        self._process = process
        self._on_line = on_line
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(
        cls,
        command: tuple[str, ...],
        *,
        environment: Mapping[str, str],
        on_line: Callable[[bytes], None],
        keep_open: tuple[int, ...] = (),
    ) -> Self:
        """Start the command; it inherits the file descriptors `keep_open`.

        Call this from the main thread only: Linux ties the child's life to the thread that starts it.
        """
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-S", str(SHIM), str(os.getpid())),
            *command,
            env=dict(environment),
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
            start_new_session=True,
            pass_fds=keep_open,
        )
        return cls(process, on_line)

    @property
    def pid(self) -> int:
        """Return the process id; the program keeps it when it takes the place of the starter."""
        return self._process.pid

    async def ended(self) -> int:
        """Wait for the end and for the last of the output; return the exit code, negative for a signal."""
        code = await self._process.wait()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._reading, LAST_OUTPUT_WITHIN.total_seconds())
        return code

    async def stop(self, grace: timedelta) -> None:
        """Ask the process to end, and end it after the grace."""
        with suppress(ProcessLookupError):
            self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), grace.total_seconds())
        except TimeoutError:
            self.kill()
        await self.ended()

    def kill(self) -> None:
        """End the process, and whatever it started, at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    async def _read(self) -> None:
        output = self._process.stdout
        if output is None:
            return
        rest = b""
        while chunk := await output.read(CHUNK):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self._on_line(line + b"\n")
        if rest:
            self._on_line(rest + b"\n")
