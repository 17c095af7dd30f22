"""What must hold at the moment of telling, settled by compare-and-set."""

from datetime import datetime

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState, HeldReason, Outcome, Stage
from kindregards.domain.cases import CaseFile
from kindregards.domain.decisions import DecisionState
from kindregards.domain.journey import CommandKind, Told
from kindregards.domain.ports.journey import LetterStanding
from kindregards.store.standing import held
from kindregards.store.tables import ApplicationTable, CandidateRequestTable, CandidateTable, DecisionTable, LetterTable


def refuse_telling(session: Session, letter: LetterTable, case: CaseFile, now: datetime) -> LetterStanding | None:
    """Release the decision for telling, or return why its letter may not leave now."""
    application = session.get_one(ApplicationTable, case.ref.application_id)
    if application.state == ApplicationState.CLOSED:
        return LetterStanding(told=Told.OVER)
    if not _stands(session, application, letter):
        return LetterStanding(told=Told.STOPPED)
    if _has_live_offer(session, application):
        return held(session, letter, HeldReason.LIVE_OFFER, now)
    free_at = _claim_gap(session, application, case, now)
    if free_at is not None:
        return LetterStanding(told=Told.AGAIN, at=free_at)
    released = session.execute(
        update(DecisionTable)
        .where(col(DecisionTable.id) == letter.decision_id)
        .where(col(DecisionTable.state) != DecisionState.UNDONE)
        .values(state=DecisionState.RELEASED)
        .returning(col(DecisionTable.id))
    ).one_or_none()
    return None if released is not None else LetterStanding(told=Told.STOPPED)


def _stands(session: Session, application: ApplicationTable, letter: LetterTable) -> bool:
    """Say whether the letter tells the decision that counts; else nobody's attention is claimed for it."""
    if letter.decision_id is None or letter.decision_id != application.decision_id:
        return False
    if has_left(session, application.id):
        return False
    return session.get_one(DecisionTable, letter.decision_id).state != DecisionState.UNDONE


def has_left(session: Session, application_id: str) -> bool:
    """Say whether the candidate ended the application; the command that says so may still be on its way."""
    return session.execute(
        select(
            exists()
            .where(col(CandidateRequestTable.application_id) == application_id)
            .where(col(CandidateRequestTable.kind).in_([CommandKind.WITHDRAWN, CommandKind.OFFER_DECLINED]))
        )
    ).scalar_one()


def _has_live_offer(session: Session, application: ApplicationTable) -> bool:
    """Say whether the same person holds an offer that is still open."""
    return session.execute(
        select(
            exists()
            .where(col(ApplicationTable.company_id) == application.company_id)
            .where(col(ApplicationTable.candidate_id) == application.candidate_id)
            .where(col(ApplicationTable.id) != application.id)
            .where(col(ApplicationTable.stage) == Stage.OFFER)
            .where(col(ApplicationTable.outcome) == Outcome.ADVANCE)
            .where(col(ApplicationTable.closed_at).is_(None))
        )
    ).scalar_one()


def _claim_gap(session: Session, application: ApplicationTable, case: CaseFile, now: datetime) -> datetime | None:
    """Claim the person's attention for this application, or return when it is free again."""
    claimed = session.execute(
        update(CandidateTable)
        .where(col(CandidateTable.id) == application.candidate_id)
        .where(
            or_(
                col(CandidateTable.spaced_until).is_(None),
                col(CandidateTable.spaced_until) <= now,
                col(CandidateTable.spaced_by) == application.id,
            )
        )
        .values(spaced_until=now + case.policy.telling.person_gap, spaced_by=application.id)
        .returning(col(CandidateTable.id))
    ).one_or_none()
    if claimed is not None:
        return None
    return session.execute(
        select(col(CandidateTable.spaced_until)).where(col(CandidateTable.id) == application.candidate_id)
    ).scalar_one()
