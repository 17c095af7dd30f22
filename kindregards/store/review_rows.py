"""Reviews as the journey's steps need them."""

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Outcome
from kindregards.domain.cases import CaseFile, ReviewFile
from kindregards.domain.journey import Alarm, ApplicationRef
from kindregards.domain.ports.journey import NewReview
from kindregards.domain.reviewing import AlreadyDecidedError, ReviewNotFoundError, StaleVersionError
from kindregards.domain.reviews import Nudge, ReviewState
from kindregards.store.decisions import inputs_now
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.tables import ReviewTable

UNDECIDED = (ReviewState.OPEN, ReviewState.CLAIMED, ReviewState.HELD)


def insert_review(session: Session, case: CaseFile, review: NewReview, letter_id: str | None) -> str:
    """Insert the next review of an application and return its id."""
    latest = session.execute(
        select(func.max(col(ReviewTable.number))).where(col(ReviewTable.application_id) == case.ref.application_id)
    ).scalar_one_or_none()
    review_id = new_id()
    times = {alarm.kind: alarm.at for alarm in review.alarms}
    insert_row(
        session,
        ReviewTable,
        id=review_id,
        company_id=case.ref.company_id,
        application_id=case.ref.application_id,
        number=(latest or 0) + 1,
        version=1,
        state=ReviewState.OPEN,
        flags=list(review.flags),
        rule=review.rule,
        reason=review.reason,
        reviewer_group=review.group,
        result_id=case.result_id,
        letter_id=letter_id,
        appeal_id=case.appeal.id if case.appeal and case.appeals else None,
        inputs=inputs_now(case),
        opened_at=review.opened_at,
        remind_at=times[Nudge.REMIND],
        due_at=times[Nudge.DUE],
        escalate_at=times[Nudge.ESCALATE],
        hold_at=times[Nudge.HOLD],
    )
    return review_id


def latest_review(session: Session, review_id: str | None) -> ReviewFile | None:
    """Return an application's review, by the id that the application names."""
    row = session.get(ReviewTable, review_id) if review_id else None
    return review_of(row) if row else None


def review_of(row: ReviewTable) -> ReviewFile:
    """Return the review behind a row."""
    alarms = (
        Alarm(kind=Nudge.REMIND, at=row.remind_at),
        Alarm(kind=Nudge.DUE, at=row.due_at),
        Alarm(kind=Nudge.ESCALATE, at=row.escalate_at),
        Alarm(kind=Nudge.HOLD, at=row.hold_at),
    )
    return ReviewFile(
        id=row.id,
        number=row.number,
        state=ReviewState(row.state),
        flags=tuple(row.flags),
        rule=row.rule,
        reason=row.reason,
        result_id=row.result_id,
        letter_id=row.letter_id,
        alarms=tuple(sorted(alarms, key=lambda alarm: alarm.at)),
        group=row.reviewer_group,
        opened_at=row.opened_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        decided_reason=row.decided_reason,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )


def reopen_answered(session: Session, review_id: str | None, *, held: bool) -> bool:
    """Ask again what was answered but not carried out; the draft keeps the reviewer's words. False if not answered."""
    reopened = session.execute(
        update(ReviewTable)
        .where(col(ReviewTable.id) == review_id)
        .where(col(ReviewTable.state) == ReviewState.DECIDED)
        .values(
            state=ReviewState.HELD if held else ReviewState.OPEN,
            version=col(ReviewTable.version) + 1,
            outcome=None,
            decided_reason=None,
            decided_by=None,
            decided_at=None,
            sealed_comment=None,
        )
        .returning(col(ReviewTable.id))
    ).one_or_none()
    return reopened is not None


def supersede_open(session: Session, ref: ApplicationRef) -> None:
    """Take undecided reviews of an application off the queue for a newer question or answer."""
    _close_open(session, ref, ReviewState.SUPERSEDED)


def cancel_open(session: Session, ref: ApplicationRef) -> None:
    """Take undecided reviews of an application off the queue with the application itself."""
    _close_open(session, ref, ReviewState.CANCELLED)


def _close_open(session: Session, ref: ApplicationRef, state: ReviewState) -> None:
    session.execute(
        update(ReviewTable)
        .where(col(ReviewTable.application_id) == ref.application_id)
        .where(col(ReviewTable.state).in_(UNDECIDED))
        .values(state=state, version=col(ReviewTable.version) + 1)
    )


def application_of_review(session: Session, company_id: str, review_id: str) -> ApplicationRef:
    """Return the application that a review is about; raise ReviewNotFoundError."""
    application_id = session.execute(
        select(col(ReviewTable.application_id))
        .where(col(ReviewTable.company_id) == company_id)
        .where(col(ReviewTable.id) == review_id)
    ).scalar_one_or_none()
    if application_id is None:
        raise review_not_found(review_id)
    return ApplicationRef(company_id=company_id, application_id=application_id)


def waiting_review(session: Session, company_id: str, review_id: str) -> ReviewTable:
    """Return a review that waits for a person; raise ReviewNotFoundError, AlreadyDecidedError or StaleVersionError."""
    row = session.get(ReviewTable, review_id, populate_existing=True)
    if row is None or row.company_id != company_id:
        raise review_not_found(review_id)
    if row.state in UNDECIDED:
        return row
    if row.decided_by is not None and row.decided_at is not None:
        raise AlreadyDecidedError(
            f"Review {review_id} was decided by {row.decided_by} at {row.decided_at.isoformat()}: {row.outcome}.",
            details={
                "decided_by": row.decided_by,
                "decided_at": row.decided_at.isoformat(),
                "outcome": row.outcome,
            },
        )
    raise StaleVersionError(
        f"Review {review_id} is {row.state} and waits for nobody any more. Look for the application's latest review.",
        details={"version": row.version},
    )


def review_not_found(review_id: str) -> ReviewNotFoundError:
    """Return the error that says so."""
    return ReviewNotFoundError(f"There is no review {review_id}.")
