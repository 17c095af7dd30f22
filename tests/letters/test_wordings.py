"""Letters side by side: the same matter, said in different words, and each of them fit to leave."""

import re
from dataclasses import replace
from itertools import product

import pytest

from benchmarks.similarity import LETTERS, REASONS, TARGET, letters_of, median_likeness
from kindregards.domain.applications import Stage
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import BlockKind
from kindregards.domain.lint import LintContext, lint
from tests.letters.requests import COMPOSER, a_request_in, composed

_PRAISE = re.compile(
    r"\b(?:carefully|with care|openly|honest\w*|impress\w*|noticed|enjoyed|liked|well prepared|turned up prepared)\b|"
    r"认真|坦率|坦诚|痛快|印象|出色|有备而来|看得出|收获"
)
COMBINATIONS = list(product(Language, Stage, Tone))


@pytest.mark.parametrize(("language", "stage", "tone"), COMBINATIONS)
@pytest.mark.parametrize("reason", ["experience_gap", "position_filled", None])
def test_twenty_letters_of_one_kind_do_not_read_as_one(
    language: Language, stage: Stage, tone: Tone, reason: str | None
) -> None:
    assert median_likeness(letters_of(language, stage, tone, reason), language) <= TARGET


@pytest.mark.parametrize(("language", "stage", "tone"), COMBINATIONS)
@pytest.mark.parametrize("has_result", [True, False])
@pytest.mark.parametrize("pool", [True, False])
def test_every_wording_passes_the_lint(
    language: Language, stage: Stage, tone: Tone, *, has_result: bool, pool: bool
) -> None:
    base = a_request_in(language, stage=stage, tone=tone)
    consents = replace(base.candidate.consents, talent_pool=pool)
    for number in range(LETTERS):
        candidate = replace(base.candidate, external_id=f"p-{number}", consents=consents)
        request = replace(base, candidate=candidate, result=base.result if has_result else None)

        assert lint(composed(request), LintContext.of(request)) == ()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("has_result", [True, False])
def test_every_reason_passes_the_lint(language: Language, reason: str | None, *, has_result: bool) -> None:
    base = a_request_in(language, reason=reason)
    request = base if has_result else replace(base, result=None)

    assert lint(composed(request), LintContext.of(request)) == ()


@pytest.mark.parametrize(("language", "stage", "tone"), COMBINATIONS)
def test_thanks_praise_nothing_that_nobody_has_seen(language: Language, stage: Stage, tone: Tone) -> None:
    for letter in letters_of(language, stage, tone, None):
        thanks = " ".join(block.text for block in letter.blocks if block.kind is BlockKind.THANKS)

        assert thanks
        assert not _PRAISE.search(thanks)


def test_composing_again_changes_nothing() -> None:
    request = a_request_in(Language.CHINESE)

    assert COMPOSER.compose(request) == COMPOSER.compose(replace(request))
