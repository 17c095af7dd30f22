"""A letter as it would be, for somebody who wants to look before anything is kept or sent."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from kindregards.domain.applications import Stage
from kindregards.domain.cases import CaseFile
from kindregards.domain.composition import LetterRequest
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letter_requests import letter_request
from kindregards.domain.letters import Finding, Letter, LetterKind
from kindregards.domain.lint import LintContext, lint
from kindregards.domain.rewriting import rewritten

Composing = Callable[[LetterRequest], Letter | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialWish:
    """What is tried; what is None stays as it is: one's own words, tone, language, the reason to tell."""

    subject: str | None = None
    body: str | None = None
    tone: Tone | None = None
    language: Language | None = None
    reason: str | None = None

    @property
    def wants_another_letter(self) -> bool:
        """Say whether the letter is composed anew instead of taking the one that is there."""
        return (self.tone, self.language, self.reason) != (None, None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialLetter:
    """A letter that is nowhere kept, with what the lint says of it."""

    letter: Letter
    findings: tuple[Finding, ...]


def try_letter(case: CaseFile, wish: TrialWish, compose: Composing, now: datetime) -> TrialLetter | None:
    """Return the outcome letter of a case as wished, or None when data is missing to write one."""
    request = _request(case, wish, now)
    letter = case.letter
    if letter is None or wish.wants_another_letter:
        letter = compose(request)
    if letter is None:
        return None
    if wish.body is not None or wish.subject is not None:
        letter = rewritten(letter, letter.body if wish.body is None else wish.body, wish.subject)
    return TrialLetter(letter=letter, findings=lint(letter, LintContext.of(request)))


def _request(case: CaseFile, wish: TrialWish, now: datetime) -> LetterRequest:
    kind = LetterKind.OFFER_STAGE_NOT_SELECTED if case.stage is Stage.OFFER else LetterKind.NOT_SELECTED
    request = letter_request(case, kind=kind, reason=wish.reason or _known_reason(case), now=now)
    return replace(request, tone=wish.tone or request.tone, language=wish.language or request.language)


def _known_reason(case: CaseFile) -> str | None:
    """Return the reason that was decided for, or else offered to the reviewer."""
    if case.is_decided and case.decision is not None:
        return case.decision.reason
    return case.review.reason if case.review else None
