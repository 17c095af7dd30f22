"""The lint against what people also write: journeys, apologies, rooms, papers."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from kindregards.domain.languages import Language
from kindregards.domain.letters import Block, BlockKind
from kindregards.domain.lint import lint
from kindregards.domain.lint_context import LintContext
from tests.letters.requests import a_request_in, composed

SENTENCES = tomllib.loads(Path(__file__).with_name("everyday.toml").read_text(encoding="utf-8"))


def is_stopped(sentence: str, language: Language) -> bool:
    """Say whether a reviewer's sentence in an ordinary rejection keeps it from leaving."""
    request = a_request_in(language)
    letter = composed(request)
    said = Block(kind=BlockKind.THANKS, text=sentence, sources=("reviewer",))
    blocks = (*letter.blocks[:2], said, *letter.blocks[2:])
    return any(finding.blocks_sending for finding in lint(replace(letter, blocks=blocks), LintContext.of(request)))


@pytest.mark.parametrize("language", Language)
def test_hardly_any_everyday_sentence_stops_a_letter(language: Language) -> None:
    sentences = SENTENCES[language.value]

    stopped = [sentence for sentence in sentences if is_stopped(sentence, language)]

    assert len(stopped) <= 0.03 * len(sentences), stopped
