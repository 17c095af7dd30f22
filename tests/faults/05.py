"""Fault 5: PostgreSQL is stopped at once (`pg_ctl stop -m immediate`) and started again, once for every ten letters."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from tests.faults.command import Size, main
from tests.faults.finding import Finding
from tests.faults.integrator import Integrator, an_integrator
from tests.faults.kills import RECOVERS_WITHIN_SECONDS
from tests.faults.mortal_postgres import MortalPostgres, a_mortal_postgres
from tests.faults.patience import until
from tests.faults.settling import settle
from tests.faults.trial import Trial, a_trial

LETTERS_A_STOP = 10


@dataclass(frozen=True, slots=True)
class PostgresStopped:
    """The fault, and the server that it happens to."""

    postgres: MortalPostgres

    def __call__(self, trial: Trial, size: Size) -> Finding:
        """Stop the database again and again while everybody is told."""
        times = max(1, size.letters // LETTERS_A_STOP)
        with an_integrator(trial, f"f05s{size.seed}") as integrator:
            under_way = integrator.offer(size.letters)
            seconds = self._stop_during_progress(integrator, times, size)
            for taken in under_way:
                taken.result()
            settlement = settle(integrator, trial.patience_seconds)
        return Finding(
            account=settlement.account,
            figures={
                "stops": times,
                "recovery_s": max(seconds),
                "requests_repeated": integrator.repeated,
                **settlement.figures(),
            },
            promises={
                f"every recovery within {RECOVERS_WITHIN_SECONDS} s": max(seconds) <= RECOVERS_WITHIN_SECONDS,
                "nobody is held after the reports": settlement.held_after_reports == 0,
            },
        )

    def _stop_during_progress(self, integrator: Integrator, times: int, size: Size) -> list[float]:
        """Return the seconds from each stop to the next letter."""
        chance, seconds = size.chance(), []
        for number in range(times):
            _wait_for(integrator, size.letters * (number + chance.random()) / (times + 1))
            stopped_at = time.monotonic()
            self.postgres.stop_at_once()
            self.postgres.start()
            # Of those under way some may be in doubt and come only with their reports; this one surely comes.
            integrator.send(1)
            _wait_for(integrator, integrator.told() + 1)
            seconds.append(round(time.monotonic() - stopped_at, 2))
        return seconds


def _wait_for(integrator: Integrator, letters: float) -> None:
    """Wait until so many have a letter, sending more people in when nobody is on the way."""
    if not integrator.in_flight():
        integrator.send(1)
    until(lambda: integrator.told() >= letters, integrator.trial.patience_seconds)


@contextmanager
def a_trial_on_postgres() -> Iterator[tuple[Trial, PostgresStopped]]:
    """Yield a system on a PostgreSQL of its own, and the fault that stops that."""
    with a_mortal_postgres() as postgres:
        url = postgres.server.create_database("trial")
        with a_trial({"KINDREGARDS_DATABASE_URL": url}) as trial:
            yield trial, PostgresStopped(postgres)


if __name__ == "__main__":
    with a_trial_on_postgres() as (one, fault):
        main("05", fault, letters=200, about=__doc__, system=nullcontext(one))
