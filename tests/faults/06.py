"""Fault 6: somebody else holds the database's write lock for half a minute."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Timer

from tests.faults.command import Size, main
from tests.faults.finding import Finding
from tests.faults.integrator import an_integrator
from tests.faults.settling import settle
from tests.faults.trial import Trial

LOCKED_SECONDS = 30.0


def database_locked(trial: Trial, size: Size, seconds: float = LOCKED_SECONDS) -> Finding:
    """Lock the database in the midst of intake and of telling."""
    with an_integrator(trial, f"f06s{size.seed}") as integrator:
        integrator.send(size.letters // 2)
        with _locked(trial, seconds) as unlock:
            under_way = integrator.offer(size.letters - size.letters // 2)
            unlock.join()
        for taken in under_way:
            taken.result()
        settlement = settle(integrator, trial.patience_seconds)
    return Finding(
        account=settlement.account,
        figures={"locked_s": seconds, "requests_repeated": integrator.repeated, **settlement.figures()},
        promises={"nobody is held after the reports": settlement.held_after_reports == 0},
    )


@contextmanager
def _locked(trial: Trial, seconds: float) -> Iterator[Timer]:
    """Hold SQLite's write lock from another process's point of view; the timer lets it go."""
    with closing(trial.open_database()) as connection:
        connection.execute("BEGIN IMMEDIATE")
        unlock = Timer(seconds, connection.execute, ("ROLLBACK",))
        unlock.start()
        yield unlock


if __name__ == "__main__":
    main("06", database_locked, letters=200, about=__doc__)
