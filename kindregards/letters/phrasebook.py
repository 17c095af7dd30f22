"""The sentences of one language that go into letters from several templates: reasons, highlights, small print."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from kindregards.domain.letter_vocabulary import (
    HIGHLIGHT_VOCABULARY,
    LETTER_VOCABULARY,
    REASON_VOCABULARY,
    SMS_VOCABULARY,
    YEARS_VOCABULARY,
)
from kindregards.domain.placeholder_parsing import parse
from kindregards.domain.placeholders import Part

PHRASES_FILE = "phrases.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonPhrases:
    """One reason, said with as much as is known: in general, with the job's requirement, with the years one has."""

    plain: tuple[Part, ...]
    requirement: tuple[Part, ...] | None = None
    years: tuple[Part, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsPhrases:
    """A short message with and without a page to point at."""

    with_link: tuple[Part, ...]
    without_link: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasebook:
    """All shared sentences of one language; `sms` and `headlines` are keyed by letter kind, `outcome` for the rest."""

    small_print: tuple[Part, ...]
    data_label: str
    highlight_with_detail: tuple[Part, ...]
    highlight_alone: tuple[Part, ...]
    neutral_reason: tuple[Part, ...]
    reasons: Mapping[str, ReasonPhrases]
    one_year: str
    some_years: tuple[Part, ...]
    sms: Mapping[str, SmsPhrases]
    headlines: Mapping[str, str]

    @classmethod
    def read(cls, table: dict[str, Any]) -> Self:  # Any: straight from tomllib
        """Return the phrases of one TOML table; raise TemplateError for a placeholder that is not known."""
        return cls(
            small_print=parse(table["small_print"].strip(), LETTER_VOCABULARY),
            data_label=table["data_label"],
            highlight_with_detail=parse(table["highlight"]["with_detail"], HIGHLIGHT_VOCABULARY),
            highlight_alone=parse(table["highlight"]["alone"], HIGHLIGHT_VOCABULARY),
            neutral_reason=parse(table["neutral_reason"], REASON_VOCABULARY),
            reasons={code: _read_reason(forms) for code, forms in table["reason"].items()},
            one_year=table["years"]["one"],
            some_years=parse(table["years"]["some"], YEARS_VOCABULARY),
            sms={name: _read_sms(forms) for name, forms in table["sms"].items()},
            headlines=table["headline"],
        )


def _read_reason(forms: dict[str, str]) -> ReasonPhrases:
    parsed = {name: parse(text, REASON_VOCABULARY) for name, text in forms.items()}
    return ReasonPhrases(**parsed)


def _read_sms(forms: dict[str, str]) -> SmsPhrases:
    parsed = {name: parse(text, SMS_VOCABULARY) for name, text in forms.items()}
    return SmsPhrases(**parsed)
