"""Languages a letter is written in and the tones it can take."""

from enum import StrEnum


class Language(StrEnum):
    """A language for which every letter, page and screen exists."""

    CHINESE = "zh-CN"
    ENGLISH = "en"


class Tone(StrEnum):
    """How a company, or one candidate, likes to be addressed."""

    FORMAL = "formal"
    WARM = "warm"
    LIVELY = "lively"


def letter_language(locale: str) -> Language:
    """Return the language to write in for a BCP 47 locale: Chinese for any `zh`, English otherwise."""
    primary = locale.replace("_", "-").split("-", maxsplit=1)[0].lower()
    return Language.CHINESE if primary == "zh" else Language.ENGLISH
