"""The policies of the demo: real rules, with days turned into seconds."""

from typing import Any

from kindregards.demo.people import Scenario

Policy = dict[str, Any]  # Any: the body of PUT /v1/policies/{name}

REMINDED_AFTER_SECONDS = 5
"""Long enough for somebody who reads at once to confirm before it, even on a busy machine."""

_AT_ANY_HOUR = {"from": "00:00", "to": "24:00", "days": "all"}


def policy_name(scenario: Scenario) -> str:
    """Return the name under which a scenario's policy is kept."""
    return f"demo-{scenario.value}"


def policy_for(scenario: Scenario) -> Policy:
    """Return a scenario's policy."""
    return {
        "rules": _RULES[scenario],
        "review": {"due": "PT60S", "remind": "PT45S", "escalate": "PT60S", "hold": "PT10M"},
        "telling": {"cooling_off": "PT1S", "window": _AT_ANY_HOUR, "person_gap": "PT0S"},
        "reminders": _REMINDERS[scenario],
        "appeal_window": "PT2H",
    }


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
_REMINDERS: dict[Scenario, list[Policy]] = {
    Scenario.SCREENING: [],
    Scenario.SECOND_ROUND: [{"after": f"PT{REMINDED_AFTER_SECONDS}S", "channel": "sms"}],
    Scenario.OFFER: [],
}
