"""Which way a policy sends a result."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.applications import ExpectedInterview, Stage
from kindregards.domain.assessment import CONFIDENCE_FLOOR, Assessment, Flag, assess
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.policies import Branch, Condition, Policy, Rule
from tests.builders import a_candidate, a_policy, an_interview_result

REJECT_BELOW_60 = Rule(when=Condition(score_below=60), then=Branch.REJECT, reason="skills_gap")


def judge(
    result: InterviewResult | None = None, *, policy: Policy | None = None, country: str | None = "CN"
) -> Assessment:
    return assess(
        policy=policy or a_policy(),
        stage=Stage.SCREENING,
        candidate=a_candidate(country=country),
        interview=ExpectedInterview(),
        result=result or an_interview_result(),
    )


@pytest.mark.parametrize(
    ("score", "branch"),
    [
        (0, Branch.REJECT),
        (59.99, Branch.REJECT),
        (math.nextafter(60, 0), Branch.REJECT),
        (60.0, Branch.REVIEW),
        (74.99, Branch.REVIEW),
        (math.nextafter(75, 0), Branch.REVIEW),
        (75.0, Branch.ADVANCE),
        (100, Branch.ADVANCE),
    ],
)
def test_the_default_policy_branches_exactly_on_its_lines(score: float, branch: Branch) -> None:
    assert judge(an_interview_result(score=score)).branch is branch


def test_a_rejection_names_its_rule_and_reason() -> None:
    assert judge() == Assessment(
        branch=Branch.REJECT, rule="rule 2: score below 60", rule_number=2, reason="interview_performance"
    )


def test_an_advance_has_neither_reason_nor_flag() -> None:
    assessment = judge(an_interview_result(score=80))

    assert assessment == Assessment(branch=Branch.ADVANCE, rule="rule 3: score at least 75", rule_number=3, reason=None)


def test_a_borderline_score_goes_to_a_person_with_the_rules_reason() -> None:
    assessment = judge(an_interview_result(score=70))

    assert assessment.rule == "rule 4: always"
    assert assessment.reason == "interview_performance"
    assert assessment.flags == (Flag.BORDERLINE_RULE,)


@pytest.mark.parametrize("score", [10, 70, 90])
def test_the_first_matching_rule_wins_whatever_comes_after(score: float) -> None:
    assessment = judge(an_interview_result(score=score, facts={"expected_salary": 35_001}))

    assert assessment.rule == "rule 1: expected_salary above 35000"
    assert assessment.branch is Branch.REVIEW
    assert assessment.reason == "salary_expectation"


def test_a_salary_on_the_line_is_not_above_it() -> None:
    assert judge(an_interview_result(facts={"expected_salary": 35_000})).rule_number == 2


def test_a_missing_fact_skips_its_rule() -> None:
    assert judge(an_interview_result(facts={})).rule_number == 2


def test_when_no_rule_matches_a_person_decides() -> None:
    assessment = judge(an_interview_result(score=60), policy=a_policy(rules=(REJECT_BELOW_60,)))

    assert assessment == Assessment(
        branch=Branch.REVIEW,
        rule="no rule matched",
        rule_number=None,
        reason="interview_performance",
        flags=(Flag.NO_RULE_MATCHED,),
    )


def test_a_policy_without_rules_sends_everybody_to_a_person() -> None:
    assert judge(policy=a_policy(rules=())).branch is Branch.REVIEW


def test_with_automatic_rejection_off_a_person_decides() -> None:
    assessment = judge(policy=a_policy(automatic_rejection=False))

    assert assessment.branch is Branch.REVIEW
    assert assessment.flags == (Flag.AUTOMATIC_REJECTION_OFF,)
    assert assessment.rule == "rule 2: score below 60"


@pytest.mark.parametrize("country", ["DE", "FR", "NO", "GB", None, "XX"])
def test_where_the_law_wants_a_person_nobody_is_rejected_by_rule(country: str | None) -> None:
    assessment = judge(country=country)

    assert assessment.branch is Branch.REVIEW
    assert assessment.flags == (Flag.LAW_WANTS_PERSON,)
    assert assessment.reason == "interview_performance"


@pytest.mark.parametrize("country", ["CN", "US", "SG"])
def test_elsewhere_the_policy_decides(country: str) -> None:
    assert judge(country=country).branch is Branch.REJECT


@pytest.mark.parametrize(
    ("confidence", "branch"),
    [
        (0, Branch.REVIEW),
        (math.nextafter(CONFIDENCE_FLOOR, 0), Branch.REVIEW),
        (CONFIDENCE_FLOOR, Branch.REJECT),
        (1, Branch.REJECT),
        (None, Branch.REJECT),
    ],
)
def test_a_doubtful_score_rejects_nobody_by_itself(confidence: float | None, branch: Branch) -> None:
    assessment = judge(an_interview_result(confidence=confidence))

    assert assessment.branch is branch
    assert (Flag.LOW_CONFIDENCE in assessment.flags) is (branch is Branch.REVIEW)


def test_every_doubt_is_named() -> None:
    assessment = judge(an_interview_result(confidence=0.1), policy=a_policy(automatic_rejection=False), country="DE")

    assert assessment.flags == (Flag.LOW_CONFIDENCE, Flag.LAW_WANTS_PERSON, Flag.AUTOMATIC_REJECTION_OFF)


@pytest.mark.parametrize("country", ["DE", None])
def test_an_advance_needs_no_person_anywhere(country: str | None) -> None:
    result = an_interview_result(score=90, confidence=0.1)

    assert judge(result, policy=a_policy(automatic_rejection=False), country=country).branch is Branch.ADVANCE


@pytest.mark.parametrize("branch", [Branch.REVIEW, Branch.REJECT])
def test_a_rule_without_a_reason_still_offers_one(branch: Branch) -> None:
    assert judge(policy=a_policy(rules=(Rule(then=branch),))).reason == "interview_performance"


@pytest.mark.parametrize("stage", list(Stage))
def test_a_rule_for_one_stage_leaves_the_others_alone(stage: Stage) -> None:
    rule = Rule(when=Condition(stage="offer"), then=Branch.ADVANCE)

    assessment = assess(
        policy=a_policy(rules=(rule,)),
        stage=stage,
        candidate=a_candidate(),
        interview=ExpectedInterview(),
        result=an_interview_result(),
    )

    assert (assessment.branch is Branch.ADVANCE) is (stage is Stage.OFFER)


scores = st.floats(min_value=0, max_value=100)
conditions = st.builds(
    Condition,
    score_below=st.none() | scores,
    score_at_least=st.none() | scores,
    confidence_below=st.none() | st.floats(min_value=0, max_value=1),
    stage=st.none() | st.sampled_from(["screening", "offer"]),
    fact=st.none() | st.just("expected_salary"),
    above=st.none() | st.floats(min_value=0, max_value=1e6),
)
rules = st.builds(Rule, when=conditions, then=st.sampled_from(Branch), reason=st.none() | st.just("skills_gap"))
policies = st.builds(a_policy, rules=st.lists(rules, max_size=6).map(tuple), automatic_rejection=st.booleans())
results = st.builds(
    an_interview_result,
    score=scores,
    confidence=st.none() | st.floats(min_value=0, max_value=1),
    facts=st.dictionaries(st.just("expected_salary"), st.floats(min_value=0, max_value=1e6)),
)
countries = st.sampled_from([None, "CN", "DE", "US", "GB", "XX"])


@given(policies, results, countries)
def test_a_rejection_has_a_reason_and_no_doubt_and_a_review_says_why(
    policy: Policy, result: InterviewResult, country: str | None
) -> None:
    assessment = judge(result, policy=policy, country=country)

    assert bool(assessment.flags) is (assessment.branch is Branch.REVIEW)
    assert (assessment.reason is None) is (assessment.branch is Branch.ADVANCE)
    if assessment.branch is Branch.REJECT:
        assert policy.automatic_rejection
        assert country in {"CN", "US"}
        assert result.confidence is None or result.confidence >= CONFIDENCE_FLOOR


@given(policies, results)
def test_rules_after_the_one_that_fired_change_nothing(policy: Policy, result: InterviewResult) -> None:
    assessment = judge(result, policy=policy)

    if assessment.rule_number is not None:
        shorter = a_policy(rules=policy.rules[: assessment.rule_number], automatic_rejection=policy.automatic_rejection)
        assert judge(result, policy=shorter) == assessment


@given(policies, results, countries)
def test_the_same_question_has_the_same_answer(policy: Policy, result: InterviewResult, country: str | None) -> None:
    assert judge(result, policy=policy, country=country) == judge(result, policy=policy, country=country)
