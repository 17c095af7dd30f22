"""Lets processes load while the database is still being migrated: they wait at the gate before they touch it.

Loading takes longer than all the rest of a start; side by side, the whole system is ready seconds earlier.
"""

import os
import time
from pathlib import Path

GATE_VARIABLE = "KINDREGARDS_GATE_FILE"
"""Names the file whose existence means: go on. Without the variable nobody waits."""

LOOK_EVERY_SECONDS = 0.02


def wait_at_gate() -> None:
    """Return once the gate is open; SIGTERM ends a process that waits."""
    gate = os.environ.get(GATE_VARIABLE)
    while gate and not Path(gate).exists():
        time.sleep(LOOK_EVERY_SECONDS)


def close_gate(gate: Path) -> None:
    """Make processes wait that are started from now on."""
    gate.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    gate.unlink(missing_ok=True)


def open_gate(gate: Path) -> None:
    """Let all of them go on, and those that are started later too."""
    gate.touch(mode=0o600)
