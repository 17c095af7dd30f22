"""Every rule reads as a sentence in both languages, and leaves out nothing it looks at."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.applications import ExpectedInterview, Stage
from kindregards.domain.assessment import assess
from kindregards.domain.languages import Language
from kindregards.domain.policies import DEFAULT_POLICY, Branch, Condition, Rule
from kindregards.domain.policy_checks import check_policy
from kindregards.domain.policy_presets import PRESETS
from kindregards.domain.rule_sentences import condition_sentence, policy_sentences, rule_sentence
from tests.builders import a_candidate, an_interview_result

SAMPLES: dict[str, object] = {
    "score_below": 61.5,
    "score_at_least": 42.0,
    "confidence_below": 0.73,
    "stage": "offer",
    "source": "vendor-x",
    "country": "SG",
    "competency": "Negotiation",
    "fact": "shoe_size",
    "above": 7001.0,
    "below": 7002.0,
    "at_least": 7003.0,
    "equals": "blue",
    "requirement_gap": "cpa",
}
SHOWN = {
    "stage": ("Offer", "录用"), "fact": ("shoe size", "shoe size"),
    "above": ("7,001", "7,001"), "below": ("7,002", "7,002"), "at_least": ("7,003", "7,003"),
}  # fmt: skip


def test_the_shipped_policy_reads_as_people_would_say_it() -> None:
    assert policy_sentences(DEFAULT_POLICY, Language.ENGLISH) == (
        "Rule 1: ask a person when expected salary is above 35,000 (reason: Salary expectation)",
        "Rule 2: turn down when the score is below 60 (reason: Interview performance)",
        "Rule 3: advance when the score is at least 75",
        "Rule 4: ask a person when nothing else fits (reason: Interview performance)",
    )
    assert policy_sentences(DEFAULT_POLICY, Language.CHINESE) == (
        "规则 1：期望薪资高于 35,000 时，交由人工决定（原因：薪资期望不符）",
        "规则 2：得分低于 60 时，不通过（原因：面试表现）",
        "规则 3：得分不低于 75 时，通过",
        "规则 4：其他规则都不适用时，交由人工决定（原因：面试表现）",
    )


def test_there_is_a_sample_of_every_part_of_a_condition() -> None:
    assert set(SAMPLES) == {field.name for field in fields(Condition)}


@pytest.mark.parametrize("language", Language)
@given(st.sets(st.sampled_from(sorted(set(SAMPLES) - {"competency", "fact"}))), st.sampled_from(["fact", "competency"]))
def test_a_sentence_names_everything_its_condition_looks_at(language: Language, parts: set[str], subject: str) -> None:
    given_parts = {name: SAMPLES[name] for name in (*parts, subject)}

    sentence = condition_sentence(Condition(**given_parts), language)  # type: ignore[arg-type]  # samples by name

    for name, value in given_parts.items():
        shown = SHOWN.get(name, (str(value), str(value)))[language is Language.CHINESE]
        assert shown.removesuffix(".0") in sentence


@pytest.mark.parametrize(
    ("condition", "english", "chinese"),
    [
        (Condition(fact="can_travel", equals=False), "can travel is no", "可接受出差为 否"),
        (Condition(competency="Go", at_least=50.25), "the score for Go is at least 50.25", "“Go”的得分不低于 50.25"),
        (Condition(fact="degree"), "degree is known", "学历为已知"),
    ],
)
def test_facts_and_competencies_are_told_apart(condition: Condition, english: str, chinese: str) -> None:
    assert condition_sentence(condition, Language.ENGLISH) == english
    assert condition_sentence(condition, Language.CHINESE) == chinese


def test_a_first_rule_without_condition_says_always() -> None:
    assert rule_sentence(Rule(then=Branch.ADVANCE), 1, Language.ENGLISH) == "Rule 1: advance always"


@pytest.mark.parametrize("code", PRESETS)
def test_a_preset_has_no_problem_and_words_in_both_languages(code: str) -> None:
    preset = PRESETS[code]

    assert check_policy(preset.policy) == ()
    assert all(preset.title(language) and preset.sentence(language) for language in Language)


@pytest.mark.parametrize(
    ("code", "score", "branch"),
    [
        ("below_70", 69.9, Branch.REJECT),
        ("below_70", 70, Branch.ADVANCE),
        ("finance_75", 74.9, Branch.REJECT),
        ("finance_75", 75, Branch.ADVANCE),
        ("three_band", 59.9, Branch.REJECT),
        ("three_band", 60, Branch.REVIEW),
        ("three_band", 74.9, Branch.REVIEW),
        ("three_band", 75, Branch.ADVANCE),
    ],
)
def test_a_preset_does_what_its_name_says(code: str, score: float, branch: Branch) -> None:
    judgement = assess(
        policy=PRESETS[code].policy,
        stage=Stage.SCREENING,
        candidate=a_candidate(),
        interview=ExpectedInterview(),
        result=an_interview_result(score=score, facts={}),
    )

    assert judgement.branch is branch
