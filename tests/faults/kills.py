"""Killing parts of a system by kill -9, and how long it takes until the system is itself again."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from random import Random

import httpx

from kindregards import clock
from kindregards.supervision.whole_system import is_ready
from tests.faults.integrator import Integrator
from tests.faults.patience import until
from tests.faults.trial import Trial

RECOVERS_WITHIN_SECONDS = 30
"""The promise for every kill."""
_GIVES_UP_AFTER_SECONDS = 90.0


class NotRecoveredError(AssertionError):
    """A killed part did not come back to work."""


@dataclass(kw_only=True)
class Kills:
    """What was killed, what was in flight at those moments, and how long each recovery took."""

    integrator: Integrator
    counts: dict[str, int] = field(default_factory=dict)
    recovery_seconds: dict[str, list[float]] = field(default_factory=dict)
    attempts_in_flight: set[str] = field(default_factory=set)
    """Attempts whose fate nobody could know when a process died: as many letters may have to be held."""
    fewest_in_flight: int | None = None

    @property
    def trial(self) -> Trial:
        """Return the system under trial."""
        return self.integrator.trial

    def kill(self, part: str) -> None:
        """Kill a part, and wait until its successor works: it takes applications in, or hands letters over."""
        in_flight = self.integrator.in_flight()
        self.fewest_in_flight = in_flight if self.fewest_in_flight is None else min(self.fewest_in_flight, in_flight)
        before = self.trial.pid_of(part)
        killed_at = time.monotonic()
        self.trial.kill(part)
        self.attempts_in_flight |= self.trial.attempts_in_flight()
        if part == "supervisor":
            self.trial.start()
        _eventually(f"another {part}", lambda: self.trial.pid_of(part) not in {before, None})
        self._wait_until_it_works(part)
        self.counts[part] = self.counts.get(part, 0) + 1
        self.recovery_seconds.setdefault(part, []).append(round(time.monotonic() - killed_at, 2))

    def slowest_recovery(self) -> dict[str, float]:
        """Return the longest recovery of each part."""
        return {part: max(seconds) for part, seconds in self.recovery_seconds.items()}

    def _wait_until_it_works(self, part: str) -> None:
        if part == "web":
            _eventually("an answer of the web process", lambda: _serves(self.trial))
            return
        back_at = clock.now()
        _eventually("a letter after the kill", lambda: self._was_handed_over_since(back_at))

    def _was_handed_over_since(self, moment: datetime) -> bool:
        if not self.integrator.in_flight():
            self.integrator.offer(1)
        letters = self.trial.fake.ledger.requests(accepted=True)
        return bool(letters) and letters[-1].at > moment


def kill_during_progress(kills: Kills, part: str, *, times: int, letters: int, chance: Random) -> None:
    """Kill a part that many times, evenly spread over the progress of the letters, at moments that chance gives."""
    for number in range(times):
        due = letters * (number + chance.random()) / (times + 1)
        _eventually(f"letter {due:.0f}", partial(_has_come_to, kills, due))
        kills.kill(part)


def _has_come_to(kills: Kills, due: float) -> bool:
    """Say whether so many letters are behind us; those in flight at a kill may be held until their reports come."""
    return kills.integrator.told() + len(kills.attempts_in_flight) >= due


def _serves(trial: Trial) -> bool:
    return is_ready(trial.system.url) and httpx.get(f"{trial.system.url}/health/live", trust_env=False).is_success


def _eventually(what: str, holds: Callable[[], bool]) -> None:
    if not until(holds, _GIVES_UP_AFTER_SECONDS):
        raise NotRecoveredError(f"{what} did not come within {_GIVES_UP_AFTER_SECONDS:.0f} s.")
