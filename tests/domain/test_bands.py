"""Bands that cut into each other, and rules that find every score taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.applications import ExpectedInterview, Stage
from kindregards.domain.assessment import assess
from kindregards.domain.policies import Branch, Condition, Rule
from kindregards.domain.policy_checks import check_policy
from tests.builders import a_candidate, a_policy, an_interview_result

REASON = "interview_performance"


def rejecting(when: Condition) -> Rule:
    return Rule(when=when, then=Branch.REJECT, reason=REASON)


def problems(*rules: Rule) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.rule) for problem in check_policy(a_policy(rules=rules))]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (Condition(score_below=70), Condition(score_at_least=60)),
        (Condition(score_at_least=40, score_below=70), Condition(score_at_least=60, score_below=80)),
        (Condition(score_below=70, stage="offer"), Condition(score_at_least=60, stage="offer")),
        (Condition(fact="pm_years", below=5), Condition(fact="pm_years", at_least=3)),
        (Condition(competency="Go", above=50), Condition(competency="Go", below=51)),
    ],
)
def test_bands_that_overlap_and_disagree_are_refused_with_the_later_rule_named(
    earlier: Condition, later: Condition
) -> None:
    assert problems(rejecting(earlier), Rule(when=later, then=Branch.ADVANCE)) == [("bands_overlap", 2)]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (Condition(score_below=60), Condition(score_at_least=60)),
        (Condition(score_below=30), Condition(score_below=60)),
        (Condition(score_below=70, stage="offer"), Condition(score_at_least=60, stage="screening")),
        (Condition(fact="pm_years", below=3), Condition(fact="pm_years", at_least=3)),
        (Condition(fact="pm_years", below=5), Condition(fact="years_of_experience", at_least=3)),
        (Condition(competency="Go", above=50), Condition(competency="Go", at_least=20, below=50)),
    ],
)
def test_bands_that_touch_nest_or_measure_something_else_are_no_problem(earlier: Condition, later: Condition) -> None:
    assert problems(rejecting(earlier), Rule(when=later, then=Branch.ADVANCE)) == []


def test_a_rule_behind_bands_that_take_every_score_is_never_reached() -> None:
    found = problems(
        rejecting(Condition(score_below=60)),
        Rule(when=Condition(score_at_least=60, score_below=75), then=Branch.REVIEW, reason=REASON),
        Rule(when=Condition(score_at_least=75), then=Branch.ADVANCE),
        Rule(then=Branch.REVIEW, reason=REASON),
    )

    assert found == [("rule_unreachable", 4)]


def test_a_gap_between_bands_leaves_the_last_rule_something() -> None:
    last = Rule(then=Branch.REVIEW, reason=REASON)

    found = problems(
        rejecting(Condition(score_below=60)), Rule(when=Condition(score_at_least=60.5), then=Branch.ADVANCE), last
    )

    assert found == []


@pytest.mark.parametrize(
    ("earlier", "last"),
    [
        ([Condition(fact="pm_years", at_least=5)], Condition(fact="pm_years", above=5)),
        ([Condition(fact="pm_years", above=5)], Condition(fact="pm_years", equals=7)),
        (
            [Condition(fact="pm_years", below=3), Condition(fact="pm_years", at_least=3)],
            Condition(fact="pm_years", at_least=1, below=9, country="CN"),
        ),
        (
            [Condition(competency="Go", below=50), Condition(competency="Go", at_least=50)],
            Condition(competency="Go", at_least=0),
        ),
        (
            [Condition(score_below=60, stage="offer"), Condition(score_at_least=60, stage="offer")],
            Condition(stage="offer", country="CN"),
        ),
    ],
)
def test_a_rule_whose_values_are_taken_before_it_is_never_reached(earlier: list[Condition], last: Condition) -> None:
    found = problems(*(rejecting(each) for each in earlier), rejecting(last))

    assert found == [("rule_unreachable", len(earlier) + 1)]


bounds = st.none() | st.integers(0, 100).map(float)
score_rules = st.lists(
    st.builds(
        lambda low, high, then: Rule(when=Condition(score_at_least=low, score_below=high), then=then, reason=REASON),
        bounds,
        bounds,
        st.sampled_from(Branch),
    ),
    min_size=1,
    max_size=5,
)


@given(score_rules)
def test_a_rule_is_called_unreachable_exactly_when_no_score_reaches_it(rules: list[Rule]) -> None:
    policy = a_policy(rules=tuple(rules))
    scores = [half / 2 for half in range(201)]
    reached = {
        assess(
            policy=policy,
            stage=Stage.SCREENING,
            candidate=a_candidate(),
            interview=ExpectedInterview(),
            result=an_interview_result(score=score),
        ).rule_number
        for score in scores
    }

    found = check_policy(policy)
    useless = {problem.rule for problem in found if problem.code in {"rule_unreachable", "never_true"}}

    assert useless == set(range(1, len(rules) + 1)) - reached


years = st.none() | st.integers(0, 4).map(float)
fact_conditions = st.builds(
    lambda above, at_least, below, equals: Condition(
        fact="pm_years", above=above, at_least=at_least, below=below, equals=equals
    ),
    years,
    years,
    years,
    years,
).filter(lambda condition: condition != Condition(fact="pm_years"))


@given(st.lists(fact_conditions, min_size=1, max_size=5))
def test_a_rule_is_called_unreachable_exactly_when_no_value_of_its_fact_reaches_it(conditions: list[Condition]) -> None:
    policy = a_policy(rules=tuple(rejecting(condition) for condition in conditions))
    reached = {
        assess(
            policy=policy,
            stage=Stage.SCREENING,
            candidate=a_candidate(),
            interview=ExpectedInterview(),
            result=an_interview_result(facts={"pm_years": quarter / 4}),
        ).rule_number
        for quarter in range(-4, 24)
    }

    useless = {each.rule for each in check_policy(policy) if each.code in {"rule_unreachable", "never_true"}}

    assert useless == set(range(1, len(conditions) + 1)) - reached


def test_a_fact_that_no_interview_sent_is_refused_with_the_one_probably_meant() -> None:
    policy = a_policy(rules=(rejecting(Condition(fact="expected_salry", above=1)),))

    (problem,) = check_policy(policy, facts={"expected_salary"})
    (stranger,) = check_policy(policy, facts={"pm_years"})

    assert (problem.code, problem.rule) == ("fact_unknown", 1)
    assert "did you mean 'expected_salary'?" in problem.message
    assert "KINDREGARDS_POLICY_FACTS" in stranger.message
