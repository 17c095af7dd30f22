"""Which language a browser asks for, and the translations of a door."""

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from kindregards.domain.languages import Language, letter_language

_FORMATS = {Language.CHINESE: "zh_Hans_CN", Language.ENGLISH: "en_GB"}


def marked(message: str) -> str:
    """Return a message as it stands; the name tells the extractor that it is translated where it is shown."""
    return message


def format_locale(language: Language) -> str:
    """Return the Babel locale by which dates and numbers are written in a language."""
    return _FORMATS[language]


def spoken_language(accept_language: str | None) -> Language:
    """Return the first of our languages that a browser asks for; English when it asks for none."""
    for tag in _by_preference(accept_language or ""):
        if tag.startswith(("zh", "en")):
            return letter_language(tag)
    return Language.ENGLISH


def named_language(name: str | None) -> Language | None:
    """Return the language with this tag, or None."""
    return Language(name) if name in set(Language) else None


def load_translations(folder: Path, language: Language) -> NullTranslations:
    """Return the translations kept in `<folder>/<language>.po`; English is the source and needs no file."""
    path = folder / f"{language}.po"
    if language is Language.ENGLISH and not path.exists():
        return NullTranslations()
    with path.open("rb") as source:
        catalogue = read_po(source, locale=format_locale(language))
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def _by_preference(accept_language: str) -> list[str]:
    """Return language tags, the most wanted first; those with q=0 are refused and left out."""
    weighted = [_weighted(part) for part in accept_language.lower().split(",")]
    wanted = [(weight, tag) for weight, tag in weighted if tag and weight > 0]
    # sorted keeps the order of equals, which is the browser's.
    return [tag for _, tag in sorted(wanted, key=lambda pair: -pair[0])]


def _weighted(part: str) -> tuple[float, str]:
    tag, _, parameters = part.partition(";")
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0, tag.strip()
    try:
        return float(value), tag.strip()
    except ValueError:
        return 0.0, tag.strip()
