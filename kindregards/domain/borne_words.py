"""A reviewer's words that the evaluation bears out, whoever or whatever helped to write them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kindregards.domain.evidence import REVIEWER
from kindregards.domain.letters import Block, BlockKind, Letter
from kindregards.domain.lint_praise import bearing_sources
from kindregards.domain.sentences import sentences


def with_bearing_sources(letter: Letter, evidence: Mapping[str, str]) -> Letter:
    """Return the letter in which the reviewer's thanks name what bears them, one source a sentence.

    A highlight said better, by a person or a model, is still a fact about this candidate.
    """
    return replace(letter, blocks=tuple(_named(block, evidence) for block in letter.blocks))


def _named(block: Block, evidence: Mapping[str, str]) -> Block:
    if block.kind is not BlockKind.THANKS or block.sources != (REVIEWER,):
        return block
    return replace(block, sources=(REVIEWER, *dict.fromkeys(_bearing(block.text, evidence))))


def _bearing(text: str, evidence: Mapping[str, str]) -> Iterator[str]:
    for sentence in sentences(text):
        yield from bearing_sources(sentence.text, evidence)[:1]
