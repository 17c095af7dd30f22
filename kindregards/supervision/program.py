"""What a part of the system runs and how to see that it is ready."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

READY_FILE_VARIABLE = "KINDREGARDS_READY_FILE"
"""Names the file that web and worker touch once they serve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One part: its command, its whole environment, its log, and how long it may take to stop.

    `before_start` runs before every start, `is_ready` is asked again and again after it.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    log_path: Path
    is_ready: Callable[[], bool]
    before_start: Callable[[], None] = field(default=lambda: None)
    grace: timedelta = timedelta(seconds=10)


def own_command(name: str) -> tuple[str, ...]:
    """Return the command line of one of Kind Regards' own commands."""
    return (sys.executable, "-m", "kindregards", name)


def program_with_ready_file(
    name: str, *, command: tuple[str, ...], environment: Mapping[str, str], data_dir: Path, grace: timedelta
) -> Program:
    """Return a part that says it is ready by touching a file."""
    ready_file = data_dir / "run" / f"{name}.ready"
    ready_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Program(
        name=name,
        command=command,
        environment={**environment, READY_FILE_VARIABLE: str(ready_file)},
        log_path=data_dir / "logs" / f"{name}.log",
        is_ready=ready_file.exists,
        before_start=lambda: ready_file.unlink(missing_ok=True),
        grace=grace,
    )
