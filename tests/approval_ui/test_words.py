"""The words for codes: none is missing, and rules read the same wherever they are told."""

from collections.abc import Collection

import pytest
from babel.support import NullTranslations
from hypothesis import given
from hypothesis import strategies as st

from approval_ui import vocabulary as v
from approval_ui.words.deliveries import DELIVERY_STATES
from approval_ui.words.findings import FINDINGS, shown_findings
from approval_ui.words.flags import FLAGS
from approval_ui.words.people import reasons_against, reasons_for
from approval_ui.words.rules import condition_words, recorded_rule, score_verdict
from kindregards.domain.accounts import Role
from kindregards.domain.applications import ApplicationState, HeldReason, Outcome, Stage
from kindregards.domain.assessment import Flag, rule_name
from kindregards.domain.channels import Channel
from kindregards.domain.communication_style import read_words
from kindregards.domain.decision_records import fired_rule
from kindregards.domain.deliveries import AttemptState, DeliveryState
from kindregards.domain.interviews import CommunicationStyle
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import Finding, LetterState, Purpose
from kindregards.domain.policies import Branch, Condition, Rule
from kindregards.domain.provider_events import EventKind
from kindregards.domain.reviews import ReviewState
from kindregards.domain.tones import ToneAuthority
from kindregards.domain.unsayable import Unsayable
from kindregards.http.moments import Moments, zone_of
from tests.builders import NOW, a_policy, an_interview_result

WORDS = NullTranslations()
MOMENTS = Moments(language=Language.ENGLISH, zone=zone_of("UTC", "UTC"), now=NOW)


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (ApplicationState, v.APPLICATION_STATES),
        (Outcome, v.OUTCOMES),
        (Stage, v.STAGES),
        (HeldReason, v.HELD_REASONS),
        (ReviewState, v.REVIEW_STATES),
        (LetterState, v.LETTER_STATES),
        (Purpose, v.PURPOSES),
        (Tone, v.TONES),
        (Language, v.LANGUAGES),
        (ToneAuthority, v.TONE_AUTHORITIES),
        (CommunicationStyle, v.STYLES),
        (read_words("One. Two.").signs, v.STYLE_SIGNS),
        (Role, v.ROLES),
        (Channel, v.CHANNELS),
        (DeliveryState, DELIVERY_STATES),
        (AttemptState, v.ATTEMPTS),
        (EventKind, v.EVENTS),
        ([*Flag, *HeldReason, "undone", "released"], FLAGS),
        (Unsayable, FINDINGS),
    ],
)
def test_every_code_has_words(codes: Collection[str], words: dict[str, object]) -> None:
    assert set(codes) <= set(words)


def test_reasons_speak_either_against_or_for_a_candidate() -> None:
    against, advancing = {each.code for each in reasons_against()}, {each.code for each in reasons_for()}

    assert "interview_performance" in against
    assert "strong_evidence" in advancing
    assert not against & advancing
    assert not {"better_offer", "changed_mind"} & (against | advancing)


@pytest.mark.parametrize(
    ("score", "line", "distance", "is_under", "is_advance_line"),
    [
        (58.5, 60, 1.5, True, False),
        (59.9, 60, 0.1, True, False),
        (0, 60, 60, True, False),
    ],
)
def test_a_verdict_measures_from_the_line_that_was_crossed(
    score: float, line: float, distance: float, *, is_under: bool, is_advance_line: bool
) -> None:
    verdict = score_verdict(a_policy(), "rule 2: score below 60", an_interview_result(score=score))

    assert verdict is not None
    assert (verdict.line, verdict.distance, verdict.is_under) == (line, distance, is_under)
    assert verdict.is_advance_line is is_advance_line


def test_a_case_that_no_score_rule_caught_is_measured_from_the_line_it_missed() -> None:
    verdict = score_verdict(a_policy(), "rule 4: always", an_interview_result(score=74.99))

    assert verdict is not None
    assert (verdict.line, verdict.distance, verdict.is_advance_line) == (75, 0.01, True)


@pytest.mark.parametrize("name", [None, "no rule matched", "rule 9: always", "rule 1: expected_salary above 35000"])
def test_without_a_line_there_is_no_verdict(name: str | None) -> None:
    assert score_verdict(a_policy(), name, an_interview_result()) is None


def test_without_a_result_there_is_no_verdict() -> None:
    assert score_verdict(a_policy(), "rule 2: score below 60", None) is None


numbers = st.floats(min_value=0, max_value=100_000, allow_nan=False).map(lambda value: round(value, 2))
codes = st.from_regex(r"[a-z]{3,10}(_[a-z]{3,10})?", fullmatch=True).filter(lambda code: code not in {"and", "always"})
conditions = st.builds(
    Condition,
    score_below=st.none() | numbers,
    score_at_least=st.none() | numbers,
    confidence_below=st.none() | numbers,
    source=st.none() | codes,
    country=st.none() | st.sampled_from(["CN", "DE"]),
    requirement_gap=st.none() | codes,
)


@given(conditions)
def test_a_recorded_rule_is_understood_phrase_by_phrase(condition: Condition) -> None:
    rule = Rule(then=Branch.REJECT, when=condition)

    told = recorded_rule(rule_name(rule, 3), WORDS, Language.ENGLISH)

    phrases = told.partition(": ")[2].split(" · ")
    raw = rule_name(rule, 3).partition(": ")[2].split(" and ")
    assert told.startswith("Rule 3: ")
    assert len(phrases) == len(raw)
    assert not set(phrases) & set(raw)


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (Condition(), "nothing else fits"),
        (Condition(score_below=60), "the score is below 60"),
        (Condition(fact="expected_salary", above=35_000), "expected salary is above 35,000"),
        (
            Condition(competency="Go", at_least=50, below=80),
            "the score for Go is at least 50 and the score for Go is below 80",
        ),
        (Condition(fact="needs_visa", equals=True), "needs a visa is yes"),
        (Condition(fact="portfolio"), "portfolio is known"),
        (Condition(stage="offer", confidence_below=0.5), "the confidence is below 0.5 and the stage is Offer"),
        (Condition(stage="unheard_of"), "the stage is unheard_of"),
    ],
)
def test_a_condition_reads_as_a_sentence(condition: Condition, sentence: str) -> None:
    assert condition_words(condition, MOMENTS) == sentence


@pytest.mark.parametrize("name", ["rule 2: score below 60", "rule 1: expected_salary above 35000", "rule 4: always"])
def test_the_rule_that_fired_is_found_by_its_number(name: str) -> None:
    found = fired_rule(a_policy(), name)

    assert found is not None
    assert rule_name(found[1], found[0]) == name


def test_findings_are_told_in_the_readers_language_with_the_words_they_speak_of() -> None:
    body = "您的面试得分是 58 分。"
    finding = Finding(code="score", severity="error", message="“58 分” gives a score away.", start=5, end=10)
    warning = Finding(code="cliche", severity="warning", message="Worn out.")

    english = shown_findings([warning, finding], body, Language.ENGLISH, WORDS)
    other = shown_findings([finding], body, Language.CHINESE, WORDS)

    assert [each.sentence for each in english] == ["“58 分” gives a score away.", "Worn out."]
    assert english[0].quote == "分是 58"
    assert other[0].sentence == FINDINGS["score"]


def test_a_finding_of_a_newer_version_is_shown_as_it_stands() -> None:
    finding = Finding(code="from_tomorrow", severity="error", message="Change it.")

    [shown] = shown_findings([finding], "", Language.CHINESE, WORDS)

    assert shown.sentence == "Change it."
