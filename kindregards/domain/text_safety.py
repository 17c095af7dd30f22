"""Which characters a text from outside may hold."""

import re

_LAYOUT = frozenset("\t\n\r")
# Unicode's categories Cc and Cs, which will never grow; a transcript is too long to look up sign by sign.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# They reorder what is shown, so that a name or link reads as another one (Unicode TR36, "Trojan Source").
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_WITHOUT_BIDI = dict.fromkeys(map(ord, _BIDI_CONTROLS))
_LINE_BREAKS = frozenset("\u2028\u2029")


def has_control_characters(text: str) -> bool:
    """Say whether a text holds control characters besides tab and line breaks, or half a surrogate pair."""
    return _CONTROL.search(text) is not None


def is_clean_text(text: str) -> bool:
    """Say whether a text is safe over several lines, such as a comment: no control or bidi override."""
    return not has_control_characters(text) and _BIDI_CONTROLS.isdisjoint(text)


def is_clean_line(text: str) -> bool:
    """Say whether a text is safe as one line, such as a name or a subject: no break, tab, control or bidi override.

    Joiners and direction marks stay allowed: Persian and Arabic names and emoji need them.
    """
    unwanted = _LAYOUT | _BIDI_CONTROLS | _LINE_BREAKS
    return not has_control_characters(text) and unwanted.isdisjoint(text)


def as_plain_text(text: str) -> str:
    """Return a text of somebody else's without control characters and bidi overrides, its lines ended by newlines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", lines).translate(_WITHOUT_BIDI)
