"""What a model's wording must still be, or it is not used."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

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
LATER = {
    language: (composed(request), LintContext.of(request))
    for language in Language
    for request in [a_request_in(language, highlights=2, reapply_from=date(2027, 3, 1))]
}
TASKS = {language: polish_task(LETTERS[language], CONTEXTS[language]) for language in Language}


def fault_of(language: Language, *answer: str) -> str | None:
    """Return why an answer is refused, or None when it is used."""
    try:
        polished(LETTERS[language], TASKS[language], answer, CONTEXTS[language])
    except PolishingRefusedError as refusal:
        return str(refusal.details["fault"])
    return None


def resized(paragraphs: Sequence[str], share: float) -> list[str]:
    """Return the paragraphs cut, or filled up with what says nothing, to this share of their length."""
    return [text[: round(share * len(text))].ljust(round(share * len(text)), "…") for text in paragraphs]


def with_words(language: Language, words: str) -> tuple[str, ...]:
    """Return the task's own paragraphs with words added to the thanks."""
    first, *rest = TASKS[language].paragraphs
    return (f"{first} {words}", *rest)


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
def test_outcome_reason_greeting_and_sign_off_are_not_the_model_s(language: Language) -> None:
    kept = {BlockKind.GREETING, BlockKind.OUTCOME, BlockKind.REASON, BlockKind.SIGN_OFF, BlockKind.SMALL_PRINT}

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
    (Language.ENGLISH, "The pay range did not fit.", {"lint", "claim", "negation"}),
    (Language.ENGLISH, "“Great work”, said the manager.", {"form"}),
    (Language.ENGLISH, "You seemed nervous.", {"remark"}),
    (Language.ENGLISH, "Thank you!", {"lint"}),
    (Language.ENGLISH, "Thank you\u202e.", {"form"}),
    (Language.CHINESE, "您是所有人里讲得最好的。", {"remark", "claim"}),
    (Language.CHINESE, "您的化学课讲得非常出色。", {"claim"}),
    (Language.CHINESE, "请看 https://evil.example.com 。", {"remark"}),
    (Language.CHINESE, "有岗位时我们会联系您。", {"promise"}),
    (Language.CHINESE, "我们下周见。", {"number", "lint"}),
    (Language.CHINESE, "恭喜您通过面试！", {"lint", "claim", "remark"}),
    (Language.CHINESE, "「做得好」，经理这样说。", {"form"}),
    (Language.CHINESE, "您当时有些紧张。", {"remark"}),
    (Language.CHINESE, "谢谢你来面试。", {"lint"}),
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


@pytest.mark.parametrize(
    ("language", "old", "new", "fault"),
    [
        (Language.ENGLISH, "you can apply", "you cannot apply", "negation"),
        (Language.ENGLISH, "A second one", "One more", "number"),
        (Language.ENGLISH, "apply again from", "apply again in May or from", "number"),
        (Language.CHINESE, "您就可以再来", "您就不可以再来", "negation"),
        (Language.CHINESE, "一位同事", "同事", "number"),
    ],
)
def test_a_word_that_turns_what_is_said_into_its_opposite_or_drops_a_number_is_refused(
    language: Language, old: str, new: str, fault: str
) -> None:
    letter, context = LATER[language]
    task = polish_task(letter, context)
    answer = [text.replace(old, new) for text in task.paragraphs]

    with pytest.raises(PolishingRefusedError) as refused:
        polished(letter, task, answer, context)

    assert answer != list(task.paragraphs)
    assert refused.value.details["fault"] == fault


@pytest.mark.parametrize(("language", "day"), [(Language.ENGLISH, "1 March 2027"), (Language.CHINESE, "2027年3月1日")])
def test_a_whole_day_is_hidden_so_that_no_part_of_it_can_change(language: Language, day: str) -> None:
    task = polish_task(*LATER[language])

    assert day in task.hidden
    assert not any("March" in text or "月" in text for text in task.paragraphs)


def test_placeholders_that_change_places_are_refused() -> None:
    letter, context = LATER[Language.ENGLISH]
    task = polish_task(letter, context)
    answer = [text.replace("⟦1⟧", "⟦0⟧").replace("⟦3⟧", "⟦1⟧").replace("⟦0⟧", "⟦3⟧") for text in task.paragraphs]

    with pytest.raises(PolishingRefusedError) as refused:
        polished(letter, task, answer, context)

    assert answer != list(task.paragraphs)
    assert refused.value.details["fault"] == "placeholder"


@pytest.mark.parametrize("language", Language)
def test_a_placeholder_that_is_lost_doubled_moved_or_new_is_refused(language: Language) -> None:
    thanks, strength, *rest = TASKS[language].paragraphs

    assert fault_of(language, thanks, strength.replace("⟦1⟧", ""), *rest) == "placeholder"
    assert fault_of(language, thanks, strength + "⟦1⟧", *rest) == "placeholder"
    assert fault_of(language, thanks + "⟦1⟧", strength.replace("⟦1⟧", ""), *rest) == "placeholder"
    assert fault_of(language, thanks, strength + "⟦99⟧", *rest) == "placeholder"


@pytest.mark.parametrize("language", Language)
def test_an_answer_with_other_paragraphs_or_of_another_length_is_refused(language: Language) -> None:
    paragraphs = TASKS[language].paragraphs

    assert fault_of(language, *paragraphs[:-1]) == "paragraphs"
    assert [fault_of(language, *resized(paragraphs, share)) == "length" for share in (0.66, 0.74, 1.26, 1.34)] == [
        True,
        False,
        False,
        True,
    ]


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=8))
def test_no_answer_breaks_anything(answer: list[str]) -> None:
    assert fault_of(Language.ENGLISH, *answer) is not None


def test_a_note_that_a_reviewer_wrote_without_quotation_marks_stays_hidden() -> None:
    note = "Split users into five tiers by activity and spend"
    english = LETTERS[Language.ENGLISH]
    words = [replace(block, text=block.text.replace("“", "").replace("”", "")) for block in english.blocks]

    task = polish_task(replace(english, blocks=tuple(words)), CONTEXTS[Language.ENGLISH])

    assert any(note in block.text for block in words)
    assert not any("five tiers" in text for text in task.paragraphs)


def test_names_with_signs_of_their_own_stay_hidden() -> None:
    request = replace(REQUESTS[Language.ENGLISH], job=replace(REQUESTS[Language.ENGLISH].job, title="C++ (a|b) [x]"))
    letter = composed(request)

    task = polish_task(letter, LintContext.of(request))

    assert not any("C++" in text for text in task.paragraphs)
    assert polished(letter, task, task.paragraphs, LintContext.of(request)).letter == letter
