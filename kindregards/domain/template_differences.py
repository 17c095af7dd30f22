"""What changed between two versions of a template, block by block."""

from dataclasses import dataclass
from itertools import zip_longest

from kindregards.domain.template_texts import SUBJECT, WRITABLE, TemplateText
from kindregards.domain.text_changes import Change, Piece, text_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockDifference:
    """One changed paragraph: the pieces of both versions in reading order."""

    block: str
    paragraph: int
    pieces: tuple[Piece, ...]


def differences(before: TemplateText, after: TemplateText) -> tuple[BlockDifference, ...]:
    """Return the paragraphs that are not the same in both."""
    found = []
    for block in (SUBJECT, *WRITABLE):
        pairs = zip_longest(_paragraphs(before, block), _paragraphs(after, block), fillvalue="")
        for number, (old, new) in enumerate(pairs):
            pieces = text_changes(old, new)
            if any(piece.change is not Change.SAME for piece in pieces):
                found.append(BlockDifference(block=str(block), paragraph=number, pieces=pieces))
    return tuple(found)


def _paragraphs(text: TemplateText, block: str) -> tuple[str, ...]:
    if block == SUBJECT:
        return () if text.subject is None else (text.subject,)
    return next((paragraphs for kind, paragraphs in text.blocks.items() if kind == block), ())
