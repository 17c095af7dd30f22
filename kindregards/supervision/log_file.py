"""A part's log under DATA_DIR/logs: what the part wrote, as it wrote it."""

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

    def write(self, line: bytes) -> None:
        """Append one line at once."""
        self._file.write(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def _set_aside_when_large(path: Path) -> None:
    if not path.exists() or path.stat().st_size < LARGE:
        return
    for number in range(KEPT - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number + 1}"))
    path.replace(path.with_name(f"{path.name}.1"))
