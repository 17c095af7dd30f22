"""What must hold at the moment of telling, settled by compare-and-set."""

from datetime import datetime

from sqlalchemy import and_, bindparam, exists, or_, select, update
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from kindregards.domain.applications import ApplicationState, HeldReason, Outcome, Stage
from kindregards.domain.cases import CaseFile
from kindregards.domain.decisions import DecisionState
from kindregards.domain.journey import CommandKind, Told
from kindregards.domain.ports.journey import LetterStanding
from kindregards.store.calls import wants_call_first
from kindregards.store.rows import change_row
from kindregards.store.tables import (
    ApplicationTable,
    CandidateRequestTable,
    CandidateTable,
    DecisionTable,
    LetterTable,
    ReviewTable,
)

_HAS_LEFT = select(
    exists()
    .where(col(CandidateRequestTable.application_id) == bindparam("application_id"))
    .where(col(CandidateRequestTable.kind).in_([CommandKind.WITHDRAWN, CommandKind.OFFER_DECLINED]))
)
_MINE, _SAME = aliased(CandidateTable), aliased(CandidateTable)
# The same person may have applied under another id: their e-mail address or phone number tells.
_IS_FURTHER_ON = select(
    exists()
    .where(col(_MINE.id) == bindparam("candidate_id"))
    .where(col(_SAME.company_id) == bindparam("company_id"))
    .where(
        or_(
            col(_SAME.id) == col(_MINE.id),
            col(_SAME.email_index) == col(_MINE.email_index),
            col(_SAME.phone_index) == col(_MINE.phone_index),
        )
    )
    .where(col(ApplicationTable.candidate_id) == col(_SAME.id))
    .where(col(ApplicationTable.id) != bindparam("application_id"))
    .where(col(ApplicationTable.closed_at).is_(None))
    .where(
        or_(
            and_(col(ApplicationTable.stage) == Stage.OFFER, col(ApplicationTable.outcome) == Outcome.ADVANCE),
            and_(
                col(ApplicationTable.stage).in_(bindparam("later", expanding=True)),
                or_(col(ApplicationTable.outcome).is_(None), col(ApplicationTable.outcome) == Outcome.ADVANCE),
            ),
        )
    )
)
_CLAIM = (
    update(CandidateTable)
    .where(col(CandidateTable.id) == bindparam("candidate"))
    .where(
        or_(
            col(CandidateTable.spaced_until).is_(None),
            col(CandidateTable.spaced_until) <= bindparam("now"),
            col(CandidateTable.spaced_by) == bindparam("application"),
        )
    )
    .values(spaced_until=bindparam("until"), spaced_by=bindparam("application"))
    .returning(col(CandidateTable.id))
    .execution_options(synchronize_session=False)
)


def refuse_telling(session: Session, letter: LetterTable, case: CaseFile, now: datetime) -> LetterStanding | None:
    """Release the decision for telling, or return why its letter may not leave now."""
    application = session.get_one(ApplicationTable, case.ref.application_id)
    if application.state == ApplicationState.CLOSED:
        return LetterStanding(told=Told.OVER)
    decision = _told_decision(session, application, letter)
    if decision is None:
        return LetterStanding(told=Told.STOPPED)
    waits = _what_waits(session, application, decision, case, now)
    if waits is not None:
        return waits
    unchanged = {"state": decision.state}
    if not change_row(session, DecisionTable, decision.id, expected=unchanged, state=DecisionState.RELEASED):
        return LetterStanding(told=Told.STOPPED)
    return None


def _what_waits(
    session: Session,
    application: ApplicationTable,
    decision: DecisionTable,
    case: CaseFile,
    now: datetime,
) -> LetterStanding | None:
    """Return what must come before this letter: a call, a person's look at a live offer, room since the last one."""
    if case.policy.telling.call_first and wants_call_first(session, application, decision):
        return LetterStanding(told=Told.CALL_FIRST)
    if _is_further_on(session, application) and not _was_asked_about_it(session, decision):
        return LetterStanding(told=Told.ASK_FIRST)
    free_at = _claim_gap(session, application, case, now)
    if free_at is not None:
        return LetterStanding(told=Told.AGAIN, at=free_at)
    return None


def _told_decision(session: Session, application: ApplicationTable, letter: LetterTable) -> DecisionTable | None:
    """Return the decision that counts if the letter tells it; else nobody's attention is claimed for it."""
    if letter.decision_id is None or letter.decision_id != application.decision_id:
        return None
    if has_left(session, application.id):
        return None
    decision = session.get_one(DecisionTable, letter.decision_id)
    return None if decision.state in {DecisionState.UNDONE, DecisionState.CORRECTED} else decision


def has_left(session: Session, application_id: str) -> bool:
    """Say whether the candidate ended the application; the command that says so may still be on its way."""
    return session.execute(_HAS_LEFT, {"application_id": application_id}).scalar_one()


def _is_further_on(session: Session, application: ApplicationTable) -> bool:
    """Say whether the same person holds an offer that is still open, or is under way at a later stage elsewhere."""
    stages = list(Stage)
    named = {
        "company_id": application.company_id,
        "candidate_id": application.candidate_id,
        "application_id": application.id,
        "later": stages[stages.index(Stage(application.stage)) + 1 :],
    }
    return session.execute(_IS_FURTHER_ON, named).scalar_one()


def _was_asked_about_it(session: Session, decision: DecisionTable) -> bool:
    """Say whether a person decided who was asked because of the offer: then their word counts, or no day is kept."""
    review = session.get(ReviewTable, decision.review_id) if decision.review_id else None
    return review is not None and HeldReason.LIVE_OFFER in review.flags


def _claim_gap(session: Session, application: ApplicationTable, case: CaseFile, now: datetime) -> datetime | None:
    """Claim the person's attention for this application, or return when it is free again."""
    until = now + case.policy.telling.person_gap
    claim = {"candidate": application.candidate_id, "application": application.id, "now": now, "until": until}
    claimed = session.execute(_CLAIM, claim).one_or_none()
    if claimed is not None:
        return None
    return session.execute(
        select(col(CandidateTable.spaced_until)).where(col(CandidateTable.id) == application.candidate_id)
    ).scalar_one()
