"""Fault 4: kill -9 of the Temporal server, once for every twenty letters."""

from tests.faults.command import Size, main
from tests.faults.finding import Finding
from tests.faults.integrator import an_integrator
from tests.faults.kills import RECOVERS_WITHIN_SECONDS, Kills, kill_during_progress
from tests.faults.settling import settle
from tests.faults.trial import Trial

LETTERS_A_KILL = 20


def temporal_killed(trial: Trial, size: Size) -> Finding:
    """Kill the engine again and again while everybody is told."""
    times = max(1, size.letters // LETTERS_A_KILL)
    with an_integrator(trial, f"f04s{size.seed}") as integrator:
        kills = Kills(integrator=integrator)
        integrator.offer(size.letters)
        kill_during_progress(kills, "temporal", times=times, letters=size.letters, chance=size.chance())
        settlement = settle(integrator, trial.patience_seconds)
    slowest = max(kills.recovery_seconds["temporal"])
    return Finding(
        account=settlement.account,
        figures={
            "kills": times,
            "recovery_s": slowest,
            "held_bound": len(kills.attempts_in_flight),
            **settlement.figures(),
        },
        promises={
            **settlement.promises(len(kills.attempts_in_flight)),
            f"every recovery within {RECOVERS_WITHIN_SECONDS} s": slowest <= RECOVERS_WITHIN_SECONDS,
        },
    )


if __name__ == "__main__":
    main("04", temporal_killed, letters=400, about=__doc__)
