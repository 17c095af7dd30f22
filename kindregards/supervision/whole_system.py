"""A whole `kindregards up` as a child process, for programs that need a system of their own for a while."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx

from kindregards.settings.sources import PREFIX
from kindregards.supervision.child_process import SHIM
from kindregards.supervision.errors import StartError
from kindregards.supervision.program import own_command

_READY_SECONDS = 60
_STOP_SECONDS = 60
_POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeSystem:
    """A system that serves; `process` is its supervisor."""

    process: subprocess.Popen[bytes]
    data_dir: Path
    url: str
    ready_seconds: float


class NotReadyError(StartError):
    """The system ended, or did not serve in time."""


@contextlib.contextmanager
def whole_system(
    data_dir: Path,
    environment: Mapping[str, str] | None = None,
    *,
    command: Sequence[str] | None = None,
    folder: Path | None = None,
) -> Iterator[WholeSystem]:
    """Start a system on a free port, yield it once it is ready, and stop it by SIGTERM; raise NotReadyError.

    It takes no setting of ours from this process: only what is given, and the `.env` of `folder`, where it starts.
    Call it from the main thread: on Linux the system ends with the thread that started it, even by kill -9.
    """
    started = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 -- our own command
            command or (sys.executable, "-I", "-S", str(SHIM), str(os.getpid()), *own_command("up")),
            cwd=folder,
            env=_environment(data_dir, environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C comes to this process, which then stops it
        )
        try:
            url = _wait_until_ready(process, data_dir / "run.json", said)
            ready_seconds = time.monotonic() - started
            yield WholeSystem(process=process, data_dir=data_dir, url=url, ready_seconds=ready_seconds)
        finally:
            _stop(process)


def _environment(data_dir: Path, given: Mapping[str, str]) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return own | {f"{PREFIX}DATA_DIR": str(data_dir), f"{PREFIX}PORT": "0", **given}


def _wait_until_ready(process: subprocess.Popen[bytes], run_file: Path, said: IO[bytes]) -> str:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise NotReadyError(f"The system ended before it was ready:\n{_text_of(said)}")
        url = running_url(run_file)
        if url is not None and is_ready(url):
            return url
        time.sleep(_POLL_SECONDS)
    raise NotReadyError(f"The system was not ready after {_READY_SECONDS} s:\n{_text_of(said)}")


def running_url(run_file: Path) -> str | None:
    """Return the address that a running system's run.json names, or None."""
    try:
        return str(json.loads(run_file.read_text(encoding="utf-8"))["web"]["url"])
    except (FileNotFoundError, ValueError, KeyError):
        return None


def is_ready(url: str) -> bool:
    """Say whether a system answers at this address and can work."""
    try:
        return httpx.get(f"{url}/health/ready", timeout=5, trust_env=False).is_success
    except httpx.TransportError:
        return False


def _text_of(said: IO[bytes]) -> str:
    said.seek(0)
    return said.read().decode(errors="replace").strip()


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.wait(_STOP_SECONDS)
