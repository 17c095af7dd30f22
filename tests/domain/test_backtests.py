from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.applications import ExpectedInterview, Outcome, Stage
from kindregards.domain.assessment import assess
from kindregards.domain.backtests import MOST_EXAMPLES, PastEvaluation, backtest
from kindregards.domain.policies import DEFAULT_POLICY, Branch, Condition, Policy, Rule
from tests.builders import a_candidate, an_interview_result

STRICTER = replace(
    DEFAULT_POLICY,
    rules=(
        Rule(when=Condition(score_below=70), then=Branch.REJECT, reason="interview_performance"),
        Rule(then=Branch.ADVANCE),
    ),
)


def past(score: float, policy: Policy = DEFAULT_POLICY, outcome: Outcome | None = None) -> PastEvaluation:
    candidate, result = a_candidate(country="CN"), an_interview_result(score=score)
    judged = assess(
        policy=policy, stage=Stage.SCREENING, candidate=candidate, interview=ExpectedInterview(), result=result
    )
    return PastEvaluation(
        application_id=f"a-{score}",
        stage=Stage.SCREENING,
        interview=ExpectedInterview(),
        candidate=candidate,
        result=result,
        branch=judged.branch,
        outcome=outcome or Outcome.REJECT,
        policy_name="default",
        policy_version=1,
        decided_by_person=outcome is not None,
    )


@given(st.lists(st.floats(0, 100), max_size=50))
def test_the_active_version_reproduces_every_branch_it_took(scores: list[float]) -> None:
    made = backtest(DEFAULT_POLICY, [past(score) for score in scores], name="default", version=1)

    assert made.reproduced == made.evaluations == len(scores)
    assert made.by_this_version_reproduced == made.by_this_version == len(scores)
    assert made.changes == []


def test_a_stricter_draft_says_who_changes_side_and_what_people_are_spared() -> None:
    made = backtest(STRICTER, [past(50), past(65), past(72), past(90)], name="default", version=2)

    assert (made.past_branches[Branch.REVIEW], made.reviews, made.letters) == (2, 0, 2)
    assert made.moves == {(Branch.REVIEW, Branch.REJECT): 1, (Branch.REVIEW, Branch.ADVANCE): 1}
    assert [(each.score, each.was, each.becomes) for each in made.changes] == [
        (65, Branch.REVIEW, Branch.REJECT),
        (72, Branch.REVIEW, Branch.ADVANCE),
    ]


@pytest.mark.parametrize(
    ("score", "human_outcome", "disagreements"),
    [
        (65, Outcome.ADVANCE, 1),
        (65, Outcome.REJECT, 0),
        (72, Outcome.REJECT, 1),
        (72, Outcome.ADVANCE, 0),
        (72, Outcome.WITHDRAWN, 0),
        (72, None, 0),
    ],
)
def test_what_people_chose_is_held_against_the_draft(
    score: float, human_outcome: Outcome | None, disagreements: int
) -> None:
    made = backtest(STRICTER, [past(score, outcome=human_outcome)], name="default", version=2)

    assert made.disagreements == disagreements


def test_only_the_first_changes_are_listed_and_all_are_counted() -> None:
    made = backtest(STRICTER, [past(60 + number / 10) for number in range(50)], name="default", version=2)

    assert len(made.changes) == MOST_EXAMPLES
    assert sum(made.moves.values()) == 50
