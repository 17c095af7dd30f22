"""Finding unsayable remarks in a text."""

import re
from collections.abc import Iterable, Iterator

from kindregards.domain.lines import folded
from kindregards.domain.unsayable import Remark, Unsayable
from kindregards.domain.unsayable_chinese import CHINESE
from kindregards.domain.unsayable_english import ENGLISH
from kindregards.domain.unsayable_signs import SIGNS

# "None" and "XXX" are told from words by their case; everything else is found in any case.
_CASED = frozenset({Unsayable.PLACEHOLDER})


def _pattern(kind: Unsayable) -> re.Pattern[str]:
    words = (*ENGLISH.get(kind, ()), *CHINESE.get(kind, ()), *SIGNS.get(kind, ()))
    # ASCII keeps word boundaries between Chinese and Latin letters.
    return re.compile("|".join(words), re.ASCII if kind in _CASED else re.ASCII | re.IGNORECASE)


_PATTERNS = {kind: _pattern(kind) for kind in Unsayable}


def remarks(text: str, kinds: Iterable[Unsayable] = tuple(Unsayable)) -> Iterator[Remark]:
    """Yield every unsayable remark of these kinds; spans index the given text."""
    plain = folded(text)
    for kind in kinds:
        for match in _PATTERNS[kind].finditer(plain):
            yield Remark(kind, match.start(), match.end())
