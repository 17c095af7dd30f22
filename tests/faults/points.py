"""Named points of the send path at which a worker can be told to die."""

import os
import signal
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

FOLDER_VARIABLE = "FAULTS_POINTS"
"""Names the folder in which a file `<point>.<number>` stands for one death at that point."""

STEP: ContextVar[str] = ContextVar("step", default="")
"""The step of the ledger that a transaction belongs to."""

SEND_PATH = (
    "before_reserve",
    "within_reserve",
    "after_reserve",
    "within_start",
    "after_start",
    "after_send",
    "within_finish",
    "after_finish",
)
RECOVERY_PATH = ("within_reconcile", "after_reconcile")
"""Reached only after a death on the send path."""


@dataclass(frozen=True, slots=True)
class Points:
    """The deaths still to be died."""

    folder: Path

    def plan(self, point: str, times: int) -> None:
        """Let workers die at a point, so many times."""
        for number in range(times):
            (self.folder / f"{point}.{number}").touch()

    def left(self) -> int:
        """Return how many planned deaths have not been died."""
        return sum(1 for _ in self.folder.iterdir())

    def forget(self, point: str) -> int:
        """Take back the deaths at a point that have not been died, and return how many those were."""
        undied = list(self.folder.glob(f"{point}.*"))
        for planned in undied:
            planned.unlink(missing_ok=True)
        return len(undied)

    def reach(self, point: str) -> None:
        """Die here if that is planned: each planned death is died once."""
        for planned in self.folder.glob(f"{point}.*"):
            try:
                planned.unlink()
            except FileNotFoundError:
                continue
            os.kill(os.getpid(), signal.SIGKILL)
