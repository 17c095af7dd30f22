"""The policies of the demo: real rules, with days turned into seconds."""

from itertools import pairwise
from typing import Any

from kindregards.demo.pace import Pace
from kindregards.domain.tours import Scenario, TourZone

Policy = dict[str, Any]  # Any: the body of PUT /v1/policies/{name}

_AT_ANY_HOUR = {"from": "00:00", "to": "24:00", "days": "all"}


def policy_name(scenario: Scenario, pace: Pace) -> str:
    """Return the name under which a scenario's policy is kept."""
    return f"{pace.policies}-{scenario.value}"


def policy_for(scenario: Scenario, pace: Pace) -> Policy:
    """Return a scenario's policy, each duration as the API writes it."""
    # In the story the reviewer calls before they decide, so no call has to be waited for afterwards.
    reminder = {"after": f"PT{pace.reminded_after}S", "channel": "sms"}
    return {
        "rules": _RULES[scenario],
        "review": {"due": "PT2M", "remind": "PT1M", "escalate": "PT2M", "hold": "PT30M"},
        "telling": {
            "cooling_off": f"PT{pace.cooling_off}S",
            "window": _AT_ANY_HOUR,
            "person_gap": "PT0S",
            "call_first": False,
        },
        "reminders": [reminder] if scenario in _REMINDING else [],
        "appeal_window": "PT2H",
    }


_REMINDING = frozenset({Scenario.SECOND_ROUND})
_PERFORMANCE = "interview_performance"
_RULES: dict[Scenario, list[Policy]] = {
    Scenario.SCREENING: [
        {"when": {"score_below": 60}, "then": "reject", "reason": _PERFORMANCE},
        {"when": {"score_at_least": 75}, "then": "advance"},
        {"when": {"requirement_gap": "pm_years"}, "then": "review", "reason": "experience_gap"},
        {"then": "review", "reason": _PERFORMANCE},
    ],
    Scenario.SECOND_ROUND: [
        {"when": {"score_below": 60}, "then": "reject", "reason": _PERFORMANCE},
        {"when": {"score_at_least": 75}, "then": "advance"},
        {"when": {"requirement_gap": "b2b"}, "then": "review", "reason": "skills_gap"},
        {"then": "review", "reason": _PERFORMANCE},
    ],
    # Nobody who came this far is turned down without a person.
    Scenario.OFFER: [
        {"when": {"score_at_least": 80}, "then": "advance"},
        {"then": "review", "reason": "other_candidates_fit_better"},
    ],
}


def zones_of(scenario: Scenario) -> tuple[TourZone, ...]:
    """Return what the score alone leads to, from 0 to 100: what a picture of the rules shows."""
    rules = [rule for rule in _RULES[scenario] if set(rule.get("when", {})) <= {"score_below", "score_at_least"}]
    lines = sorted({0, 100, *(line for rule in rules for line in rule.get("when", {}).values())})
    return tuple(
        TourZone(start=start, end=end, branch=next(rule["then"] for rule in rules if _holds(rule, start)))
        for start, end in pairwise(lines)
    )


def _holds(rule: Policy, score: float) -> bool:
    when = rule.get("when", {})
    return bool(when.get("score_at_least", 0) <= score < when.get("score_below", 101))
