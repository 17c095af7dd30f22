"""Which parts of a letter its reviewer changed."""

from dataclasses import replace

import pytest

from kindregards.domain.edited_blocks import edited_blocks
from kindregards.domain.languages import Language
from kindregards.domain.letters import Block, BlockKind, Letter
from tests.letters.requests import a_request_in, composed

BEFORE = replace(
    composed(a_request_in(Language.ENGLISH)),
    subject="Our answer",
    blocks=(
        Block(kind=BlockKind.GREETING, text="Dear Mei,"),
        Block(kind=BlockKind.THANKS, text="Thank you."),
        Block(kind=BlockKind.REASON, text="The role asks for more."),
    ),
)


def with_words(*words: str | tuple[BlockKind, str]) -> Letter:
    """Return the letter in these words, each in its old part unless another is named."""
    kinds = [block.kind for block in BEFORE.blocks]
    named = [each if isinstance(each, tuple) else (kinds[place], each) for place, each in enumerate(words)]
    return replace(BEFORE, blocks=tuple(Block(kind=kind, text=text) for kind, text in named))


@pytest.mark.parametrize(
    ("after", "parts"),
    [
        (BEFORE, ()),
        (with_words("Dear  Mei,", "Thank you. ", "The role asks\nfor more."), ()),
        (replace(BEFORE, subject="Our  answer"), ()),
        (replace(BEFORE, subject="Another answer"), ("subject",)),
        (with_words("Dear Mei,", "Many thanks.", "The role asks for more."), ("thanks",)),
        (with_words("Dear Mei,", "Thank you."), ("reason",)),
        (with_words("Hello Mei,", "Thank you.", "It asks for more."), ("greeting", "reason")),
        (
            with_words("Dear Mei,", "Thank you.", "The role asks for more.", (BlockKind.NEXT_STEPS, "Write to us.")),
            ("next_steps",),
        ),
        (
            with_words("Dear Mei,", "Many thanks.", "The role asks for more.", (BlockKind.NEXT_STEPS, "Write to us.")),
            ("thanks", "next_steps"),
        ),
        # A reviewer's changed highlight becomes thanks: what changed is the part it stood in.
        (with_words("Dear Mei,", "Thank you.", (BlockKind.THANKS, "It asked for more.")), ("reason",)),
    ],
)
def test_a_part_counts_as_changed_when_its_words_are_gone_or_new(after: Letter, parts: tuple[str, ...]) -> None:
    assert edited_blocks(BEFORE, after) == parts
