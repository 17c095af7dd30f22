"""A letter laid out for somebody who writes it part by part: greeting, outcome, thanks and so on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kindregards.domain.letters import BlockKind, Letter
from kindregards.domain.rewriting import paragraphs

_PARAGRAPH_END = "\n\n"
WRITTEN: tuple[BlockKind, ...] = tuple(kind for kind in BlockKind if kind is not BlockKind.SMALL_PRINT)
"""What a reviewer writes; the small print stays as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The words of one part; blank lines separate its paragraphs."""

    kind: BlockKind
    text: str = ""


def parts_of(letter: Letter | None) -> tuple[Part, ...]:
    """Return a letter's parts in its own order, with an empty one for each that it lacks."""
    blocks = [block for block in letter.blocks if block.kind is not BlockKind.SMALL_PRINT] if letter else []
    parts = [
        Part(kind=kind, text=_PARAGRAPH_END.join(block.text for block in run))
        for kind, run in groupby(blocks, lambda block: block.kind)
    ]
    for kind in WRITTEN:
        if all(part.kind is not kind for part in parts):
            parts.insert(_place_for(kind, parts), Part(kind=kind))
    return tuple(parts)


def body_of(parts: Sequence[Part]) -> str:
    """Return the words of all parts as one text, as `Letter.body` has them."""
    return _PARAGRAPH_END.join(text for _, text in _paragraphs(parts))


def kinds_of(parts: Sequence[Part]) -> tuple[BlockKind, ...]:
    """Return for each paragraph of the body the part in which it was written."""
    return tuple(parts[number].kind for number, _ in _paragraphs(parts))


def part_at(parts: Sequence[Part], start: int, end: int) -> int | None:
    """Return the number of the part in which a stretch of the body lies; None where it covers several."""
    position = 0
    for number, text in _paragraphs(parts):
        if position <= start < end <= position + len(text):
            return number
        position += len(text) + len(_PARAGRAPH_END)
    return None


def with_words(parts: Sequence[Part], changes: Sequence[tuple[str, str]]) -> tuple[Part, ...]:
    """Return the parts with paragraphs said in other words; those that read differently by now stay."""
    new = dict(changes)
    return tuple(
        replace(part, text=_PARAGRAPH_END.join(new.get(text, text) for text in paragraphs(part.text))) for part in parts
    )


def _place_for(kind: BlockKind, parts: Sequence[Part]) -> int:
    later = WRITTEN[WRITTEN.index(kind) + 1 :]
    return next((number for number, part in enumerate(parts) if part.kind in later), len(parts))


def _paragraphs(parts: Sequence[Part]) -> Iterator[tuple[int, str]]:
    for number, part in enumerate(parts):
        for text in paragraphs(part.text):
            yield number, text
