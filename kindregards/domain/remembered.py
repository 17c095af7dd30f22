"""Remembering what was found in words without remembering the words."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

# The sentences of all templates in use, several times over.
_MOST = 8_192

Rest = TypeVarTuple("Rest")
Found = TypeVar("Found")


def remembered(find: Callable[[str, *Rest], Found]) -> Callable[[str, *Rest], Found]:
    """Keep what a pure function found, by a hash of its text: most sentences of a letter come from its template.

    Only answers stay in memory, so they must be spans and codes, never words: no letter outlives its sending here.
    """
    known: dict[tuple[int, int, tuple[object, ...]], tuple[Found]] = {}

    @wraps(find)
    def recall(text: str, *rest: *Rest) -> Found:
        key = (hash(text), len(text), rest)
        answer = known.get(key)
        if answer is None:
            if len(known) >= _MOST:
                known.clear()
            answer = known[key] = (find(text, *rest),)
        return answer[0]

    return recall
