"""Which characters a text from outside may hold."""

import unicodedata

_LAYOUT = frozenset("\t\n\r")
# They reorder what is shown, so that a name or link reads as another one (Unicode TR36, "Trojan Source").
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_BREAKS = frozenset("\u2028\u2029")


def has_control_characters(text: str) -> bool:
    """Say whether a text holds control characters besides tab and line breaks, or half a surrogate pair."""
    return any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in _LAYOUT for sign in text)


def is_clean_line(text: str) -> bool:
    """Say whether a text is safe as one line, such as a name or a subject: no break, tab, control or bidi override.

    Joiners and direction marks stay allowed: Persian and Arabic names and emoji need them.
    """
    unwanted = _LAYOUT | _BIDI_CONTROLS | _LINE_BREAKS
    return not has_control_characters(text) and unwanted.isdisjoint(text)
