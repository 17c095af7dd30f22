"""Text from outside, made safe to stand inside one line of a letter."""

import re

_WHITESPACE = re.compile(r"\s+")
_FULLWIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(0x5E)}
# Controls, direction marks and tag characters can make a line read as something else than it is; joiners (U+200C,
# U+200D) are part of Persian names and of emoji and stay.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)
_CONTROLS_THAT_PART_WORDS = str.maketrans(dict.fromkeys("\r\v\f\x1c\x1d\x1e\x1f\x85", " "))


def hidden_at(text: str) -> int | None:
    """Return where the first invisible character that can deceive stands, or None; line breaks and tabs are seen."""
    match = _HIDDEN.search(text)
    return match.start() if match else None


def one_line(text: str) -> str:
    """Return the text without hidden characters, its white space collapsed to single spaces."""
    visible = _HIDDEN.sub("", text.translate(_CONTROLS_THAT_PART_WORDS))
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
