"""Praise rests on the evaluation, whoever wrote it."""

from dataclasses import replace

import pytest

from kindregards.domain.languages import Language
from kindregards.domain.lint_praise import bearing_sources
from tests.domain.test_lint import codes, context_in, errors, with_sentence


def test_a_reviewer_may_praise_in_their_own_words_what_the_evaluation_holds() -> None:
    letter = with_sentence(Language.ENGLISH, "The five tiers you split your users into were outstanding.")

    assert errors(letter, context_in(Language.ENGLISH)) == []


@pytest.mark.parametrize("noted", [{}, {"concern:0": "Short on leading a department of thirty people"}])
def test_praise_of_what_no_evaluation_holds_is_stopped_whoever_wrote_it(noted: dict[str, str]) -> None:
    letter = with_sentence(Language.ENGLISH, "Your leadership of a department of thirty people was outstanding.")
    context = replace(context_in(Language.ENGLISH), evidence=noted)

    assert "praise_without_evidence" in codes(letter, context)


@pytest.mark.parametrize(
    ("language", "after", "stopped"),
    [
        (Language.ENGLISH, "You are a born leader.", True),
        (Language.ENGLISH, "That was an excellent way to order the work.", False),
        (Language.ENGLISH, "Well done.", False),
        (Language.CHINESE, "您是天生的领导。", True),
        (Language.CHINESE, "这很出色。", False),
    ],
)
def test_praise_leans_on_the_sentence_before_only_where_it_points_back(
    language: Language, after: str, *, stopped: bool
) -> None:
    borne = {Language.ENGLISH: "You split your users into five tiers.", Language.CHINESE: "您把用户分成五层。"}[
        language
    ]

    letter = with_sentence(language, f"{borne} {after}")

    assert ("praise_without_evidence" in codes(letter, context_in(language))) is stopped


NOTED = {
    "competency:0": "用户分层\n按活跃度和消费把用户分成五层",
    "competency:1": "SQL\nWrote a query that found the day on which retention fell",
    "concern:0": "按活跃度和消费分层的经验不足",
}


@pytest.mark.parametrize(
    ("praise", "sources"),
    [
        ("您按活跃度分层的做法很出色。", ("competency:0",)),
        ("Your query for the day retention fell was excellent.", ("competency:1",)),
        ("One strength: “SQL”.", ("competency:1",)),
        ("您和供应商的谈判非常精彩。", ()),
        ("Your leadership was excellent.", ()),
    ],
)
def test_a_sentence_of_praise_is_traced_to_the_sources_that_bear_it(praise: str, sources: tuple[str, ...]) -> None:
    assert bearing_sources(praise, NOTED) == sources
