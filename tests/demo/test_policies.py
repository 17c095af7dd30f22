"""The rules of the demo: what the picture of them shows is what they say."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.schemas.policies import PolicyBody
from kindregards.demo.pace import LEISURELY, QUICK, Pace
from kindregards.demo.policies import policy_for, zones_of
from kindregards.domain.applications import ExpectedInterview, Stage
from kindregards.domain.assessment import assess
from kindregards.domain.policies import Policy
from kindregards.domain.tours import Scenario
from kindregards.http.json_bodies import parse_json
from tests.builders import a_candidate, an_interview_result


def policy_of(scenario: Scenario, pace: Pace = QUICK) -> Policy:
    return parse_json(json.dumps(policy_for(scenario, pace)).encode(), PolicyBody).value()


@given(scenario=st.sampled_from(Scenario), score=st.floats(min_value=0, max_value=99.9))
def test_the_picture_says_what_the_rules_answer(scenario: Scenario, score: float) -> None:
    judged = assess(
        policy=policy_of(scenario),
        stage=Stage(scenario.stage),
        candidate=a_candidate(country="CN"),
        interview=ExpectedInterview(),
        result=an_interview_result(score=score),
    )

    [zone] = [zone for zone in zones_of(scenario) if zone.start <= score < zone.end]
    assert judged.branch == zone.branch


@pytest.mark.parametrize("scenario", Scenario)
@pytest.mark.parametrize("pace", [QUICK, LEISURELY])
def test_the_picture_covers_all_scores(scenario: Scenario, pace: Pace) -> None:
    zones = zones_of(scenario)

    assert (zones[0].start, zones[-1].end) == (0, 100)
    assert all(left.end == right.start for left, right in pairwise(zones))
    assert policy_of(scenario, pace).telling.cooling_off.total_seconds() == pace.cooling_off
