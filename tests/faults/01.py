"""Fault 1: kill -9 of the worker, once for every ten letters; beside it the same letters by plain retries."""

from tests.faults.command import Size, main
from tests.faults.finding import Finding
from tests.faults.integrator import an_integrator
from tests.faults.kills import RECOVERS_WITHIN_SECONDS, Kills, kill_during_progress
from tests.faults.plain_retries import plain_retries
from tests.faults.settling import settle
from tests.faults.trial import Trial

LETTERS_A_KILL = 10


def worker_killed(trial: Trial, size: Size) -> Finding:
    """Kill the worker again and again while it tells everybody, then do the same to plain retries."""
    times = max(1, size.letters // LETTERS_A_KILL)
    with an_integrator(trial, f"f01s{size.seed}") as integrator:
        kills = Kills(integrator=integrator)
        integrator.offer(size.letters)
        kill_during_progress(kills, "worker", times=times, letters=size.letters, chance=size.chance())
        settlement = settle(integrator, trial.patience_seconds)
    plain = plain_retries(trial, size, times)
    slowest = max(kills.recovery_seconds["worker"])
    return Finding(
        account=settlement.account,
        figures={
            "kills": times,
            "recovery_s": slowest,
            "slowest_letter_s": integrator.slowest_letter_seconds(),
            "held_bound": len(kills.attempts_in_flight),
            **settlement.figures(),
            "plain_retries": plain.figures(),
        },
        promises={
            **settlement.promises(len(kills.attempts_in_flight)),
            f"every recovery within {RECOVERS_WITHIN_SECONDS} s": slowest <= RECOVERS_WITHIN_SECONDS,
        },
    )


if __name__ == "__main__":
    main("01", worker_killed, letters=1000, about=__doc__)
