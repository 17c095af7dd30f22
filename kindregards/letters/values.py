"""What fills the placeholders of one letter, and the evidence behind each."""

from collections.abc import Mapping
from dataclasses import dataclass

from kindregards.domain.composition import Brand, LetterRequest
from kindregards.domain.highlights import ChosenHighlight, select_highlights
from kindregards.domain.lines import one_line
from kindregards.domain.placeholders import Values, fill
from kindregards.letters.days import day_in_words
from kindregards.letters.phrasebook import Phrasebook
from kindregards.letters.reasons import reason_text

# More strengths than this a letter has no place for.
MOST_HIGHLIGHTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterValues:
    """Values by placeholder name; `sources` names the evaluation fields behind a value."""

    values: Values
    sources: Mapping[str, tuple[str, ...]]


def letter_values(request: LetterRequest, phrasebook: Phrasebook) -> LetterValues:
    """Return what is known for a letter; a placeholder without a value is left out."""
    chosen = select_highlights(request.result, request.job, request.language, min(request.highlights, MOST_HIGHLIGHTS))
    highlights = {f"highlight_{number}": highlight for number, highlight in enumerate(chosen, start=1)}
    reason = reason_text(request, phrasebook)
    return LetterValues(
        values={
            "candidate_name": one_line(request.candidate.name),
            "job_title": one_line(request.job.title),
            "company_name": one_line(request.brand.company_name),
            "sender_name": one_line(request.brand.sender_name),
            "signature": _signature(request.brand),
            "reason_text": reason.text,
            "answer_by": None if request.answer_by is None else day_in_words(request.answer_by, request.language),
            "reapply_from": (
                None if request.reapply_from is None else day_in_words(request.reapply_from, request.language)
            ),
            "opening_title": one_line(request.opening or ""),
            "reason_told": bool(reason.sources),
            "interviewed": request.result is not None,
            "not_interviewed": request.result is None,
            "talent_pool": request.invite_talent_pool and request.candidate.consents.talent_pool,
            **{name: _in_words(highlight, phrasebook) for name, highlight in highlights.items()},
        },
        sources={
            "reason_text": reason.sources,
            **{name: highlight.sources for name, highlight in highlights.items()},
        },
    )


def _in_words(highlight: ChosenHighlight, phrasebook: Phrasebook) -> str:
    parts = phrasebook.highlight_alone if highlight.detail is None else phrasebook.highlight_with_detail
    return fill(parts, {"label": highlight.label, "detail": highlight.detail}).text


def _signature(brand: Brand) -> str:
    """Return the sender, with the company below unless the sender's name already says it."""
    sender, company = one_line(brand.sender_name), one_line(brand.company_name)
    if not sender or company.casefold() in sender.casefold():
        return sender
    return f"{sender}\n{company}"
