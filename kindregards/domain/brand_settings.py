"""What a company may set about its appearance, and whether that can be used."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kindregards.domain.composition import Brand
from kindregards.domain.errors import InvalidError
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letter_vocabulary import LETTER_VOCABULARY
from kindregards.domain.looks import OUR_DARK_ACCENT, OUR_LIGHT_ACCENT, Logo, Look, check_look
from kindregards.domain.placeholder_parsing import examine
from kindregards.domain.placeholders import Vocabulary
from kindregards.domain.text_safety import is_clean_line
from kindregards.domain.written_language import is_written_in

LONGEST_NAME = 100
LONGEST_LINE = 300
_PLACEHOLDER = re.compile(r"\(\([a-z_0-9]+\)\)")
BRAND_VOCABULARY = Vocabulary(words=frozenset({"job_title", "company_name", "sender_name"}))


class BrandInvalidError(InvalidError):
    """A name or line that cannot stand in a letter; `details` name the field."""

    code = "brand_invalid"


class Preset(StrEnum):
    """A ready appearance to begin with."""

    FINANCE = "finance"
    INTERNET = "internet"


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandSettings:
    """Everything a company says about itself; empty lines say nothing."""

    company_name: str
    sender_name: str
    light_accent: str = OUR_LIGHT_ACCENT
    dark_accent: str = OUR_DARK_ACCENT
    logo: Logo | None = None
    small_print: Mapping[Language, str] = field(default_factory=dict)
    future_line: Mapping[Language, str] = field(default_factory=dict)
    languages: tuple[Language, ...] = tuple(Language)
    default_tone: Tone = Tone.WARM

    def brand(self) -> Brand:
        """Return the brand that letters are written with."""
        is_ours = (self.light_accent, self.dark_accent, self.logo) == (OUR_LIGHT_ACCENT, OUR_DARK_ACCENT, None)
        return Brand(
            company_name=self.company_name,
            sender_name=self.sender_name,
            look=None if is_ours else Look(light=self.light_accent, dark=self.dark_accent, logo=self.logo),
            small_print={language: line for language, line in self.small_print.items() if line},
            future_line={language: line for language, line in self.future_line.items() if line},
            languages=self.languages,
            default_tone=self.default_tone,
        )


def check_settings(settings: BrandSettings) -> None:
    """Raise BrandInvalidError, ColourInvalidError or ContrastTooLowError for what cannot be used."""
    for name in ("company_name", "sender_name"):
        _check_name(name, getattr(settings, name))
    if not settings.languages:
        raise BrandInvalidError("Keep at least one language.", details={"field": "languages"})
    for name, lines in (("small_print", settings.small_print), ("future_line", settings.future_line)):
        for language, line in lines.items():
            _check_line(f"{name}.{language}", line, language)
    check_look(settings.light_accent, settings.dark_accent)


def _check_name(name: str, value: str) -> None:
    if not value.strip() or len(value) > LONGEST_NAME or not is_clean_line(value) or "((" in value:
        raise BrandInvalidError(
            f"{name} must be one line of 1 to {LONGEST_NAME} characters without control characters.",
            details={"field": name},
        )


def _check_line(name: str, line: str, language: Language) -> None:
    for problem in _line_problems(line, language):
        raise BrandInvalidError(f"{name}: {problem}.", details={"field": name})


def _line_problems(line: str, language: Language) -> Iterator[str]:
    if len(line) > LONGEST_LINE or not is_clean_line(line):
        yield f"write one line of at most {LONGEST_LINE} characters"
    yield from (problem.message for problem in examine(line, BRAND_VOCABULARY, LETTER_VOCABULARY).problems)
    if line and not is_written_in(_PLACEHOLDER.sub("", line), language):
        yield f"write it in {language}"
