"""What is refused before a policy goes live."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given

from kindregards.domain.applications import ExpectedInterview, Stage
from kindregards.domain.assessment import assess
from kindregards.domain.channels import Channel
from kindregards.domain.condition_checks import covers
from kindregards.domain.conditions import Case, condition_holds
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.policies import (
    DEFAULT_POLICY,
    Branch,
    Condition,
    LetterStyle,
    Policy,
    Reminder,
    ReviewTimes,
    Rule,
    SendWindow,
)
from kindregards.domain.policy_checks import LONGEST_RETENTION, LONGEST_WAIT, check_policy
from kindregards.domain.reasons import SHIPPED_REASONS
from tests.builders import NOW, a_candidate, a_policy, a_telling, review_times
from tests.domain.test_assessment import conditions, results, scores

SECOND = timedelta(seconds=1)


def codes(policy: Policy) -> list[str]:
    return [problem.code for problem in check_policy(policy)]


def codes_of(condition: Condition) -> list[str]:
    return codes(a_policy(rules=(Rule(when=condition, then=Branch.ADVANCE),)))


def test_the_default_policy_has_no_problem() -> None:
    assert check_policy(DEFAULT_POLICY) == ()


def test_a_policy_of_zero_waits_has_no_problem() -> None:
    zero = timedelta(0)
    policy = a_policy(
        review=review_times(due=zero, remind=zero, escalate=zero, hold=zero),
        telling=a_telling(),
        reminders=(Reminder(after=zero, channel=Channel.SMS), Reminder(after=zero, channel=Channel.EMAIL)),
        appeal_window=zero,
        retain_personal_data=zero,
    )

    assert check_policy(policy) == ()


def test_a_problem_names_its_rule_and_speaks_in_a_sentence() -> None:
    rules = (Rule(when=Condition(score_at_least=75), then=Branch.ADVANCE), Rule(then=Branch.REVIEW))

    (problem,) = check_policy(a_policy(rules=rules))

    assert problem.code == "reason_missing"
    assert problem.rule == 2
    assert problem.message == "Rule 2 sends to review but names no reason; name one from the list of reasons."


@pytest.mark.parametrize("branch", [Branch.REVIEW, Branch.REJECT])
@pytest.mark.parametrize(
    ("reason", "code"), [(None, "reason_missing"), ("bad_luck", "reason_unknown"), ("salary", "reason_of_candidate")]
)
def test_a_review_or_rejection_needs_one_of_the_companys_reasons(branch: Branch, reason: str | None, code: str) -> None:
    assert codes(a_policy(rules=(Rule(then=branch, reason=reason),))) == [code]


def test_an_advance_needs_no_reason_but_may_not_name_an_unknown_one() -> None:
    assert codes(a_policy(rules=(Rule(then=Branch.ADVANCE),))) == []
    assert codes(a_policy(rules=(Rule(then=Branch.ADVANCE, reason="bad_luck"),))) == ["reason_unknown"]


def test_a_companys_own_list_of_reasons_counts() -> None:
    policy = a_policy(rules=(Rule(then=Branch.REVIEW, reason="skills_gap"),))

    assert check_policy(policy, reasons={"skills_gap": SHIPPED_REASONS["skills_gap"]}) == ()
    assert [problem.code for problem in check_policy(policy, reasons={})] == ["reason_unknown"]


@pytest.mark.parametrize(
    ("when", "then", "found"),
    [
        (Condition(score_below=60), Branch.REJECT, ["reason_needs_evidence"]),
        (Condition(score_below=60), Branch.REVIEW, []),
        (Condition(requirement_gap="night_shifts"), Branch.REJECT, []),
    ],
)
def test_a_rule_turns_nobody_down_for_a_reason_that_rests_on_nothing(
    when: Condition, then: Branch, found: list[str]
) -> None:
    shifts = replace(SHIPPED_REASONS["skills_gap"], code="shift_work", needs_evidence=True)
    policy = a_policy(rules=(Rule(when=when, then=then, reason="shift_work"),))

    assert [problem.code for problem in check_policy(policy, reasons={"shift_work": shifts})] == found


ALWAYS = Condition()


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (ALWAYS, ALWAYS),
        (ALWAYS, Condition(score_below=60)),
        (Condition(score_below=70), Condition(score_below=60)),
        (Condition(score_below=60), Condition(score_below=60)),
        (Condition(score_at_least=60), Condition(score_at_least=75)),
        (Condition(score_below=60), Condition(score_below=60, stage="offer")),
        (Condition(fact="x", above=1), Condition(fact="x", above=2)),
        (Condition(fact="x", equals=True), Condition(fact="x", equals=True, country="CN")),
        (Condition(requirement_gap="a"), Condition(requirement_gap="a", score_below=50)),
    ],
)
def test_a_rule_behind_a_wider_one_is_never_reached(earlier: Condition, later: Condition) -> None:
    rules = (Rule(when=earlier, then=Branch.ADVANCE), Rule(when=later, then=Branch.ADVANCE))

    (problem,) = check_policy(a_policy(rules=rules))

    assert problem.code == "rule_unreachable"
    assert problem.rule == 2
    assert "matches rule 1" in problem.message


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (Condition(score_below=60), ALWAYS),
        (Condition(score_below=60), Condition(score_below=70)),
        (Condition(score_below=60), Condition(score_at_least=60)),
        (Condition(fact="x", above=1), Condition(fact="y", above=2)),
        (Condition(fact="x", above=1), Condition(competency="x", above=2)),
        (Condition(fact="x", above=1), Condition(score_below=50)),
        (Condition(fact="x", equals=True), Condition(fact="x", equals=1)),
        (Condition(stage="offer"), Condition(stage="screening")),
        (Condition(confidence_below=0.5), Condition(score_below=60)),
    ],
)
def test_a_rule_that_can_be_reached_is_no_problem(earlier: Condition, later: Condition) -> None:
    rules = (Rule(when=earlier, then=Branch.ADVANCE), Rule(when=later, then=Branch.ADVANCE))

    assert check_policy(a_policy(rules=rules)) == ()


@pytest.mark.parametrize("senseless", [Condition(above=1), Condition(fact="x"), Condition(competency="x")])
def test_a_condition_that_makes_no_sense_covers_nothing_about_another_subject(senseless: Condition) -> None:
    assert not covers(senseless, Condition(fact="y", above=2))


@given(conditions, conditions, results)
def test_whatever_matches_the_covered_condition_matches_the_covering_one(
    wide: Condition, narrow: Condition, result: InterviewResult
) -> None:
    case = Case(stage=Stage.SCREENING, interview=ExpectedInterview(), candidate=a_candidate(), result=result)

    if covers(wide, narrow) and condition_holds(narrow, case):
        assert condition_holds(wide, case)


@given(scores)
def test_with_the_default_policy_some_rule_always_matches(score: float) -> None:
    result = InterviewResult(result_id="r", score=score, completed_at=NOW)

    assessment = assess(
        policy=DEFAULT_POLICY, stage=Stage.OFFER, candidate=a_candidate(), interview=ExpectedInterview(), result=result
    )

    assert assessment.rule_number is not None


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        (Condition(score_below=100.1), "score_out_of_range"),
        (Condition(score_below=-1), "score_out_of_range"),
        (Condition(score_at_least=-0.1), "score_out_of_range"),
        (Condition(score_at_least=101), "score_out_of_range"),
        (Condition(competency="x", below=101), "score_out_of_range"),
        (Condition(competency="x", above=-1), "score_out_of_range"),
        (Condition(competency="x", at_least=1e9), "score_out_of_range"),
        (Condition(confidence_below=1.1), "confidence_out_of_range"),
        (Condition(confidence_below=-0.1), "confidence_out_of_range"),
        (Condition(stage="lunch"), "stage_unknown"),
        (Condition(country="XX"), "country_unknown"),
        (Condition(country="cn"), "country_unknown"),
        (Condition(fact="x"), "comparison_missing"),
        (Condition(competency="x"), "comparison_missing"),
        (Condition(above=1), "subject_missing"),
        (Condition(equals=False), "subject_missing"),
        (Condition(fact="x", competency="y", above=1), "two_subjects"),
        (Condition(competency="x", equals="good"), "equals_not_a_score"),
        (Condition(competency="x", equals=True), "equals_not_a_score"),
        (Condition(score_at_least=60, score_below=60), "never_true"),
        (Condition(score_at_least=75, score_below=60), "never_true"),
        (Condition(score_below=0), "never_true"),
        (Condition(confidence_below=0), "never_true"),
        (Condition(fact="x", at_least=5, below=5), "never_true"),
        (Condition(fact="x", above=5, below=5), "never_true"),
        (Condition(fact="x", equals=5, above=5), "never_true"),
        (Condition(fact="x", equals=5, below=5), "never_true"),
        (Condition(fact="x", equals=5, at_least=6), "never_true"),
        (Condition(fact="x", equals="a", above=5), "never_true"),
        (Condition(fact="x", equals=True, at_least=0), "never_true"),
        (Condition(fact="x", above=float("nan")), "not_a_number"),
        (Condition(fact="x", below=float("inf")), "not_a_number"),
    ],
)
def test_a_condition_that_makes_no_sense_is_named(condition: Condition, code: str) -> None:
    assert codes_of(condition) == [code]


@pytest.mark.parametrize(
    "condition",
    [
        Condition(score_below=100),
        Condition(score_at_least=0),
        Condition(score_at_least=60, score_below=75),
        Condition(confidence_below=1),
        Condition(fact="x", above=1, below=2),
        Condition(fact="x", equals=5, at_least=5),
        Condition(fact="x", equals=5, above=4),
        Condition(fact="x", equals=5, below=6),
        Condition(fact="salary", above=1e7),
        Condition(fact="debt", below=-1),
        Condition(fact="remote", equals=False),
        Condition(competency="x", equals=0),
        Condition(stage="second_round", source="hirevue", country="DE"),
    ],
)
def test_a_condition_on_the_edge_of_sense_is_fine(condition: Condition) -> None:
    assert codes_of(condition) == []


WAITS: list[tuple[str, dict[str, Any]]] = [  # mixed fields of a policy
    ("review.due", {"review": review_times(due=-SECOND)}),
    ("review.remind", {"review": review_times(remind=-SECOND)}),
    ("review.escalate", {"review": review_times(escalate=-SECOND)}),
    ("review.hold", {"review": review_times(hold=-SECOND)}),
    ("telling.cooling_off", {"telling": a_telling(cooling_off=-SECOND)}),
    ("telling.person_gap", {"telling": a_telling(person_gap=-SECOND)}),
    ("reminders[0].after", {"reminders": (Reminder(after=-SECOND, channel=Channel.SMS),)}),
    ("appeal_window", {"appeal_window": -SECOND}),
    ("retain_personal_data", {"retain_personal_data": -SECOND}),
]


@pytest.mark.parametrize(("name", "changes"), WAITS)
def test_a_negative_wait_is_named(name: str, changes: dict[str, Any]) -> None:
    (problem,) = check_policy(a_policy(**changes))

    assert problem.code == "duration_negative"
    assert problem.message.startswith(name)
    assert problem.rule is None


def test_waits_beyond_all_reason_are_refused_so_that_no_date_overflows() -> None:
    assert codes(a_policy(telling=a_telling(cooling_off=timedelta(days=367)))) == ["duration_too_long"]
    assert codes(a_policy(retain_personal_data=timedelta.max)) == ["duration_too_long"]


def test_the_longest_wait_is_still_allowed() -> None:
    assert codes(a_policy(telling=a_telling(cooling_off=LONGEST_WAIT))) == []
    assert codes(a_policy(retain_personal_data=LONGEST_RETENTION)) == []


def test_decision_records_may_be_kept_for_years() -> None:
    assert codes(a_policy(retain_personal_data=timedelta(days=4 * 366))) == []


@pytest.mark.parametrize(("days", "problems"), [(-1, 1), (0, 0), (250, 0), (251, 1)])
def test_business_days_have_bounds(days: int, problems: int) -> None:
    assert codes(a_policy(telling=a_telling(business_days=days))) == ["business_days_out_of_range"] * problems


@pytest.mark.parametrize(
    ("start", "end", "problems"),
    [
        (time(9), time(18), 0),
        (time(9), time(9, 0, 1), 0),
        (time(9), time(9), 1),
        (time(18), time(9), 1),
        (time(0), None, 0),
        (time(23, 59), None, 0),
    ],
)
def test_a_window_must_open_before_it_closes(start: time, end: time | None, problems: int) -> None:
    window = SendWindow(start=start, end=end)

    assert codes(a_policy(telling=a_telling(window=window))) == ["window_empty"] * problems


def test_channels_are_named_once_and_at_least_one() -> None:
    twice = (Channel.EMAIL, Channel.SMS, Channel.EMAIL)

    assert codes(a_policy(telling=a_telling(channels=twice))) == ["channel_twice"]
    assert codes(a_policy(telling=a_telling(channels=()))) == ["channels_empty"]
    assert codes(a_policy(telling=a_telling(channels=tuple(Channel)))) == []


def test_reminders_come_in_order_and_never_two_alike() -> None:
    early = Reminder(after=timedelta(days=1), channel=Channel.SMS)
    late = Reminder(after=timedelta(days=2), channel=Channel.SMS)

    assert codes(a_policy(reminders=(late, early))) == ["reminders_out_of_order"]
    assert codes(a_policy(reminders=(early, early))) == ["reminder_twice"]
    assert codes(a_policy(reminders=(early, late))) == []


@pytest.mark.parametrize(("highlights", "problems"), [(-1, 1), (0, 0), (5, 0), (6, 1)])
def test_a_letter_has_a_few_highlights(highlights: int, problems: int) -> None:
    style = LetterStyle(highlights=highlights)

    assert codes(a_policy(letter=style)) == ["highlights_out_of_range"] * problems


@pytest.mark.parametrize(
    ("times", "problems"),
    [
        (review_times(escalate_to=tuple(map(str, range(11)))), ["groups_too_many"]),
        (review_times(escalate_to=("board", "board")), ["group_twice"]),
        (review_times(group="b" * 201), ["group_too_long"]),
        (review_times(group="b" * 200, escalate_to=tuple(map(str, range(10)))), []),
    ],
)
def test_a_case_is_given_on_to_a_few_groups_of_writable_names(times: ReviewTimes, problems: list[str]) -> None:
    assert codes(a_policy(review=times)) == problems


@pytest.mark.parametrize(("days", "problems"), [(0, 1), (1, 0), (90, 0), (731, 1), (None, 0)])
def test_the_wait_before_applying_again_is_a_matter_of_months(days: int | None, problems: int) -> None:
    style = LetterStyle(reapply_after=None if days is None else timedelta(days=days))

    assert codes(a_policy(letter=style)) == ["reapply_after_out_of_range"] * problems


def test_every_problem_is_listed_at_once() -> None:
    policy = a_policy(
        rules=(
            Rule(when=Condition(score_below=200), then=Branch.REJECT),
            Rule(then=Branch.REVIEW, reason="bad_luck"),
            Rule(then=Branch.ADVANCE),
        ),
        telling=a_telling(business_days=-1, window=SendWindow(start=time(18), end=time(9))),
    )

    assert codes(policy) == [
        "score_out_of_range",
        "reason_missing",
        "reason_unknown",
        "rule_unreachable",
        "business_days_out_of_range",
        "window_empty",
    ]
