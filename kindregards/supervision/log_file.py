"""A part's log under DATA_DIR/logs: what the part wrote, as it wrote it."""

import json
from pathlib import Path
from types import TracebackType
from typing import Self

LARGE = 5 * 1024 * 1024
KEPT = 3


class LogFile:
    """Appends lines; a large file is set aside when it is opened, and the three newest are kept."""

    def __init__(self, path: Path) -> None:
        """Open the log of a part, in a folder made for its owner alone."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _set_aside_when_large(path)
        self.path = path
        self._file = path.open("ab", buffering=0)
        self._lost = 0

    def write(self, line: bytes) -> None:
        """Append one line at once; on a full disk it is lost, and the log says so as soon as there is room again.

        Whatever happens to the log, the part's output must be read on: a part whose pipe is full stands still.
        """
        note = _note(self._lost) if self._lost else b""
        try:
            self._file.write(note + line)
        except OSError:
            self._lost += 1
        else:
            self._lost = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def _note(lost: int) -> bytes:
    """Return a line, as parts write theirs, that says how many others are missing before it."""
    return json.dumps({"event": "log_lines_lost", "level": "warning", "lines": lost}).encode() + b"\n"


def _set_aside_when_large(path: Path) -> None:
    if not path.exists() or path.stat().st_size < LARGE:
        return
    for number in range(KEPT - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number + 1}"))
    path.replace(path.with_name(f"{path.name}.1"))
