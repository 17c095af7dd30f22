"""When a rule's condition holds: each part, its boundary, and what is missing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.applications import ExpectedInterview, Stage
from kindregards.domain.conditions import Case, condition_holds, describe_condition
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.policies import Condition
from tests.builders import a_candidate, a_competency, a_concern, an_interview_result

JUST_BELOW_60 = math.nextafter(60, 0)
JUST_ABOVE_60 = math.nextafter(60, 100)


def holds(condition: Condition, result: InterviewResult | None = None, *, country: str | None = "CN") -> bool:
    case = Case(
        stage=Stage.SCREENING,
        interview=ExpectedInterview(),
        candidate=a_candidate(country=country),
        result=result or an_interview_result(),
    )
    return condition_holds(condition, case)


def test_an_empty_condition_always_holds() -> None:
    assert holds(Condition())


@pytest.mark.parametrize(
    ("score", "below", "at_least"),
    [(0, True, False), (JUST_BELOW_60, True, False), (60.0, False, True), (60, False, True), (100, False, True)],
)
def test_score_boundaries_are_exact(*, score: float, below: bool, at_least: bool) -> None:
    result = an_interview_result(score=score)

    assert holds(Condition(score_below=60), result) is below
    assert holds(Condition(score_at_least=60), result) is at_least


@given(st.floats(min_value=0, max_value=100), st.floats(min_value=0, max_value=100))
def test_every_score_is_either_below_a_line_or_at_least_on_it(score: float, line: float) -> None:
    result = an_interview_result(score=score)

    assert holds(Condition(score_below=line), result) is not holds(Condition(score_at_least=line), result)


@pytest.mark.parametrize(("confidence", "expected"), [(0.69, True), (0.7, False), (1, False), (None, False)])
def test_an_unknown_confidence_is_not_low(*, confidence: float | None, expected: bool) -> None:
    assert holds(Condition(confidence_below=0.7), an_interview_result(confidence=confidence)) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition(stage="screening"), True),
        (Condition(stage="offer"), False),
        (Condition(source="generic"), True),
        (Condition(source="other"), False),
        (Condition(country="CN"), True),
        (Condition(country="cn"), True),
        (Condition(country="US"), False),
    ],
)
def test_stage_source_and_country_must_be_the_same(*, condition: Condition, expected: bool) -> None:
    assert holds(condition) is expected


def test_a_missing_country_matches_no_country() -> None:
    assert not holds(Condition(country="CN"), country=None)


@pytest.mark.parametrize(
    ("condition", "below", "on", "above"),
    [
        (Condition(fact="x", above=60), False, False, True),
        (Condition(fact="x", at_least=60), False, True, True),
        (Condition(fact="x", below=60), True, False, False),
        (Condition(fact="x", equals=60), False, True, False),
        (Condition(fact="x", at_least=60, below=61), False, True, True),
    ],
)
def test_bounds_of_a_fact_are_exact(*, condition: Condition, below: bool, on: bool, above: bool) -> None:
    values = {JUST_BELOW_60: below, 60: on, JUST_ABOVE_60: above}

    for value, expected in values.items():
        assert holds(condition, an_interview_result(facts={"x": value})) is expected


@pytest.mark.parametrize(
    "condition",
    [
        Condition(fact="x", above=-1e9),
        Condition(fact="x", below=1e9),
        Condition(fact="x", at_least=-1e9),
        Condition(fact="x", equals=1),
        Condition(fact="x", equals=False),
        Condition(fact="x"),
        Condition(competency="x", above=-1),
        Condition(competency="x", below=101),
    ],
)
def test_a_condition_about_something_missing_does_not_match(condition: Condition) -> None:
    result = an_interview_result(facts={}, competencies=(a_competency(name="x", score=None),))

    assert not holds(condition, result)


@pytest.mark.parametrize("value", ["40000", True])
def test_texts_and_truth_values_have_no_size(*, value: str | bool) -> None:
    result = an_interview_result(facts={"x": value})

    assert not holds(Condition(fact="x", above=0), result)
    assert not holds(Condition(fact="x", at_least=0), result)
    assert not holds(Condition(fact="x", below=1e9), result)


@pytest.mark.parametrize(
    ("value", "wanted", "expected"),
    [
        (True, True, True),
        (False, False, True),
        (True, False, False),
        (True, 1, False),
        (1, True, False),
        (0, False, False),
        (1, 1.0, True),
        ("remote", "remote", True),
        ("Remote", "remote", False),
        ("1", 1, False),
    ],
)
def test_equality_keeps_kinds_apart(*, value: float | str | bool, wanted: float | str | bool, expected: bool) -> None:
    assert holds(Condition(fact="x", equals=wanted), an_interview_result(facts={"x": value})) is expected


def test_a_competency_is_compared_by_its_score() -> None:
    result = an_interview_result(competencies=(a_competency(name="写作", score=40), a_competency(name="用户分层")))

    assert holds(Condition(competency="写作", below=50), result)
    assert not holds(Condition(competency="写作", below=40), result)
    assert not holds(Condition(competency="用户分层", below=50), result)


def test_the_first_score_of_a_competency_counts() -> None:
    scores = (None, 40, 90)
    result = an_interview_result(competencies=tuple(a_competency(name="写作", score=score) for score in scores))

    assert holds(Condition(competency="写作", equals=40), result)


def test_a_comparison_without_a_subject_never_matches() -> None:
    assert not holds(Condition(below=1e9))


def test_a_requirement_gap_is_a_concern_that_names_the_requirement() -> None:
    result = an_interview_result(concerns=(a_concern(requirement=None), a_concern(requirement="pm_years")))

    assert holds(Condition(requirement_gap="pm_years"), result)
    assert not holds(Condition(requirement_gap="english"), result)
    assert not holds(Condition(requirement_gap="pm_years"), an_interview_result(concerns=()))


def test_every_part_must_hold() -> None:
    both = Condition(score_below=60, fact="expected_salary", above=20_000, stage="screening")

    assert holds(both)
    assert not holds(both, an_interview_result(score=60))
    assert not holds(both, an_interview_result(facts={"expected_salary": 20_000}))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition(), "always"),
        (Condition(score_below=60), "score below 60"),
        (Condition(score_at_least=75.0), "score at least 75"),
        (Condition(score_below=59.999999999), "score below 59.999999999"),
        (Condition(confidence_below=0.5, stage="offer"), "confidence below 0.5 and stage is offer"),
        (Condition(fact="expected_salary", above=35_000), "expected_salary above 35000"),
        (Condition(fact="expected_salary", above=1_000_000), "expected_salary above 1000000"),
        (Condition(fact="a", at_least=1, below=2), "a at least 1 and below 2"),
        (Condition(competency="写作", below=50), "写作 below 50"),
        (Condition(fact="remote", equals=True), "remote is True"),
        (Condition(fact="remote"), "remote is known"),
        (Condition(requirement_gap="pm_years"), "requirement pm_years not met"),
        (Condition(source="hirevue", country="CN"), "source is hirevue and country is CN"),
    ],
)
def test_a_condition_reads_as_words(condition: Condition, words: str) -> None:
    assert describe_condition(condition) == words
