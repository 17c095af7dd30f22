"""Letters that wait with the words of an earlier version, and composing them anew."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Stage
from kindregards.domain.cases import CaseFile
from kindregards.domain.composition import Brand
from kindregards.domain.decisions import DecisionMode, DecisionState, LetterAlreadySentError
from kindregards.domain.intake import NothingToUndoError
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.languages import Tone
from kindregards.domain.letter_requests import letter_request
from kindregards.domain.letters import Letter, LetterState
from kindregards.domain.ports.journey import Draft
from kindregards.domain.reasons import Party, with_shipped
from kindregards.domain.template_impact import keeps_earlier_words
from kindregards.domain.template_keys import TemplateKey
from kindregards.domain.template_versions import Impact, Recomposed, TemplateSet
from kindregards.store.applications import lock_application
from kindregards.store.letters import content_values, letter_of
from kindregards.store.requests import Requests
from kindregards.store.review_answers import draft_of
from kindregards.store.review_desk import ReviewDesk
from kindregards.store.review_rows import UNDECIDED
from kindregards.store.tables import ApplicationTable, DecisionTable, LetterTable, ReviewTable
from kindregards.store.timeline import note

UNDO_REASON = "template_changed"


class _Wait(StrEnum):
    """What a letter waits for; the names are those of `Impact`."""

    DRAFTS = "drafts"
    AUTOMATIC = "automatic"
    APPROVED = "approved"
    REWRITTEN = "rewritten"


class _Fate(StrEnum):
    """What became of a letter; the names are those of `Recomposed`."""

    CHANGED = "changed"
    VOIDED = "voided"
    UNCHANGED = "unchanged"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """One letter that has not left."""

    ref: ApplicationRef
    letter_id: str
    wait: _Wait


@dataclass(frozen=True, slots=True)
class TemplateRecomposing:
    """Counts and rewrites letters that have not left."""

    desk: ReviewDesk
    requests: Requests

    async def impact(self, company_id: str, key: TemplateKey) -> Impact:
        """Count the letters that have not left and do not say yet what the template says today."""
        found = await self.desk.database.read(lambda session: self._waiting(session, company_id, key))
        return Impact(**{wait.value: sum(each.wait is wait for each in found) for wait in _Wait})

    async def recompose(self, company_id: str, key: TemplateKey, *, by: str, now: datetime) -> Recomposed:
        """Compose them anew, each in a transaction of its own; again changes nothing more."""
        found = await self.desk.database.read(lambda session: self._waiting(session, company_id, key))
        fates = [await self._one(each, by, now) for each in found if each.wait is not _Wait.REWRITTEN]
        return Recomposed(**{fate.value: fates.count(fate) for fate in _Fate})

    def _waiting(self, session: Session, company_id: str, key: TemplateKey) -> Sequence[_Waiting]:
        brand = self.desk.cases.companies.brand(session, company_id)
        company, found = brand.templates or TemplateSet.of(), []
        for row in session.execute(_letters(company_id, key)):
            letter_id, application_id, tone, stage, reason, written_with, state, edited, mode, review_state = row
            wanted = replace(key, tone=Tone(tone), stage=Stage(stage), reason=_told(reason, brand))
            if keeps_earlier_words(key, wanted, written_with, company):
                ref = ApplicationRef(company_id=company_id, application_id=application_id)
                found.append(_Waiting(ref=ref, letter_id=letter_id, wait=_wait(state, edited, mode, review_state)))
        return found

    async def _one(self, waiting: _Waiting, by: str, now: datetime) -> _Fate:
        fate = await self.desk.database.write(self._rewriting(waiting, by, now))
        if fate is not _Fate.VOIDED:
            return fate
        try:
            await self.requests.undo(waiting.ref, actor=by, reason=UNDO_REASON, now=now)
        except (LetterAlreadySentError, NothingToUndoError):
            return _Fate.KEPT
        return fate

    def _rewriting(self, waiting: _Waiting, by: str, now: datetime) -> Callable[[Session], _Fate]:
        return lambda session: self._rewrite(session, waiting, by, now)

    def _rewrite(self, session: Session, waiting: _Waiting, by: str, now: datetime) -> _Fate:
        lock_application(session, waiting.ref)
        row = session.get_one(LetterTable, waiting.letter_id, populate_existing=True)
        file = self.desk.cases.file(session, waiting.ref)
        key = self.desk.cases.candidates.key_of(session, waiting.ref)
        if not _still_waits(session, row, waiting.wait):
            return _Fate.KEPT
        former, reason = letter_of(row, key), _reason(session, row)
        draft = self._draft(file, former, reason, now)
        if draft is None:
            return _Fate.KEPT
        if draft.letter.content_hash == former.content_hash:
            return _Fate.UNCHANGED
        if waiting.wait is _Wait.APPROVED:
            return _Fate.VOIDED
        session.execute(
            update(LetterTable).where(col(LetterTable.id) == row.id).values(**content_values(row.id, draft, key))
        )
        if waiting.wait is _Wait.DRAFTS:
            # Whoever has the former words on the screen must read these.
            session.execute(
                update(ReviewTable)
                .where(col(ReviewTable.letter_id) == row.id)
                .values(version=col(ReviewTable.version) + 1)
            )
        note(session, waiting.ref, "letter_recomposed", actor=by, reference=row.id, now=now, reason=UNDO_REASON)
        return _Fate.CHANGED

    def _draft(self, file: CaseFile, former: Letter, reason: str | None, now: datetime) -> Draft | None:
        """Return the letter in today's words, or None where it would lack something or be stopped."""
        request = letter_request(file, kind=former.kind, reason=reason, now=now)
        letter = self.desk.composer.compose(replace(request, tone=former.tone)).letter
        if letter is None:
            return None
        draft = draft_of(letter, file, reason, self.desk.available)
        return None if any(finding.blocks_sending for finding in draft.findings) else draft


