"""What a model's wording must still be, or it is not used."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.languages import Language
from kindregards.domain.letters import BlockKind
from kindregards.domain.lint import LintContext, lint
from kindregards.domain.polishing import PolishingRefusedError, polish_task, polished
from tests.letters.requests import a_request_in, composed

REQUESTS = {language: a_request_in(language, highlights=1) for language in Language}
LETTERS = {language: composed(request) for language, request in REQUESTS.items()}
CONTEXTS = {language: LintContext.of(request) for language, request in REQUESTS.items()}
TASKS = {language: polish_task(LETTERS[language], CONTEXTS[language]) for language in Language}


def fault_of(language: Language, *answer: str) -> str | None:
    """Return why an answer is refused, or None when it is used."""
    try:
        polished(LETTERS[language], TASKS[language], answer, CONTEXTS[language])
    except PolishingRefusedError as refusal:
        return str(refusal.details["fault"])
    return None


def with_words(language: Language, words: str) -> tuple[str, ...]:
    """Return the task's own paragraphs with words added to the thanks."""
    first, second, *rest = TASKS[language].paragraphs
    return (first, f"{second} {words}", *rest)


@pytest.mark.parametrize("language", Language)
def test_the_letter_s_own_words_are_used_and_change_nothing(language: Language) -> None:
    result = polished(LETTERS[language], TASKS[language], TASKS[language].paragraphs, CONTEXTS[language])

    assert result.letter == LETTERS[language]
    assert result.changes == ()


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        (Language.ENGLISH, "Thank you for", "We thank you for"),
        (Language.CHINESE, "谢谢您", "感谢您"),
    ],
)
def test_a_better_wording_is_used_and_its_difference_shown(language: Language, old: str, new: str) -> None:
    answer = [text.replace(old, new) for text in TASKS[language].paragraphs]

    result = polished(LETTERS[language], TASKS[language], answer, CONTEXTS[language])

    assert result.changes
    assert all(old in before and new in after for before, after in result.changes)
    assert [b.sources for b in result.letter.blocks] == [b.sources for b in LETTERS[language].blocks]
    assert lint(result.letter, CONTEXTS[language]) == ()


@pytest.mark.parametrize("language", Language)
def test_reason_greeting_and_sign_off_are_not_the_model_s(language: Language) -> None:
    kept = {BlockKind.GREETING, BlockKind.REASON, BlockKind.SIGN_OFF, BlockKind.SMALL_PRINT}

    assert not {LETTERS[language].blocks[place].kind for place in TASKS[language].places} & kept


ADDED = [
    (Language.ENGLISH, "You were the strongest speaker of all.", {"remark", "claim"}),
    (Language.ENGLISH, "Your talk on chemistry was outstanding.", {"claim"}),
    (Language.ENGLISH, "See https://evil.example.com for more.", {"remark"}),
    (Language.ENGLISH, "Write to offers@evil.example.com now.", {"remark"}),
    (Language.ENGLISH, "We will contact you when a role opens.", {"promise"}),
    (Language.ENGLISH, "We look forward to it on Monday.", {"number"}),
    (Language.ENGLISH, "It took us 3 rounds.", {"number"}),
    (Language.ENGLISH, "Congratulations, you have passed!", {"lint", "claim"}),
    (Language.ENGLISH, "You scored well.", {"remark"}),
    (Language.ENGLISH, "The pay range did not fit.", {"lint", "claim"}),
    (Language.ENGLISH, "“Great work”, said the manager.", {"form"}),
    (Language.ENGLISH, "You seemed nervous.", {"remark"}),
    (Language.CHINESE, "您是所有人里讲得最好的。", {"remark", "claim"}),
    (Language.CHINESE, "您的化学课讲得非常出色。", {"claim"}),
    (Language.CHINESE, "请看 https://evil.example.com 。", {"remark"}),
    (Language.CHINESE, "有岗位时我们会联系您。", {"promise"}),
    (Language.CHINESE, "我们下周见。", {"number", "lint"}),
    (Language.CHINESE, "恭喜您通过面试！", {"lint", "claim", "remark"}),
    (Language.CHINESE, "「做得好」，经理这样说。", {"form"}),
    (Language.CHINESE, "您当时有些紧张。", {"remark"}),
]


@pytest.mark.parametrize(("language", "words", "faults"), ADDED)
def test_whatever_the_model_adds_leaves_the_letter_as_it_is(language: Language, words: str, faults: set[str]) -> None:
    assert fault_of(language, *with_words(language, words)) in faults


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.ENGLISH, "The harbour museum opens a wing beside the fish market."),
        (Language.CHINESE, "港口博物馆在鱼市旁边开了新馆。"),
    ],
)
def test_a_harmless_sentence_about_something_else_is_a_claim_too(language: Language, words: str) -> None:
    assert fault_of(language, *with_words(language, words)) == "claim"


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        (Language.ENGLISH, "Thank you for", "Thank you for the outstanding"),
        (Language.CHINESE, "谢谢您", "谢谢出色的您"),
    ],
)
def test_one_word_of_praise_within_a_sentence_is_a_claim(language: Language, old: str, new: str) -> None:
    answer = [text.replace(old, new) for text in TASKS[language].paragraphs]

    assert answer != list(TASKS[language].paragraphs)
    assert fault_of(language, *answer) == "claim"


@pytest.mark.parametrize("language", Language)
def test_a_placeholder_that_is_lost_doubled_moved_or_new_is_refused(language: Language) -> None:
    first, second, *rest = TASKS[language].paragraphs

    assert fault_of(language, first.replace("⟦1⟧", ""), second, *rest) == "placeholder"
    assert fault_of(language, first + "⟦1⟧", second, *rest) == "placeholder"
    assert fault_of(language, first.replace("⟦1⟧", ""), second + "⟦1⟧", *rest) == "placeholder"
    assert fault_of(language, first + "⟦99⟧", second, *rest) == "placeholder"


@pytest.mark.parametrize("language", Language)
def test_an_answer_with_other_paragraphs_or_of_another_length_is_refused(language: Language) -> None:
    paragraphs = TASKS[language].paragraphs

    assert fault_of(language, *paragraphs[:-1]) == "paragraphs"
    assert fault_of(language, *(f"{text} {text}" for text in paragraphs)) in {"placeholder", "length"}
    assert fault_of(language, *(text[: len(text) // 3] for text in paragraphs)) in {"placeholder", "length"}


@pytest.mark.parametrize("language", Language)
def test_an_outcome_that_is_veiled_is_refused(language: Language) -> None:
    beginning = {Language.CHINESE: "我们想跟您说一说", Language.ENGLISH: "We would like to talk to you about "}[
        language
    ]
    first, *rest = TASKS[language].paragraphs
    tokens = [f"⟦{n}⟧" for n in range(1, 9) if f"⟦{n}⟧" in first]

    assert fault_of(language, beginning + "".join(tokens) + "." * 60, *rest) is not None


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=8))
def test_no_answer_breaks_anything(answer: list[str]) -> None:
    assert fault_of(Language.ENGLISH, *answer) is not None


def test_names_with_signs_of_their_own_stay_hidden() -> None:
    request = replace(REQUESTS[Language.ENGLISH], job=replace(REQUESTS[Language.ENGLISH].job, title="C++ (a|b) [x]"))
    letter = composed(request)

    task = polish_task(letter, LintContext.of(request))

    assert not any("C++" in text for text in task.paragraphs)
    assert polished(letter, task, task.paragraphs, LintContext.of(request)).letter == letter
