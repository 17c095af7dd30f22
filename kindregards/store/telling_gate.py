"""What must hold at the moment of telling, settled by compare-and-set."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Row, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState, HeldReason, Outcome, Stage
from kindregards.domain.cases import CaseFile
from kindregards.domain.decisions import DecisionState
from kindregards.domain.journey import CommandKind, Told
from kindregards.domain.ports.journey import LetterStanding
from kindregards.store.calls import wants_call_first
from kindregards.store.person_search import rows_of_person
from kindregards.store.rows import change_row
from kindregards.store.tables import (
    ApplicationTable,
    CandidateRequestTable,
    CandidateTable,
    DecisionTable,
    LetterTable,
    ReviewTable,
)

_Row = Row[datetime | None, str | None, bool]

_HAS_LEFT = select(
    exists()
    .where(col(CandidateRequestTable.application_id) == bindparam("application_id"))
    .where(col(CandidateRequestTable.kind).in_([CommandKind.WITHDRAWN, CommandKind.OFFER_DECLINED]))
)
_IS_FURTHER_ON = (
    exists()
    .where(col(ApplicationTable.candidate_id).in_(rows_of_person(bindparam("candidate"))))
    .where(col(ApplicationTable.id) != bindparam("application"))
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
    .label("is_further_on")
)
# Locked, and always in the same order: of two letters to one person under two ids, one sees the other's claim. An
# address alone does not make one person of two, for a family or an agency shares it; a live offer only asks somebody.
_PERSON = (
    select(
        col(CandidateTable.spaced_until),
        col(CandidateTable.spaced_by),
        _IS_FURTHER_ON,
    )
    .where(col(CandidateTable.company_id) == bindparam("company"))
    .where(col(CandidateTable.id).in_(rows_of_person(bindparam("candidate"), named_alike=True)))
    .order_by(col(CandidateTable.id))
    .with_for_update(of=CandidateTable)
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
    person = _person(session, application)
    if any(row.is_further_on for row in person) and not _was_asked_about_it(session, decision):
        return LetterStanding(told=Told.ASK_FIRST)
    free_at = _claim_gap(session, application, person, case.policy.telling.person_gap, now)
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


def _person(session: Session, application: ApplicationTable) -> Sequence[_Row]:
    """Return every row of an application's person, each with whether they hold an offer or go on at a later stage."""
    stages = list(Stage)
    named = {
        "company": application.company_id,
        "candidate": application.candidate_id,
        "application": application.id,
        "later": stages[stages.index(Stage(application.stage)) + 1 :],
    }
    return session.execute(_PERSON, named).all()


def _was_asked_about_it(session: Session, decision: DecisionTable) -> bool:
    """Say whether a person decided who was asked because of the offer: then their word counts, or no day is kept."""
    review = session.get(ReviewTable, decision.review_id) if decision.review_id else None
    return review is not None and HeldReason.LIVE_OFFER in review.flags


def _claim_gap(
    session: Session, application: ApplicationTable, person: Sequence[_Row], gap: timedelta, now: datetime
) -> datetime | None:
    """Claim the person's attention for this application, or return when it is free again."""
    claimed = [until for until, by, _ in person if until is not None and until > now and by != application.id]
    if claimed:
        return max(claimed)
    change_row(session, CandidateTable, application.candidate_id, spaced_until=now + gap, spaced_by=application.id)
    return None