def _letters(
    company_id: str, key: TemplateKey
) -> Select[str, str, str, str, str, str, str, list[str] | None, str, str]:
    return (
        select(
            col(LetterTable.id),
            col(LetterTable.application_id),
            col(LetterTable.tone),
            col(ApplicationTable.stage),
            func.coalesce(col(DecisionTable.reason), col(ReviewTable.decided_reason), col(ReviewTable.reason)),
            col(LetterTable.template_version),
            col(LetterTable.state),
            col(LetterTable.edited_blocks),
            col(DecisionTable.mode),
            col(ReviewTable.state),
        )
        .join(ApplicationTable, col(ApplicationTable.id) == col(LetterTable.application_id))
        .outerjoin(DecisionTable, col(DecisionTable.id) == col(LetterTable.decision_id))
        .outerjoin(ReviewTable, col(ReviewTable.letter_id) == col(LetterTable.id))
        .where(col(LetterTable.company_id) == company_id)
        .where(col(LetterTable.state).in_([LetterState.DRAFT, LetterState.PENDING]))
        .where(col(LetterTable.kind) == key.kind)
        .where(col(LetterTable.language) == key.language)
        .order_by(col(LetterTable.id))
    )


def _told(reason: str | None, brand: Brand) -> str | None:
    """Return the reason if letters tell it: for another, no template is looked up."""
    known = with_shipped(brand.reasons).get(reason or "")
    return known.code if known is not None and known.in_letter and known.party is Party.COMPANY else None


def _wait(state: str, edited: list[str] | None, mode: str | None, review_state: str | None) -> _Wait:
    if edited is not None:
        return _Wait.REWRITTEN
    if state == LetterState.DRAFT:
        return _Wait.DRAFTS if review_state in UNDECIDED else _Wait.APPROVED
    return _Wait.APPROVED if mode == DecisionMode.HUMAN else _Wait.AUTOMATIC


def _still_waits(session: Session, row: LetterTable, wait: _Wait) -> bool:
    """Say whether nothing has happened to the letter since it was counted; the application is locked."""
    if row.edited_blocks is not None:
        return False
    if wait is _Wait.DRAFTS:
        state = session.scalar(select(col(ReviewTable.state)).where(col(ReviewTable.letter_id) == row.id))
        return row.state == LetterState.DRAFT and state in UNDECIDED
    if row.state == LetterState.DRAFT:
        return wait is _Wait.APPROVED
    decision = session.get(DecisionTable, row.decision_id) if row.decision_id else None
    return row.state == LetterState.PENDING and decision is not None and decision.state == DecisionState.STANDING


def _reason(session: Session, row: LetterTable) -> str | None:
    if row.decision_id is not None:
        return session.get_one(DecisionTable, row.decision_id).reason
    review = session.scalars(select(ReviewTable).where(col(ReviewTable.letter_id) == row.id)).first()
    return (review.decided_reason or review.reason) if review else None
