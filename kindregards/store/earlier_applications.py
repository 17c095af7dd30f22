"""Other applications of the same person: under their own id, or found by e-mail address or phone number."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.case_work import EarlierApplication
from kindregards.domain.journey import ApplicationRef
from kindregards.store.person_search import applied_by
from kindregards.store.tables import ApplicationTable, CandidateTable, JobTable

_MOST = 10


def earlier_applications(session: Session, ref: ApplicationRef) -> tuple[EarlierApplication, ...]:
    """Return up to ten, the newest first; nobody's name is opened for it."""
    person = session.execute(
        select(col(CandidateTable.id), col(CandidateTable.email_index), col(CandidateTable.phone_index))
        .join(ApplicationTable, col(ApplicationTable.candidate_id) == col(CandidateTable.id))
        .where(col(ApplicationTable.company_id) == ref.company_id)
        .where(col(ApplicationTable.id) == ref.application_id)
    ).one()
    rows = session.execute(
        select(ApplicationTable, col(JobTable.title))
        .join(JobTable, col(JobTable.id) == col(ApplicationTable.job_id))
        .where(col(ApplicationTable.company_id) == ref.company_id)
        .where(col(ApplicationTable.id) != ref.application_id)
        .where(same_person(ref.company_id, person.id, person.email_index, person.phone_index))
        .order_by(col(ApplicationTable.id).desc())
        .limit(_MOST)
    )
    return tuple(
        EarlierApplication(
            id=row.id,
            external_id=row.external_id,
            job_title=title,
            stage=row.stage,
            state=row.state,
            outcome=row.outcome,
            created_at=row.created_at,
            told_at=row.told_at,
            is_sure=row.candidate_id == person.id,
        )
        for row, title in rows
    )


def same_person(company_id: str, candidate_id: str, email: str | None, phone: str | None) -> ColumnElement[bool]:
    """Return the condition that a candidate's row is this person's: the same row, address or number."""
    same: list[ColumnElement[bool]] = [col(CandidateTable.id) == candidate_id]
    if email is not None:
        same.append(col(CandidateTable.email_index) == email)
    if phone is not None:
        same.append(col(CandidateTable.phone_index) == phone)
    return applied_by(company_id, same)
