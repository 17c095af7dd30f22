"""A letter as blocks: its hash, its body, the facts it rests on."""

from dataclasses import replace

import pytest

from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import Block, BlockKind, Finding, Letter, Link
from tests.builders import a_letter

LETTER = a_letter()


def with_block(**changes: object) -> Letter:
    first, *others = LETTER.blocks
    return replace(LETTER, blocks=(replace(first, **changes), *others))  # type: ignore[arg-type] # test data


@pytest.mark.parametrize(
    "other",
    [
        a_letter(subject="Another"),
        a_letter(language=Language.ENGLISH),
        a_letter(tone=Tone.FORMAL),
        a_letter(template_version="test-2"),
        a_letter(sender_name="韩梅梅"),
        a_letter(blocks=LETTER.blocks[::-1]),
        with_block(text="别人，您好："),
        with_block(kind=BlockKind.OUTCOME),
        with_block(link=Link.LETTER, link_label="Open"),
        with_block(sources=("highlight:0",)),
    ],
)
def test_every_change_of_content_changes_the_hash(other: Letter) -> None:
    assert other.content_hash != LETTER.content_hash


def test_the_same_content_has_the_same_hash() -> None:
    assert a_letter().content_hash == LETTER.content_hash
    assert len(LETTER.content_hash) == 64


def test_the_body_is_what_a_reviewer_reads_without_small_print() -> None:
    small = Block(kind=BlockKind.SMALL_PRINT, text="Why you get this.")

    letter = replace(LETTER, blocks=(*LETTER.blocks, small))

    assert letter.body == LETTER.body == "\n\n".join(block.text for block in LETTER.blocks)


def test_personal_facts_are_the_evaluations_own_each_once() -> None:
    sources = ("highlight:0", "competency:0", "reason:skills_gap", "reviewer")
    more = ("competency:0", "concern:1", "fact:pm_years")
    blocks = (
        Block(kind=BlockKind.HIGHLIGHT, text="a", sources=sources),
        Block(kind=BlockKind.REASON, text="b", sources=more),
    )

    assert a_letter(blocks=blocks).personal_facts == ("highlight:0", "competency:0", "concern:1", "fact:pm_years")


@pytest.mark.parametrize(("severity", "blocks"), [("error", True), ("warning", False)])
def test_only_errors_stop_a_letter(severity: str, *, blocks: bool) -> None:
    assert Finding(code="x", severity=severity, message="x").blocks_sending is blocks
