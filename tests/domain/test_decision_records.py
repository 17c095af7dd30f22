"""What a decision keeps of what its rules looked at."""

import pytest

from kindregards.domain.applications import ExpectedInterview, Outcome, Stage
from kindregards.domain.decision_records import differs_from_rule, inputs_of
from kindregards.domain.policies import Branch, Condition, Rule
from tests.builders import NOW, a_candidate, a_competency, a_concern, a_policy, an_interview_result


def looked_at(*conditions: Condition, **result: object) -> dict[str, object]:
    return inputs_of(
        a_policy(rules=tuple(Rule(when=each, then=Branch.REVIEW, reason="language") for each in conditions)),
        stage=Stage.SCREENING,
        interview=ExpectedInterview(source="vendor-x", notified_at=NOW),
        candidate=a_candidate(),
        result_id="r-1",
        result=an_interview_result(**result),
    )


def test_only_what_a_rule_names_is_kept() -> None:
    kept = looked_at(
        Condition(fact="pm_years", below=3),
        Condition(competency="Go", at_least=50),
        Condition(requirement_gap="cpa"),
        facts={"pm_years": 2, "hobby": "chess"},
        competencies=(a_competency(name="Go", score=61), a_competency(name="SQL", score=50)),
        concerns=(a_concern(requirement="cpa"), a_concern(requirement="visa")),
    )

    assert (kept["facts"], kept["competencies"], kept["gaps"]) == ({"pm_years": 2}, {"Go": 61}, ["cpa"])


def test_what_laws_look_at_is_kept() -> None:
    kept = looked_at(Condition(score_below=60), completed_at=NOW)

    assert kept["source"] == "vendor-x"
    assert (kept["notified_at"], kept["completed_at"]) == (NOW.isoformat(), NOW.isoformat())
    assert (kept["country"], kept["ai_interview"]) == ("CN", True)


def test_words_are_kept_only_where_a_rule_names_the_same_ones() -> None:
    rules = (Condition(fact="degree", equals="master"),)

    assert looked_at(*rules, facts={"degree": "master"})["facts"] == {"degree": "master"}
    assert looked_at(*rules, facts={"degree": "PhD of Dr. Wang's school"})["facts"] == {"degree": "other"}
    assert looked_at(*rules, facts={})["facts"] == {"degree": None}


@pytest.mark.parametrize(
    ("rule", "outcome", "differs"),
    [
        ("rule 2: score below 60", Outcome.REJECT, False),
        ("rule 2: score below 60", Outcome.ADVANCE, True),
        ("rule 3: score at least 75", Outcome.REJECT, True),
        ("rule 4: always", Outcome.REJECT, None),
        ("no rule matched", Outcome.REJECT, None),
        (None, Outcome.ADVANCE, None),
    ],
)
def test_a_decision_differs_only_from_a_rule_that_decides(
    rule: str | None, outcome: Outcome, *, differs: bool | None
) -> None:
    assert differs_from_rule(a_policy(), rule, outcome) is differs
