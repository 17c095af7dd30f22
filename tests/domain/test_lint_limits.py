"""Where the lint draws its lines: exactly there, in both languages."""

from dataclasses import replace

import pytest

from kindregards.domain.languages import Language
from kindregards.domain.letters import Block, BlockKind, Letter, LetterKind
from kindregards.domain.lint import lint
from kindregards.domain.lint_context import LintContext
from kindregards.domain.lint_form import letter_length
from kindregards.domain.lint_reading import read
from tests.letters.requests import a_request_in, composed

FILLER = {Language.ENGLISH: " more", Language.CHINESE: "多"}
LIMITS = [
    (Language.ENGLISH, LetterKind.NOT_SELECTED, 60, 260),
    (Language.CHINESE, LetterKind.NOT_SELECTED, 120, 500),
    (Language.ENGLISH, LetterKind.REMINDER, 15, 260),
    (Language.CHINESE, LetterKind.REMINDER, 30, 500),
]


def measured(letter: Letter, context: LintContext) -> int:
    return letter_length(read(letter, context).masked, context.language)


def as_long_as(length: int, letter: Letter, context: LintContext) -> Letter:
    """Return the letter's greeting, and a paragraph that makes it exactly so long."""
    greeting = next(block for block in letter.blocks if block.kind is BlockKind.GREETING)

    def filled(pieces: int) -> Letter:
        text = (FILLER[context.language] * pieces).strip()
        return replace(letter, blocks=(greeting, Block(kind=BlockKind.THANKS, text=text, sources=("reviewer",))))

    return filled(length - measured(filled(1), context) + 1)


@pytest.mark.parametrize(("language", "kind", "shortest", "longest"), LIMITS)
def test_a_letter_may_be_exactly_as_short_and_as_long_as_the_line(
    language: Language, kind: LetterKind, shortest: int, longest: int
) -> None:
    request = a_request_in(language, kind=kind)
    letter, context = composed(request), LintContext.of(request)

    def length_codes(length: int) -> set[str]:
        tried = as_long_as(length, letter, context)
        assert measured(tried, context) == length
        return {finding.code for finding in lint(tried, context)} & {"too_short", "too_long"}

    found = [length_codes(length) for length in (shortest - 1, shortest, longest, longest + 1)]
    assert found == [{"too_short"}, set(), set(), {"too_long"}]


@pytest.mark.parametrize(
    ("before", "code"),
    [(1, None), (2, "outcome_late"), (4, "outcome_late"), (5, "outcome_missing")],
)
def test_the_outcome_stands_in_the_first_two_sentences(before: int, code: str | None) -> None:
    request = a_request_in(Language.ENGLISH)
    letter = composed(request)
    greeting, outcome, *rest = letter.blocks
    words = " ".join(
        ["Thank you for coming.", "It rained.", "We met on Monday.", "The lift was slow.", "Tea was served."][:before]
    )
    thanks = Block(kind=BlockKind.THANKS, text=words, sources=("reviewer",))

    codes = {f.code for f in lint(replace(letter, blocks=(greeting, thanks, outcome, *rest)), LintContext.of(request))}

    assert codes & {"outcome_late", "outcome_missing"} == ({code} if code else set())


@pytest.mark.parametrize(
    ("language", "rank"), [(Language.ENGLISH, "Senior {title}"), (Language.CHINESE, "高级{title}")]
)
def test_another_rank_of_the_job_is_another_job(language: Language, rank: str) -> None:
    request = a_request_in(language)
    letter = composed(request)
    title = request.job.title
    blocks = tuple(replace(block, text=block.text.replace(title, rank.format(title=title))) for block in letter.blocks)

    assert "job_wrong" in {f.code for f in lint(replace(letter, blocks=blocks), LintContext.of(request))}


@pytest.mark.parametrize(
    ("language", "words"),
    [(Language.ENGLISH, "The lift takes 37.5 seconds."), (Language.CHINESE, "电梯要等 37.5 秒。")],
)
def test_a_figure_that_the_interview_does_not_hold_is_shown(language: Language, words: str) -> None:
    request = a_request_in(language)
    letter = composed(request)
    noted = Block(kind=BlockKind.THANKS, text=words, sources=("reviewer",))
    context = LintContext.of(request)
    doubted = replace(letter, blocks=(*letter.blocks[:2], noted, *letter.blocks[2:]))
    held = replace(context, evidence={**(context.evidence or {}), "competency:9": "waited 37.5 seconds"})

    found = [f for f in lint(doubted, context) if f.code == "figure_unknown"]

    assert [doubted.body[f.start : f.end] for f in found] == ["37.5"]
    assert not found[0].blocks_sending
    assert not any(f.code == "figure_unknown" for f in lint(doubted, held))


@pytest.mark.parametrize(
    ("language", "subject"),
    [(Language.ENGLISH, "Your application and your pregnancy"), (Language.CHINESE, "您的应聘结果与怀孕一事")],
)
def test_a_subject_touches_no_protected_attribute(language: Language, subject: str) -> None:
    request = a_request_in(language)
    letter = replace(composed(request), subject=subject)

    assert "subject_protected_attribute" in {f.code for f in lint(letter, LintContext.of(request)) if f.blocks_sending}


@pytest.mark.parametrize("sourced", [True, False])
def test_where_no_evaluation_is_known_praise_must_at_least_name_its_source(*, sourced: bool) -> None:
    request = a_request_in(Language.ENGLISH)
    letter = composed(request)
    sources = ("competency:0",) if sourced else ()
    praise = Block(kind=BlockKind.THANKS, text="Your impressive tiers stood out.", sources=sources)
    context = replace(LintContext.of(request), evidence=None)

    codes = {f.code for f in lint(replace(letter, blocks=(*letter.blocks[:2], praise, *letter.blocks[2:])), context)}

    assert ("praise_without_evidence" in codes) is not sourced


@pytest.mark.parametrize("known", [True, False])
def test_where_no_evaluation_is_known_no_figure_of_it_is_called_invented(*, known: bool) -> None:
    request = a_request_in(Language.ENGLISH)
    evidence = {"competency:0": "Sorted the users into five tiers"} if known else None
    context = replace(LintContext.of(request), evidence=evidence)
    told = Block(kind=BlockKind.THANKS, text="You sorted the users into seven tiers.", sources=("competency:0",))
    letter = composed(request)

    found = lint(replace(letter, blocks=(*letter.blocks[:2], told, *letter.blocks[2:])), context)

    assert any("figure" in finding.message for finding in found) is known


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.ENGLISH, "You told us about the people you worked with and the questions you asked them."),
        (Language.ENGLISH, "Tell us where you come from and we will find the nearest office, or stop by and ask."),
        (Language.ENGLISH, "You explained the audit step by step and named its limits."),
        (Language.CHINESE, "您参与和整理过的合同和清单，我们都看了。"),
        (Language.CHINESE, "您于参加面试前一天发来的清单，不同和相同之处都标了出来。"),
    ],
)
def test_words_that_only_look_like_a_hole_stop_no_letter(language: Language, sentence: str) -> None:
    request = a_request_in(language)
    said = Block(kind=BlockKind.THANKS, text=sentence, sources=("reviewer",))
    letter = composed(request)

    found = lint(replace(letter, blocks=(*letter.blocks[:2], said, *letter.blocks[2:])), LintContext.of(request))

    assert [finding for finding in found if finding.blocks_sending] == []
