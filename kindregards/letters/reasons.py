"""The sentence that tells a candidate why: about the role, and as concrete as facts allow."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kindregards.domain.applications import Requirement
from kindregards.domain.composition import LetterRequest
from kindregards.domain.languages import Language
from kindregards.domain.lines import one_line
from kindregards.domain.placeholders import fill
from kindregards.domain.reasons import SHIPPED_REASONS, Party, with_shipped
from kindregards.domain.remarks import remarks
from kindregards.domain.written_language import is_written_in
from kindregards.letters.catalogue import built_in
from kindregards.letters.phrasebook import Phrasebook, ReasonPhrases

_YEARS = re.compile(r"(?:^|_)years?(?:_|$)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_LONGEST_REQUIREMENT = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonText:
    """The sentence and the recorded facts it rests on."""

    text: str
    sources: tuple[str, ...]


def reason_to_tell(request: LetterRequest) -> str | None:
    """Return the recorded reason's code when this letter may say it, or None."""
    reason = with_shipped(request.brand.reasons).get(request.reason or "")
    if reason is None or not request.explain_reason or not reason.in_letter or reason.party is not Party.COMPANY:
        return None
    return reason.code


def reason_text(request: LetterRequest, phrasebook: Phrasebook) -> ReasonText:
    """Return the most concrete true sentence for the reason; a neutral one when nothing may be said."""
    code = reason_to_tell(request)
    phrases = phrasebook.reasons.get(code or "")
    own = request.brand.reasons.get(code or "")
    if code is not None and own is not None and own.text.get(request.language):
        return ReasonText(text=own.text[request.language], sources=(f"reason:{code}",))
    if code is None or phrases is None:
        return ReasonText(text=fill(phrasebook.neutral_reason, {}).text, sources=())
    return _with_requirement(request, code, phrases, phrasebook) or ReasonText(
        text=fill(phrases.plain, {}).text, sources=(f"reason:{code}",)
    )


def usual_texts() -> Mapping[str, Mapping[Language, str]]:
    """Return what a letter says for each reason that everybody has, where no requirement is known, by language."""
    return {
        code: {language: fill(book.reasons[code].plain, {}).text for language, book in built_in().phrasebooks.items()}
        for code, reason in SHIPPED_REASONS.items()
        if reason.party is Party.COMPANY and reason.in_letter
    }


def _with_requirement(
    request: LetterRequest, code: str, phrases: ReasonPhrases, phrasebook: Phrasebook
) -> ReasonText | None:
    """Return the sentence naming the job's requirement behind a concern, with the years one has where known."""
    if phrases.requirement is None:
        return None
    for position, requirement in _requirements_behind(request, code):
        values = {
            "requirement": one_line(requirement.text).strip(" .。"),
            "years": _years(request, requirement, phrasebook),
        }
        sources = (f"reason:{code}", f"concern:{position}")
        if phrases.years is not None and values["years"] is not None:
            return ReasonText(text=fill(phrases.years, values).text, sources=(*sources, f"fact:{requirement.code}"))
        return ReasonText(text=fill(phrases.requirement, values).text, sources=sources)
    return None


def _requirements_behind(request: LetterRequest, code: str) -> list[tuple[int, Requirement]]:
    """Return the quotable requirements that the interview named for this reason, with each concern's number."""
    if request.result is None:
        return []
    by_code = {requirement.code: requirement for requirement in request.job.requirements}
    return [
        (position, by_code[concern.requirement])
        for position, concern in enumerate(request.result.concerns)
        if concern.reason == code
        and concern.requirement in by_code
        and _is_quotable(by_code[concern.requirement].text, request)
    ]


def _is_quotable(text: str, request: LetterRequest) -> bool:
    line = one_line(text)
    return (
        0 < len(line) <= _LONGEST_REQUIREMENT
        and not any(mark in line for mark in '“”「」"')
        and is_written_in(line, request.language)
        and next(remarks(line), None) is None
    )


def _years(request: LetterRequest, requirement: Requirement, phrasebook: Phrasebook) -> str | None:
    """Return the years the interview established for a requirement counted in years, in words of the language."""
    fact = request.result.facts.get(requirement.code) if request.result else None
    if not _YEARS.search(requirement.code) or isinstance(fact, (str, bool)) or fact is None or not 0 < fact < 60:  # noqa: PLR2004 -- no career is longer
        return None
    asked = _NUMBER.search(requirement.text)
    if asked is not None and fact >= float(asked.group()):
        # Enough years, but not of the kind looked for: told beside the number asked for, they would sound like mockery.
        return None
    if fact == 1:
        return phrasebook.one_year
    return fill(phrasebook.some_years, {"number": f"{fact:.1f}".removesuffix(".0")}).text
