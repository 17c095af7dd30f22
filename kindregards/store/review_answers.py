"""What a reviewer's answer must satisfy before it counts, and what becomes of their words."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Outcome, Stage
from kindregards.domain.borne_words import with_bearing_sources
from kindregards.domain.cases import CaseFile
from kindregards.domain.channels import Channel
from kindregards.domain.evidence import evidence_behind, evidence_of, strength_count
from kindregards.domain.intake import ReasonUnknownError
from kindregards.domain.letter_requests import choice_behind, ladder_for, letter_request, tone_choice
from kindregards.domain.letters import Letter, LetterKind, LetterState
from kindregards.domain.lint import LintContext, lint
from kindregards.domain.ports.journey import Draft
from kindregards.domain.ports.letters import LetterComposer
from kindregards.domain.reasons import Party, Reason, offered, with_shipped
from kindregards.domain.reviewing import (
    AlreadyDecidedError,
    EvidenceRequiredError,
    LetterBlockedError,
    LetterChangedError,
    LetterMissingError,
    ReasonRequiredError,
    Recomposition,
    ReviewAnswer,
    ReviewCase,
    ReviewSummary,
    StaleVersionError,
)
from kindregards.domain.rewriting import rewritten
from kindregards.store.letters import content_values, insert_letter
from kindregards.store.tables import LetterTable, ReviewTable
from kindregards.store.vault import SubjectKey


def check_answer(case: ReviewCase, file: CaseFile, answer: ReviewAnswer) -> Letter | None:
    """Return the reviewer's rewritten letter, or None when the draft stands; raise what refuses the answer."""
    refuse_outdated(case, file, answer.version)
    _refuse_unfounded(_checked_reason(answer.reason, file), file, answer)
    if answer.outcome is not Outcome.REJECT:
        return None
    if answer.letter_hash is not None and answer.letter_hash != case.letter_hash:
        raise LetterChangedError(
            "The letter you approved is not the one that would be sent. Read the draft again and approve that.",
            details={"letter_hash": case.letter_hash},
        )
    letter = _rewritten(case, file, answer)
    _refuse_blocked(letter or case.letter, file, answer.reason)
    return None if letter is None else with_bearing_sources(letter, evidence_of(file.result) if file.result else {})


def recomposed(
    case: ReviewCase, file: CaseFile, wish: Recomposition, *, composer: LetterComposer, now: datetime
) -> Letter:
    """Return the letter that tells a rejection for another reason, or in another tone; raise what refuses it."""
    refuse_outdated(case, file, wish.version)
    _checked_reason(wish.reason, file)
    kind = (case.letter or _blank(file)).kind
    letter = composer.compose(letter_request(file, kind=kind, reason=wish.reason, now=now, tone=wish.tone)).letter
    if letter is None:
        raise LetterMissingError(
            "Data is missing for a letter with this reason. Write one: give subject and body with your decision."
        )
    return letter


def refuse_outdated(case: ReviewCase, file: CaseFile, version: int) -> None:
    """Raise StaleVersionError or AlreadyDecidedError unless the review still is what was read, and waits."""
    if not case.review.state.takes_decision or case.review.version != version:
        raise lost_race(case.review, version)
    if file.review is not None and file.review.result_id != file.result_id:
        raise StaleVersionError(
            f"A new interview result came in after review {case.review.id} was opened. The case is being assessed "
            "again; decide on what it says then.",
            details={"version": case.review.version},
        )


def lost_race(review: ReviewSummary, version: int) -> AlreadyDecidedError | StaleVersionError:
    """Return why an answer came too late: who decided, or what changed."""
    if review.decided_by is not None and review.decided_at is not None:
        return AlreadyDecidedError(
            f"Review {review.id} was decided by {review.decided_by} at {review.decided_at.isoformat()}: "
            f"{review.outcome}. Undo that decision to decide again.",
            details={
                "decided_by": review.decided_by,
                "decided_at": review.decided_at.isoformat(),
                "outcome": review.outcome,
            },
        )
    return StaleVersionError(
        f"Review {review.id} is {review.state} at version {review.version}; version {version} was answered. "
        "Read it again and decide on what it says now.",
        details={"version": review.version},
    )


