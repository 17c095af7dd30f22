"""Wordings learned from examples: what no list foresaw is stopped, and figures are compared."""

from dataclasses import replace

import pytest

from kindregards.domain.figures import figures
from kindregards.domain.languages import Language
from kindregards.domain.learned_wording import learned, likeliest_remark
from kindregards.domain.letters import BlockKind
from kindregards.domain.lint import LintContext, lint
from kindregards.domain.lint_learned import remark_finding
from tests.domain.wording_frames import examples
from tests.letters.requests import a_request_in, composed

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize("language", Language)
def test_every_kind_of_example_was_learned(language: Language) -> None:
    kinds = {example.kind for example in examples(language)}

    assert kinds <= set(learned(language).kinds)


@pytest.mark.parametrize(
    ("language", "sentence", "kind"),
    [
        (
            Language.ENGLISH,
            "One had the feeling that you were rather gloomy when we spoke about the budget.",
            "emotion",
        ),
        (Language.ENGLISH, "Your case study ended up with a five and a half.", "score"),
        (Language.CHINESE, "聊到预算的时候，您的脸色一下子阴沉了。", "emotion"),
        (Language.CHINESE, "等明年门店开起来，我们头一个打电话叫您。", "promise"),
    ],
)
def test_a_remark_in_new_words_is_recognised(language: Language, sentence: str, kind: str) -> None:
    found, odds = likeliest_remark(sentence, language, NONE)

    assert (found, odds > 0) == (kind, True)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.ENGLISH, "The lift was broken that day, and you climbed five floors for us."),
        (Language.CHINESE, "那天电梯坏了，您爬了五层楼上来，辛苦了。"),
    ],
)
def test_a_harmless_sentence_is_left_alone(language: Language, sentence: str) -> None:
    _, odds = likeliest_remark(sentence, language, NONE)

    assert odds < 0


def test_an_excused_kind_is_no_remark() -> None:
    sentence = "We will call you as soon as a place is free."

    _, refused = likeliest_remark(sentence, Language.ENGLISH, NONE)
    _, excused = likeliest_remark(sentence, Language.ENGLISH, frozenset({"promise"}))

    assert refused > 0 > excused


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("from nine days to four, by 30 percent", {"9", "4", "30"}),
        ("a single day, and one more thing", {"1"}),
        ("从九天缩短到四天，分成十二层", {"9", "4", "102"}),
        ("有一项长处出在第二周", set()),
    ],
)
def test_figures_are_read_in_digits_and_words(text: str, named: set[str]) -> None:
    assert figures(text) == named


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        (Language.ENGLISH, "This job wants a minimum of three years of project work; we counted one year so far."),
        (Language.CHINESE, "岗位的最低要求是三年项目管理经验，您目前有一年。"),
    ],
)
def test_the_recorded_reason_in_words_of_a_list_is_not_refused(language: Language, reason: str) -> None:
    request = a_request_in(language)
    letter = composed(request)
    told = replace(
        letter,
        blocks=tuple(replace(b, text=reason) if b.kind is BlockKind.REASON else b for b in letter.blocks),
    )

    assert not [finding for finding in lint(told, LintContext.of(request)) if finding.blocks_sending]


@pytest.mark.parametrize(
    ("kind", "odds", "severities"),
    [("score", 0.7, ["error"]), ("score", 0.4, ["warning"]), ("score", 0.1, []), ("instruction", 1.1, [])],
)
def test_a_sentence_is_refused_when_sure_and_shown_when_likely(kind: str, odds: float, severities: list[str]) -> None:
    found = remark_finding(kind, odds, "Three and a half.", (0, 17))

    assert [finding.severity for finding in found] == severities
