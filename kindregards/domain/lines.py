"""Text from outside, made safe to stand inside one line of a letter."""

import re
import unicodedata

_WHITESPACE = re.compile(r"\s+")
# Direction overrides and isolates can make a line read as something else than it is; joiners (U+200C, U+200D) are
# part of Persian names and of emoji and stay.
_TRICKERY = frozenset("\u200b\u200e\u200f\u2060\ufeff\u00ad") | {chr(c) for c in range(0x202A, 0x202F)}
_ISOLATES = frozenset(chr(c) for c in range(0x2066, 0x206A))
_TAGS = range(0xE0000, 0xE0080)
_FULLWIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(0x5E)}


def is_hidden(character: str) -> bool:
    """Say whether a character is invisible and able to deceive: controls, direction marks, tag characters."""
    if character in "\n\t":
        return False
    if character in _TRICKERY or character in _ISOLATES or ord(character) in _TAGS:
        return True
    return unicodedata.category(character) in {"Cc", "Co", "Cs"}


def one_line(text: str) -> str:
    """Return the text without hidden characters, its white space collapsed to single spaces."""
    visible = "".join(" " if c in "\r\v\f\x1c\x1d\x1e\x85" else c for c in text)
    visible = "".join(c for c in visible if not is_hidden(c))
    return _WHITESPACE.sub(" ", visible).strip()


def shortened(text: str, room: int) -> str:
    """Return the text in at most `room` characters, cut at a word where one is near, with an ellipsis."""
    if len(text) <= room:
        return text
    if room <= 1:
        return "…"[:room]
    cut = text[: room - 1]
    at_word = cut.rfind(" ")
    return (cut[:at_word] if at_word > room // 2 else cut).rstrip(" ,;:，、；：") + "…"


def folded(text: str) -> str:
    """Return the text with full-width ASCII made plain, character for character, so that spans still fit."""
    return text.translate(_FULLWIDTH)
