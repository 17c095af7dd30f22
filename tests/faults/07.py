"""Fault 7: the disk is full in the midst of the work. Needs root, for a small disk of its own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from tests.faults.account import take_account
from tests.faults.command import Size, main
from tests.faults.finding import Finding
from tests.faults.integrator import an_integrator
from tests.faults.settling import settle
from tests.faults.trial import Trial, a_trial

DISK_MB = 128
FULL_SECONDS = 10.0
_CHUNK = b"\0" * 65536
MAY_MOUNT = os.geteuid() == 0


def disk_full(trial: Trial, size: Size, seconds: float = FULL_SECONDS) -> Finding:
    """Fill the disk to the last byte while applications come in, and make room again."""
    with an_integrator(trial, f"f07s{size.seed}") as integrator:
        integrator.send(size.letters // 2)
        with _filled(trial.data_dir.parent / "ballast"):
            under_way = integrator.offer(size.letters - size.letters // 2)
            sleep(seconds)
            while_full = sum(taken.done() for taken in under_way)
        for taken in under_way:
            taken.result()
        settlement = settle(integrator, trial.patience_seconds)
        account = take_account(integrator)
    return Finding(
        account=account,
        figures={
            "full_s": seconds,
            "taken_in_while_full": while_full,
            "requests_repeated": integrator.repeated,
            **settlement.figures(),
        },
        promises={
            "the full disk was felt": integrator.repeated > 0,
            "nobody is held after the reports": settlement.held_after_reports == 0,
        },
    )


@contextmanager
def _filled(ballast: Path) -> Iterator[None]:
    """Fill the disk, and keep it full until the block ends."""
    with ballast.open("wb", buffering=0) as file:
        _write_until_full(file.fileno())
    try:
        yield
    finally:
        ballast.unlink()


def _write_until_full(descriptor: int) -> None:
    for chunk in (_CHUNK, b"\0"):
        try:
            while True:
                os.write(descriptor, chunk)
        except OSError:
            continue


@contextmanager
def a_trial_on_a_small_disk() -> Iterator[Trial]:
    """Yield a system whose data directory lies on a disk of its own, in memory."""
    with TemporaryDirectory(prefix="kindregards-disk-") as folder, ExitStack() as stack:
        disk = ("mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", folder)
        subprocess.run(disk, check=True)  # noqa: S603 -- our own arguments
        stack.callback(subprocess.run, ("umount", folder), check=True)
        with a_trial(data_dir=Path(folder) / "data") as trial:
            yield trial


if __name__ == "__main__":
    main("07", disk_full, letters=200, about=__doc__, system=a_trial_on_a_small_disk())
