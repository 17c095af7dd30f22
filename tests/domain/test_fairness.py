from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.fairness import SMALLEST_GROUP, Evaluated, Finding, GroupFigures, fairness_report, is_fair
from kindregards.domain.threshold_sweep import sweep
from kindregards.exact_test import fisher


def people(group: str, *, selected: int, of: int, dimension: str = "sex") -> list[Evaluated]:
    return [
        Evaluated(score=80 if number < selected else 40, is_selected=number < selected, groups={dimension: group})
        for number in range(of)
    ]


def figures(everybody: Iterable[Evaluated]) -> dict[str, GroupFigures]:
    return {each.group: each for dimension in fairness_report(list(everybody), fisher) for each in dimension.groups}


def test_the_ratios_of_local_law_144_are_those_of_the_rules_own_example() -> None:
    # 6 RCNY 5-301, example for a tool that selects: male 667 of 1,390, female 555 of 1,181.
    found = figures([*people("male", selected=667, of=1390), *people("female", selected=555, of=1181)])

    assert found["male"].selection_rate == pytest.approx(0.48, abs=0.005)
    assert found["male"].impact_ratio == 1
    assert found["female"].selection_rate == pytest.approx(0.47, abs=0.005)
    assert found["female"].impact_ratio == pytest.approx(0.979, abs=0.0005)
    assert found["female"].finding is Finding.ALIKE


def test_half_the_rate_of_the_best_group_is_a_disadvantage() -> None:
    # The Uniform Guidelines' questions and answers: 48 of 80 against 12 of 40, a ratio of one half.
    found = figures([*people("a", selected=48, of=80), *people("b", selected=12, of=40)])

    assert found["b"].impact_ratio == pytest.approx(0.5)
    assert found["b"].finding is Finding.DISADVANTAGED


@pytest.mark.parametrize(
    ("table", "expected"),
    [((8, 2, 1, 5), 0.034965), ((3, 1, 1, 3), 0.485714), ((10, 10, 10, 10), 1.0), ((0, 30, 30, 0), 0.0)],
)
def test_the_exact_test_gives_the_known_values(table: tuple[int, int, int, int], expected: float) -> None:
    assert fisher(*table) == pytest.approx(expected, abs=1e-6)


def test_a_ratio_below_four_fifths_that_chance_may_explain_is_told_apart() -> None:
    found = figures([*people("a", selected=15, of=30), *people("b", selected=11, of=30)])

    assert found["b"].impact_ratio == pytest.approx(11 / 15)
    assert found["b"].finding is Finding.BELOW_FOUR_FIFTHS


def test_a_small_group_is_too_few_to_say_and_no_reference() -> None:
    found = figures([*people("few", selected=29, of=29), *people("many", selected=50, of=100)])

    assert found["few"].finding is Finding.TOO_FEW
    assert found["few"].impact_ratio is None
    assert found["many"].finding is Finding.REFERENCE


def test_exactly_four_fifths_is_alike() -> None:
    found = figures([*people("a", selected=50, of=100), *people("b", selected=40, of=100)])

    assert found["b"].impact_ratio == pytest.approx(0.8)
    assert found["b"].finding is Finding.ALIKE


def test_two_declarations_together_show_what_each_alone_hides() -> None:
    def crowd(sex: str, age: str, selected: int) -> list[Evaluated]:
        return [
            Evaluated(score=80, is_selected=number < selected, groups={"sex": sex, "age": age}) for number in range(100)
        ]

    everybody = [*crowd("f", "old", 20), *crowd("f", "young", 80), *crowd("m", "old", 80), *crowd("m", "young", 20)]

    report = {each.dimension: each for each in fairness_report(everybody, fisher)}

    assert report["sex"].is_fair
    assert report["age"].is_fair
    assert not report["age × sex"].is_fair
    assert not is_fair(report.values())


def test_nobody_selected_anywhere_is_no_disadvantage() -> None:
    found = figures([*people("a", selected=0, of=40), *people("b", selected=0, of=40)])

    assert {each.finding for each in found.values()} == {Finding.REFERENCE, Finding.ALIKE}


def test_scoring_rates_count_who_lies_above_everybodys_median() -> None:
    scores = {"a": [50.0, 60.0, 70.0, 80.0], "b": [10.0, 20.0, 75.0, 30.0]}
    everybody = [
        Evaluated(score=score, is_selected=True, groups={"sex": group})
        for group, given_scores in scores.items()
        for score in given_scores * 10
    ]

    found = figures(everybody)

    # The median of the eighty scores lies between 50 and 60.
    assert found["a"].scoring_rate == pytest.approx(0.75)
    assert found["b"].scoring_rate == pytest.approx(0.25)
    assert found["b"].scoring_impact_ratio == pytest.approx(1 / 3)


def test_a_sweep_names_the_lines_that_put_a_group_at_a_disadvantage() -> None:
    everybody = [
        Evaluated(score=score, is_selected=False, groups={"sex": group})
        for group, given_score in (("a", 70.0), ("b", 50.0))
        for score in [given_score] * 50
    ]

    points = {point.threshold: point for point in sweep(everybody, fisher)}

    assert points[50].disadvantaged == ()
    assert points[60].disadvantaged == ("sex: b",)
    assert points[60].passing == pytest.approx(0.5)
    assert points[75].disadvantaged == ()


@given(
    st.lists(
        st.builds(
            Evaluated,
            score=st.floats(0, 100),
            is_selected=st.booleans(),
            groups=st.dictionaries(st.sampled_from(["sex", "age"]), st.sampled_from("xyz")),
        ),
        max_size=200,
    )
)
def test_ratios_lie_between_nothing_and_one_and_small_groups_have_none(everybody: list[Evaluated]) -> None:
    for dimension in fairness_report(everybody, fisher):
        for group in dimension.groups:
            if group.people < SMALLEST_GROUP:
                assert group.finding is Finding.TOO_FEW
            elif group.impact_ratio is not None:
                assert 0 <= group.impact_ratio <= 1
