"""Fault 3: kill -9 of the web process while applications come in and reviewers decide."""

import time
from collections import Counter

from tests.faults.command import Size, main
from tests.faults.finding import Finding
from tests.faults.integrator import Integrator, an_integrator
from tests.faults.kills import RECOVERS_WITHIN_SECONDS, Kills
from tests.faults.patience import until
from tests.faults.settling import settle
from tests.faults.trial import Trial

LETTERS_A_KILL = 20
DOUBTFUL_SCORE = 65


def web_killed(trial: Trial, size: Size) -> Finding:
    """Kill the web process while half of the people come in, and again while a reviewer decides about them."""
    times = max(1, size.letters // LETTERS_A_KILL // 2)
    with an_integrator(trial, f"f03s{size.seed}") as integrator:
        kills = Kills(integrator=integrator)
        doubtful = integrator.offer(size.letters // 2, score=DOUBTFUL_SCORE)
        integrator.offer(size.letters - size.letters // 2)
        _kill_between(kills, times, size)
        cases = [taken.result() for taken in doubtful]
        decisions = [integrator.hands.submit(_decide, integrator, case) for case in cases]
        _kill_between(kills, times, size)
        codes = [decision.result() for decision in decisions]
        settlement = settle(integrator, trial.patience_seconds)
    slowest = max(kills.recovery_seconds["web"])
    return Finding(
        account=settlement.account,
        figures={
            "kills": len(kills.recovery_seconds["web"]),
            "decisions": Counter(codes),
            "requests_repeated": integrator.repeated,
            "recovery_s": slowest,
            **settlement.figures(),
        },
        promises={
            f"every recovery within {RECOVERS_WITHIN_SECONDS} s": slowest <= RECOVERS_WITHIN_SECONDS,
            "nobody is held": settlement.held_at_first == 0,
            "every decision is taken once": set(codes) <= {"decided", "already_decided"},
        },
    )


def _kill_between(kills: Kills, times: int, size: Size) -> None:
    chance = size.chance()
    for _ in range(times):
        time.sleep(chance.uniform(0.0, 0.5))
        kills.kill("web")


def _decide(integrator: Integrator, application_id: str) -> str:
    """Decide one case, again and again until an answer comes; return `decided` or the code of a refusal."""
    path = f"/v1/applications/{application_id}"
    if not until(lambda: integrator.ask("GET", path)["review_id"] is not None, integrator.trial.patience_seconds):
        return "never_reviewed"
    review = f"/v1/reviews/{integrator.ask('GET', path)['review_id']}"
    case = integrator.ask("GET", review)
    body = {
        "outcome": "reject",
        "reason": case["reason"],
        "version": case["version"],
        "letter_hash": case["letter"]["hash"],
    }
    return str(integrator.ask("POST", f"{review}/decision", json=body).get("code", "decided"))


if __name__ == "__main__":
    main("03", web_killed, letters=400, about=__doc__)
