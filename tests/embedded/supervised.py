"""Starting a system of stand-ins from a test, and watching it from outside."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE_SECONDS = 20.0


class RunningSystem:
    """A supervisor in a process of its own."""

    def __init__(self, data_dir: Path, process: subprocess.Popen[str]) -> None:
        self.data_dir = data_dir
        self.process = process

    def parts(self) -> dict[str, Any]:  # Any: JSON
        """Return what run.json says, empty when there is none."""
        try:
            found: dict[str, Any] = json.loads((self.data_dir / "run.json").read_text())  # Any: JSON
        except FileNotFoundError:
            return {}
        return found

    def pid_of(self, part: str) -> int:
        pid: int = self.parts()[part]["pid"]
        return pid

    def wait_until_ready(self) -> None:
        eventually(lambda: bool(self.parts()) or self.process.poll() is not None)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE_SECONDS)

    def output(self) -> str:
        """Return everything it said; it must have ended."""
        said, _ = self.process.communicate(timeout=PATIENCE_SECONDS)
        return said


@contextmanager
def system_of_stand_ins(data_dir: Path, **behaviours: str) -> Iterator[RunningSystem]:
    """Run a system whose parts behave as told; it is killed at the end unless it has ended."""
    command = [sys.executable, "-m", "tests.embedded.stand_in_system", str(data_dir)]
    process = subprocess.Popen(  # noqa: S603 -- our own module
        [*command, *(f"{part}={behaviour}" for part, behaviour in behaviours.items())],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield RunningSystem(data_dir, process)
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def eventually(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > give_up_at:
            raise AssertionError("It did not happen in time.")
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """Say whether the process runs; one that has ended and waits to be collected does not."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"
