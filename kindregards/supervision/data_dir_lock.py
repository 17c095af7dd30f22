"""Makes sure that one system at a time uses a data directory."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from kindregards.supervision.errors import StartError

LAST_CHILDREN_END_WITHIN = timedelta(seconds=10)


class DataDirectoryInUseError(StartError):
    """Another system runs on this data directory."""

    def __init__(self, data_dir: Path, owner: int | None) -> None:
        by = f" (process {owner})" if owner else ""
        super().__init__(
            f"Another Kind Regards{by} already runs on {data_dir}: stop it, or choose another --data-dir (and --port)."
        )


@contextmanager
def data_dir_lock(data_dir: Path) -> Iterator[int]:
    """Hold the directory's lock; give its file descriptor, which children inherit.

    The system frees a lock when its last holder ends, so the directory stays locked until every child of a killed
    supervisor is gone: that moment is waited for.
    """
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(data_dir / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _acquire(descriptor, data_dir)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield descriptor
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, data_dir: Path) -> None:
    give_up_at = time.monotonic() + LAST_CHILDREN_END_WITHIN.total_seconds()
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = _owner(descriptor)
            if _is_alive(owner) or time.monotonic() > give_up_at:
                raise DataDirectoryInUseError(data_dir, owner) from None
            time.sleep(0.05)
        else:
            return


def _owner(descriptor: int) -> int | None:
    written = os.pread(descriptor, 32, 0).decode(errors="replace")
    return int(written) if written.isdecimal() else None


def _is_alive(process: int | None) -> bool:
    if process is None:
        return True  # it holds the lock and has not written its number yet
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # somebody else's
    return True
