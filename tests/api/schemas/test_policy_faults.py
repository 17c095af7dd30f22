"""Policies that contradict themselves or are none."""

import json

import pytest

from api.policies import PolicyInvalidError, checked_policy
from api.schemas.policies import PolicyBody
from kindregards.domain.facts import SHIPPED_FACTS
from kindregards.domain.policies import DEFAULT_POLICY
from kindregards.domain.reasons import SHIPPED_REASONS
from kindregards.http.json_bodies import parse_json
from kindregards.http.refusals import RequestInvalidError
from tests.api.bodies import Json, a_policy_body


def read(**changes: object) -> PolicyBody:
    return parse_json(json.dumps(a_policy_body(**changes)).encode(), PolicyBody)


def test_the_documentation_s_policy_is_the_shipped_one() -> None:
    assert checked_policy(read(), SHIPPED_FACTS, SHIPPED_REASONS) == DEFAULT_POLICY


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"rules": [{"then": "reject"}]}, "/rules/0", "reason_missing"),
        ({"rules": [{"then": "reject", "reason": "no_such"}]}, "/rules/0", "reason_unknown"),
        ({"rules": [{"then": "review", "reason": "salary"}]}, "/rules/0", "reason_of_candidate"),
        ({"rules": [{"then": "advance"}, {"then": "advance"}]}, "/rules/1", "rule_unreachable"),
        ({"rules": [{"when": {"score_below": 101}, "then": "advance"}]}, "/rules/0", "score_out_of_range"),
        ({"rules": [{"when": {"country": "XX"}, "then": "advance"}]}, "/rules/0", "country_unknown"),
        ({"rules": [{"when": {"stage": "third"}, "then": "advance"}]}, "/rules/0", "stage_unknown"),
        ({"rules": [{"when": {"fact": "expected_salry", "above": 1}, "then": "advance"}]}, "/rules/0", "fact_unknown"),
        (
            {
                "rules": [
                    {"when": {"score_below": 70}, "then": "reject", "reason": "language"},
                    {"when": {"score_at_least": 60}, "then": "advance"},
                ]
            },
            "/rules/1",
            "bands_overlap",
        ),
        ({"review__due": "-PT1H"}, "", "duration_negative"),
        ({"telling__cooling_off": "P400D"}, "", "duration_too_long"),
        ({"interview": {"due": "P999999D"}}, "", "duration_too_long"),
        ({"telling__window": {"from": "18:00", "to": "09:00"}}, "", "window_empty"),
        ({"telling__business_days": 1000}, "", "business_days_out_of_range"),
        ({"telling__channels": []}, "", "channels_empty"),
        ({"letter__highlights": -1}, "", "highlights_out_of_range"),
        (
            {"reminders": [{"after": "P5D", "channel": "sms"}, {"after": "P2D", "channel": "sms"}]},
            "",
            "reminders_out_of_order",
        ),
    ],
)
def test_a_contradiction_is_named_by_rule(changes: Json, pointer: str, code: str) -> None:
    with pytest.raises(PolicyInvalidError) as refused:
        checked_policy(read(**changes), SHIPPED_FACTS, SHIPPED_REASONS)

    assert (pointer, code) in [(problem.pointer, problem.code) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"rules": []}, "/rules", "too_few"),
        ({"rules": [{"then": "maybe"}]}, "/rules/0/then", "value_unknown"),
        ({"rules": [{"when": {"score": 60}, "then": "advance"}]}, "/rules/0/when/score", "field_unknown"),
        ({"rules": [{"when": {"score_below": "60"}, "then": "advance"}]}, "/rules/0/when/score_below", "type_wrong"),
        ({"rules": [{"when": {"equals": [1], "fact": "x"}, "then": "advance"}]}, "/rules/0/when/equals", "type_wrong"),
        ({"review__due": "1 day"}, "/review/due", "duration_invalid"),
        ({"review__due": 86400}, "/review/due", "duration_invalid"),
        ({"telling__window": {"from": "9"}}, "/telling/window/from", "time_invalid"),
        ({"telling__window": {"opens": "09:00"}}, "/telling/window/opens", "field_unknown"),
        ({"telling__channels": ["fax"]}, "/telling/channels/0", "value_unknown"),
        ({"automatic_rejection": "yes"}, "/automatic_rejection", "type_wrong"),
        ({"version": 3}, "/version", "field_unknown"),
    ],
)
def test_a_field_of_the_wrong_form_is_named(changes: Json, pointer: str, code: str) -> None:
    with pytest.raises(RequestInvalidError) as refused:
        read(**changes)

    assert [(problem.pointer, problem.code) for problem in refused.value.problems] == [(pointer, code)]
