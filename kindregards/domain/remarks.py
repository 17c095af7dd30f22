"""Finding unsayable remarks in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping

from kindregards.domain.lines import folded
from kindregards.domain.remembered import remembered
from kindregards.domain.unsayable import Remark, Unsayable
from kindregards.domain.unsayable_chinese import CHINESE
from kindregards.domain.unsayable_english import ENGLISH
from kindregards.domain.unsayable_signs import SIGNS

_FIRST_HAN = "\u3400"
# "None" and "XXX" are told from words by their case; everything else is found in any case.
_CASED = frozenset({Unsayable.PLACEHOLDER})
_WordLists = Mapping[Unsayable, tuple[str, ...]]


def _patterns(word_lists: _WordLists) -> dict[Unsayable, re.Pattern[str]]:
    # ASCII keeps word boundaries between Chinese and Latin letters.
    return {
        kind: re.compile("|".join(words), re.ASCII if kind in _CASED else re.ASCII | re.IGNORECASE)
        for kind, words in word_lists.items()
    }


_LATIN = _patterns(ENGLISH)
_HAN = _patterns(CHINESE)
_ANY = _patterns(SIGNS)


def remarks(text: str, kinds: Iterable[Unsayable] = tuple(Unsayable)) -> Iterator[Remark]:
    """Yield every unsayable remark of these kinds, line by line; spans index the given text."""
    wanted = tuple(kinds)
    start = 0
    for line in text.split("\n"):
        for kind, begin, end in _spans(line, wanted):
            yield Remark(kind, start + begin, start + end)
        start += len(line) + 1


@remembered
def _spans(line: str, kinds: tuple[Unsayable, ...]) -> tuple[tuple[Unsayable, int, int], ...]:
    plain = folded(line)
    # Most English letters have no Chinese sign at all, and looking for words costs more than looking for signs.
    word_lists = (_LATIN, _HAN, _ANY) if max(plain, default="") >= _FIRST_HAN else (_LATIN, _ANY)
    return tuple(
        (kind, *match.span())
        for kind in kinds
        for patterns in word_lists
        if kind in patterns
        for match in patterns[kind].finditer(plain)
    )