def _checked_reason(code: str | None, file: CaseFile) -> Reason:
    """Return a reason of the company's; one that was retired still counts where the case's own rules name it."""
    reasons = with_shipped(file.brand.reasons)
    listed = ", ".join(offered(reasons))
    if not code:
        raise ReasonRequiredError(f"A decision needs a reason. Use one of: {listed}.")
    reason = reasons.get(code)
    is_named = code in {rule.reason for rule in file.policy.rules}
    if reason is None or reason.party is not Party.COMPANY or (reason.is_retired and not is_named):
        raise ReasonUnknownError(f"{code!r} is not a reason on the list. Use one of: {listed}.")
    return reason


def _refuse_unfounded(reason: Reason, file: CaseFile, answer: ReviewAnswer) -> None:
    """Raise EvidenceRequiredError where a reason rests on nothing that the record holds."""
    if answer.outcome is not Outcome.REJECT or not reason.needs_evidence or answer.comment:
        return
    concerns = file.result.concerns if file.result else ()
    if not any(concern.reason == reason.code for concern in concerns):
        raise EvidenceRequiredError(
            f"The reason {reason.code} needs evidence, and the interview names no such concern. Say in the comment "
            "what it rests on, or take another reason.",
            details={"reason": reason.code},
        )


def _rewritten(case: ReviewCase, file: CaseFile, answer: ReviewAnswer) -> Letter | None:
    if answer.body is None and answer.subject is None:
        if case.letter is None:
            raise LetterMissingError(
                "Data was missing for a letter, so there is no draft. Write the letter yourself: give its subject and "
                "body with your decision."
            )
        return None
    draft = case.letter or _blank(file)
    return rewritten(draft, answer.body if answer.body is not None else draft.body, answer.subject, answer.kinds)


def _blank(file: CaseFile) -> Letter:
    """Return a letter without words, for a reviewer to write."""
    is_offer = file.stage is Stage.OFFER
    return Letter(
        kind=LetterKind.OFFER_STAGE_NOT_SELECTED if is_offer else LetterKind.NOT_SELECTED,
        stage=file.stage,
        language=file.candidate.language,
        tone=tone_choice(file).tone,
        subject="",
        blocks=(),
        template_version="by-hand",
        sender_name=file.brand.sender_name,
    )


def _refuse_blocked(letter: Letter | None, file: CaseFile, reason: str) -> None:
    if letter is None:
        return
    errors = [finding for finding in lint(letter, lint_context(file, letter, reason)) if finding.blocks_sending]
    if errors:
        first = errors[0]
        raise LetterBlockedError(
            f"The letter cannot leave: {first.message}",
            details={"finding": first.code, "start": first.start, "end": first.end, "findings": len(errors)},
        )


def keep_letter(  # noqa: PLR0913 -- one fact each
    session: Session,
    case: ReviewCase,
    file: CaseFile,
    draft: Draft,
    *,
    key: SubjectKey,
    author: str,
    edited: tuple[str, ...] | None = None,
    now: datetime,
) -> None:
    """Put other words in the place of the draft, or keep them as the draft that was missing.

    `edited` names the blocks that a reviewer changed by hand.
    """
    changed = None if edited is None else list(edited)
    if case.letter_id is not None:
        session.execute(
            update(LetterTable)
            .where(col(LetterTable.id) == case.letter_id)
            .values(author=author, edited_blocks=changed, **content_values(case.letter_id, draft, key))
        )
        return
    letter_id = insert_letter(session, file.ref, draft, state=LetterState.DRAFT, key=key, now=now)
    session.execute(
        update(LetterTable).where(col(LetterTable.id) == letter_id).values(author=author, edited_blocks=changed)
    )
    session.execute(update(ReviewTable).where(col(ReviewTable.id) == case.review.id).values(letter_id=letter_id))


def draft_of(letter: Letter, file: CaseFile, reason: str | None, available: Collection[Channel]) -> Draft:
    """Return a reviewer's letter as a draft, with its findings and channels."""
    findings = lint(letter, lint_context(file, letter, reason))
    return Draft(
        letter=letter,
        findings=findings,
        channels=ladder_for(file, available),
        evidence=evidence_behind(letter, file.result),
        tone=choice_behind(letter, file),
        strengths=strength_count(file.result),
    )


def lint_context(file: CaseFile, letter: Letter, reason: str | None) -> LintContext:
    """Return what a letter of this case must agree with."""
    return LintContext.of(letter_request(file, kind=letter.kind, reason=reason, now=file.created_at))
