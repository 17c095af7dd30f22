"""Whose word a letter's tone is, and what the candidate's own words say about how they speak."""

from dataclasses import replace
from itertools import product

import pytest

from kindregards.domain.applications import Candidate, Consents
from kindregards.domain.communication_style import read_transcript, read_words
from kindregards.domain.interviews import CommunicationStyle, Utterance
from kindregards.domain.languages import Language, Tone
from kindregards.domain.policies import LetterStyle
from kindregards.domain.tones import ToneAuthority, chosen_tone
from tests.builders import a_candidate, an_interview_result
from tests.domain.style_report import accuracy, mistaken, samples

FITTED = LetterStyle(tone=Tone.WARM, fit_tone=True)
LABELLED = an_interview_result(communication_style=CommunicationStyle.RIGOROUS, transcript=())
LIVELY_WORDS = "Oh wow, I love that one! We had such a blast, haha! Honestly, it was super fun, you know! " * 5


def somebody(**changes: object) -> Candidate:
    return replace(a_candidate(country="CN", consents=Consents(style=True)), **changes)  # type: ignore[arg-type] # test data


def test_a_reviewer_comes_before_the_candidate() -> None:
    choice = chosen_tone(somebody(tone_wish=Tone.LIVELY), FITTED, LABELLED, reviewer=Tone.WARM)

    assert (choice.tone, choice.authority) == (Tone.WARM, ToneAuthority.REVIEWER)


def test_the_candidate_comes_before_the_company_and_their_own_style() -> None:
    choice = chosen_tone(somebody(tone_wish=Tone.LIVELY), FITTED, LABELLED)

    assert (choice.tone, choice.authority) == (Tone.LIVELY, ToneAuthority.CANDIDATE)


@pytest.mark.parametrize(
    ("style", "tone"),
    [
        (CommunicationStyle.OUTGOING, Tone.LIVELY),
        (CommunicationStyle.RESERVED, Tone.WARM),
        (CommunicationStyle.RIGOROUS, Tone.FORMAL),
    ],
)
def test_a_policy_may_leave_the_tone_to_the_style_and_the_basis_is_kept(style: CommunicationStyle, tone: Tone) -> None:
    choice = chosen_tone(somebody(), FITTED, replace(LABELLED, communication_style=style))

    assert (choice.tone, choice.authority, choice.style, choice.source) == (tone, ToneAuthority.STYLE, style, "vendor")


@pytest.mark.parametrize(
    ("candidate", "policy"),
    [
        (somebody(), LetterStyle(tone=Tone.WARM)),
        (somebody(consents=Consents(style=False)), FITTED),
        *((somebody(country=country), FITTED) for country in ("DE", "FR", "IE", "PL", "NO", "IS", "LI", "GB", None)),
    ],
)
def test_without_policy_consent_or_law_the_style_changes_nothing(candidate: Candidate, policy: LetterStyle) -> None:
    choice = chosen_tone(candidate, policy, LABELLED)

    assert (choice.tone, choice.authority, choice.style) == (Tone.WARM, ToneAuthority.POLICY, None)


def test_without_a_label_the_candidate_s_own_words_tell() -> None:
    said = (
        Utterance(speaker="interviewer", text="First, define the criteria. Second, verify 12 of them. " * 20),
        Utterance(speaker="candidate", text=LIVELY_WORDS),
    )

    choice = chosen_tone(somebody(), FITTED, replace(LABELLED, communication_style=None, transcript=said))

    assert (choice.tone, choice.source) == (Tone.LIVELY, "transcript")
    assert choice.signs["exclamations"] > 0.5


def test_a_few_words_tell_nothing() -> None:
    assert read_transcript((Utterance(speaker="candidate", text="Haha, sure! Love it!"),)) is None
    assert read_words("").style is None


@pytest.mark.parametrize(("language", "held_out"), list(product(Language, [False, True])))
def test_the_reading_agrees_with_people(language: Language, *, held_out: bool) -> None:
    chosen = samples(language, held_out=held_out)

    assert len(samples(language, held_out=False) + samples(language, held_out=True)) >= 40
    assert accuracy(chosen) >= 0.85
    assert mistaken(chosen) <= 0.05
