"""Turning a reviewer's edited text back into blocks, without letting old evidence vouch for new words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from kindregards.domain.evidence import REVIEWER
from kindregards.domain.languages import Language
from kindregards.domain.letters import Block, BlockKind, Letter, Link

_READ_ONLINE = {Language.CHINESE: "在线阅读并确认", Language.ENGLISH: "Read online and confirm"}
_PARAGRAPH_END = "\n\n"
# Half the signs in common: the same paragraph, edited.
_ALIKE = 0.5
# A paragraph is known by its beginning; comparing takes time that grows with the square of the length.
_COMPARED = 400
# A paragraph added among these is one more remark to the candidate; later on, one more thing they can do.
_OPENING = frozenset({BlockKind.GREETING, BlockKind.OUTCOME, BlockKind.THANKS, BlockKind.HIGHLIGHT})


def rewritten(letter: Letter, body: str, subject: str | None = None, kinds: Sequence[BlockKind] = ()) -> Letter:
    """Return the letter with a reviewer's words; paragraphs are parted by blank lines.

    `kinds` names for each paragraph the part of the letter in which it was written; without them its place tells.

    Unchanged paragraphs keep everything. A changed one keeps its kind and its button and becomes the reviewer's own;
    a changed highlight becomes thanks, for its evidence no longer says what it says. Small print and buttons stay.
    """
    old = [block for block in letter.blocks if block.kind is not BlockKind.SMALL_PRINT]
    small_print = [block for block in letter.blocks if block.kind is BlockKind.SMALL_PRINT]
    texts = paragraphs(body)
    new = list(_aligned(old, texts) if old else _from_nothing(texts, letter.language))
    if len(kinds) == len(texts):
        new = [_in_its_part(block, kind) for block, kind in zip(new, kinds, strict=True)]
    return replace(
        letter,
        subject=letter.subject if subject is None else subject.strip(" "),
        blocks=(*_with_buttons(new, old), *small_print),
    )


def paragraphs(body: str) -> list[str]:
    """Return the paragraphs of a text; a line of white space is a blank line."""
    lines = (line.rstrip() for line in body.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    pieces = "\n".join(lines).split(_PARAGRAPH_END)
    return [text for text in (piece.strip() for piece in pieces) if text]


def _aligned(old: Sequence[Block], texts: Sequence[str]) -> Iterator[Block]:
    """Yield a block for each text, matched with the old blocks around the paragraphs that stayed."""
    matcher = SequenceMatcher(
        None, [_same(block.text) for block in old], [_same(text) for text in texts], autojunk=False
    )
    opcodes = matcher.get_opcodes()
    replaced = [block for tag, i1, i2, _, _ in opcodes if tag in {"delete", "replace"} for block in old[i1:i2]]
    before = BlockKind.GREETING
    for tag, i1, i2, j1, j2 in opcodes:
        here = list(old[i1:i2]) if tag == "replace" else []
        for offset, text in enumerate(texts[j1:j2]):
            if tag == "equal":
                block = old[i1 + offset]
            else:
                block = _moved(text, replaced) or _written(text, _counterpart(text, here), before)
            before = block.kind
            yield block


def _from_nothing(texts: Sequence[str], language: Language) -> Iterator[Block]:
    """Yield blocks for a letter written by hand: greeting, outcome, what else there is to say, sign-off.

    The paragraph before the sign-off gets the button to the letter's page.
    """
    last = len(texts) - 1
    for number, text in enumerate(texts):
        block = Block(kind=_kind_by_place(number, last), text=text, sources=(REVIEWER,))
        is_before_sign_off = number == max(last - 1, 0)
        yield replace(block, link=Link.LETTER, link_label=_READ_ONLINE[language]) if is_before_sign_off else block


def _kind_by_place(number: int, last: int) -> BlockKind:
    match number:
        case 0:
            return BlockKind.GREETING
        case 1:
            return BlockKind.OUTCOME
        case _:
            return BlockKind.SIGN_OFF if number == last else BlockKind.THANKS


def _same(text: str) -> str:
    """Return what two paragraphs have in common when only their spacing differs."""
    return " ".join(text.split())


def _moved(text: str, replaced: list[Block]) -> Block | None:
    """Return the old block with these very words that stood elsewhere, once."""
    for position, block in enumerate(replaced):
        if _same(block.text) == _same(text):
            return replaced.pop(position)
    return None


def _counterpart(text: str, here: list[Block]) -> Block | None:
    """Take the old block that this text replaces: the one most like it, or else the first one left."""
    if not here:
        return None
    start = text[:_COMPARED]
    likeness = [SequenceMatcher(None, block.text[:_COMPARED], start, autojunk=False).ratio() for block in here]
    best = max(likeness)
    return here.pop(likeness.index(best) if best >= _ALIKE else 0)


def _written(text: str, replaced: Block | None, before: BlockKind) -> Block:
    """Return a block of the reviewer's own words in the place of an old one, or added after `before`."""
    if replaced is None:
        kind = BlockKind.THANKS if before in _OPENING else BlockKind.NEXT_STEPS
        return Block(kind=kind, text=text, sources=(REVIEWER,))
    kind = BlockKind.THANKS if replaced.kind is BlockKind.HIGHLIGHT else replaced.kind
    return Block(kind=kind, text=text, link=replaced.link, link_label=replaced.link_label, sources=(REVIEWER,))


def _in_its_part(block: Block, kind: BlockKind) -> Block:
    """Return a block of the reviewer's own words as the part that they wrote it in; highlights need evidence."""
    if block.sources != (REVIEWER,) or kind is BlockKind.SMALL_PRINT:
        return block
    return replace(block, kind=BlockKind.THANKS if kind is BlockKind.HIGHLIGHT else kind)


def _with_buttons(new: Sequence[Block], old: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; a button whose paragraph was deleted moves to the last paragraph that has none.

    The words of a button are not in the text a reviewer edits, so deleting a paragraph cannot mean to delete them.
    """
    kept = {block.link for block in new}
    lost = [block for block in old if block.link is not None and block.link not in kept]
    blocks = list(new)
    free = [i for i, block in enumerate(blocks) if block.link is None and block.kind is not BlockKind.SIGN_OFF]
    for button, position in zip(lost, reversed(free), strict=False):
        blocks[position] = replace(blocks[position], link=button.link, link_label=button.link_label)
    yield from blocks
