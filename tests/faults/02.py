"""Fault 2: the worker dies at each named point of the send path, and of the way back from a death."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults import mortal_system
from tests.faults.account import settled_account
from tests.faults.command import Size, main
from tests.faults.finding import Finding
from tests.faults.integrator import Integrator, an_integrator
from tests.faults.kills import RECOVERS_WITHIN_SECONDS
from tests.faults.patience import until
from tests.faults.points import FOLDER_VARIABLE, RECOVERY_PATH, SEND_PATH, Points
from tests.faults.settling import settle
from tests.faults.trial import Trial, a_trial

_LEADS_TO_RECOVERY = "after_reserve"
_LONGEST_DYING_SECONDS = 300.0
_A_LETTER_EVERY_SECONDS = 0.5


def died_at_each_point(trial: Trial, size: Size, points: Sequence[str] = (*SEND_PATH, *RECOVERY_PATH)) -> Finding:
    """Let workers die at one point after the other, so many times at each, while letters leave."""
    deaths: dict[str, int] = {}
    seconds: dict[str, float] = {}
    recoveries: dict[str, float] = {}
    with an_integrator(trial, f"f02s{size.seed}") as integrator:
        for point in points:
            begun = time.monotonic()
            deaths[point] = _die(integrator, points_of(trial), point, size.letters)
            seconds[point] = round((time.monotonic() - begun) / size.letters, 1)
            recoveries[point] = _recovery(integrator, trial.patience_seconds)
        settlement = settle(integrator, trial.patience_seconds)
    return Finding(
        account=settlement.account,
        figures={"deaths": deaths, "seconds_a_death": seconds, "recovery_s": recoveries, **settlement.figures()},
        promises={
            f"nothing is pending {RECOVERS_WITHIN_SECONDS} s after a point's last death": (
                max(recoveries.values()) <= RECOVERS_WITHIN_SECONDS
            ),
            "nobody is held after the reports": settlement.held_after_reports == 0,
            "every planned death was died": all(times == size.letters for times in deaths.values()),
        },
    )


def _recovery(integrator: Integrator, patience_seconds: float) -> float:
    """Return the seconds until nothing is pending: what a death broke, and what piled up while workers died."""
    begun = time.monotonic()
    settled_account(integrator, patience_seconds)
    return round(time.monotonic() - begun, 1)


def _die(integrator: Integrator, points: Points, point: str, times: int) -> int:
    """Plan the deaths, send letters in, and return how many deaths were died."""
    points.plan(point, times)
    if point in RECOVERY_PATH:
        points.plan(_LEADS_TO_RECOVERY, times)
    until(lambda: _keep_dying(points, integrator), _LONGEST_DYING_SECONDS)
    left = points.forget(point)
    points.forget(_LEADS_TO_RECOVERY)
    return times - left


def _keep_dying(points: Points, integrator: Integrator) -> bool:
    """Send one more letter as long as deaths are left: a death may take several letters along."""
    if points.left():
        integrator.send(1)
        time.sleep(_A_LETTER_EVERY_SECONDS)
    return not points.left()


def points_of(trial: Trial) -> Points:
    """Return the points at which the trial's workers may die."""
    return Points(Path(trial.environment[FOLDER_VARIABLE]))


@contextmanager
def a_mortal_trial() -> Iterator[Trial]:
    """Yield a system whose worker dies where it is told to."""
    with (
        TemporaryDirectory(prefix="kindregards-points-") as folder,
        a_trial({FOLDER_VARIABLE: folder}, command=mortal_system.command()) as trial,
    ):
        yield trial


if __name__ == "__main__":
    main("02", died_at_each_point, letters=20, about=__doc__, system=a_mortal_trial())
