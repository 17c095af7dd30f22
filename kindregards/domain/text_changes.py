"""What changed from one text to another, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Chinese has no spaces: each of its characters is a word here.
_WORDS = re.compile(r"\(\(|\)\)|\?\?|[A-Za-z0-9_'’-]+|\s+|.", re.DOTALL)
# Comparing takes time that grows with the square of the length.
_MOST_WORDS = 3_000


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with one fate."""

    change: Change
    text: str


def text_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in reading order: the same and the new ones make up `after`."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > _MOST_WORDS:
        return tuple(Piece(change, text) for change, text in ((Change.GONE, before), (Change.NEW, after)) if text)
    return tuple(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Change.SAME, "".join(old[i1:i2]))
            continue
        if i1 < i2:
            yield Piece(Change.GONE, "".join(old[i1:i2]))
        if j1 < j2:
            yield Piece(Change.NEW, "".join(new[j1:j2]))
