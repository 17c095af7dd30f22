"""Processor time of processes and of the whole machine, from /proc (Linux)."""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_IDLE, _IOWAIT = 3, 4


@dataclass(frozen=True, slots=True)
class Reading:
    """Seconds of processor time used so far by each part, and by everybody on this machine, at a moment."""

    parts: Mapping[str, float]
    everybody: float
    at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class Spent:
    """What was used between two readings, in seconds; `others` is the share of all cores that strangers took."""

    parts: Mapping[str, float]
    others: float


def read(pids: Mapping[str, int]) -> Reading:
    """Return what the named processes have used."""
    return Reading({part: _of_process(pid) for part, pid in pids.items()}, _of_everybody())


def spent(before: Reading, after: Reading) -> Spent:
    """Return the difference."""
    parts = {part: used - before.parts[part] for part, used in after.parts.items()}
    capacity = (after.at - before.at) * (os.cpu_count() or 1)
    return Spent(parts, max(0.0, after.everybody - before.everybody - sum(parts.values())) / capacity)


def _of_process(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _of_everybody() -> float:
    ticks = [int(each) for each in Path("/proc/stat").read_text(encoding="utf-8").partition("\n")[0].split()[1:9]]
    return (sum(ticks) - ticks[_IDLE] - ticks[_IOWAIT]) / _TICKS
