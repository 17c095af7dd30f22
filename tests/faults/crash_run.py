"""kill -9 of worker, Temporal, web and supervisor while hundreds are in flight, and nobody is lost or told twice.

`python -m tests.faults.crash_run --letters 200 --seed 1`: `--letters` is how many are in flight at each kill.
"""

import time
from collections.abc import Mapping
from random import Random

from tests.faults.command import Size, main
from tests.faults.finding import Finding
from tests.faults.integrator import Integrator, an_integrator
from tests.faults.kills import RECOVERS_WITHIN_SECONDS, Kills
from tests.faults.settling import settle
from tests.faults.trial import Trial

PLAN = {"worker": 20, "temporal": 5, "web": 5, "supervisor": 2}
_INTAKE_UNDER_WAY = 20
_LONGEST_PAUSE_SECONDS = 1.5


def crash_run(trial: Trial, size: Size, plan: Mapping[str, int] = PLAN) -> Finding:
    """Kill every part as often as planned, in an order that chance gives, and take account."""
    with an_integrator(trial, f"crash{size.seed}") as integrator:
        kills = _kill_as_planned(integrator, size, plan)
        settlement = settle(integrator, trial.patience_seconds)
    slowest = kills.slowest_recovery()
    return Finding(
        account=settlement.account,
        figures={
            "kills": kills.counts,
            "fewest_in_flight": kills.fewest_in_flight,
            "recovery_s": slowest,
            "slowest_letter_s": integrator.slowest_letter_seconds(),
            "requests_repeated": integrator.repeated,
            "held_bound": len(kills.attempts_in_flight),
            **settlement.figures(),
        },
        promises={
            **settlement.promises(len(kills.attempts_in_flight)),
            f"every recovery within {RECOVERS_WITHIN_SECONDS} s": max(slowest.values()) <= RECOVERS_WITHIN_SECONDS,
            f"at least {size.letters} in flight at each kill": (kills.fewest_in_flight or 0) >= size.letters,
        },
    )


def _kill_as_planned(integrator: Integrator, size: Size, plan: Mapping[str, int]) -> Kills:
    chance, kills = size.chance(), Kills(integrator=integrator)
    for part in _in_some_order(plan, chance):
        integrator.fill_up(size.letters + _INTAKE_UNDER_WAY)
        under_way = integrator.offer(_INTAKE_UNDER_WAY)
        time.sleep(chance.uniform(0, _LONGEST_PAUSE_SECONDS))
        integrator.fill_up(size.letters)
        kills.kill(part)
        for taken in under_way:
            taken.result()
    return kills


def _in_some_order(plan: Mapping[str, int], chance: Random) -> list[str]:
    parts = [part for part, times in plan.items() for _ in range(times)]
    chance.shuffle(parts)
    return parts


if __name__ == "__main__":
    main("crash_run", crash_run, letters=200, about=__doc__)
