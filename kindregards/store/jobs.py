"""Jobs, kept as the integrator last described them."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Job, Requirement
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.tables import JobTable


def keep_job(session: Session, company_id: str, job: Job, now: datetime) -> str:
    """Insert the job, or bring its row up to date; return its id."""
    values = {
        "external_id": job.external_id,
        "title": job.title,
        "department": job.department,
        "policy": job.policy,
        "requirements": [{"code": each.code, "text": each.text} for each in job.requirements],
    }
    row = session.execute(
        select(JobTable)
        .where(col(JobTable.company_id) == company_id)
        .where(col(JobTable.external_id) == job.external_id)
    ).scalar_one_or_none()
    if row is None:
        row_id = new_id()
        insert_row(session, JobTable, id=row_id, company_id=company_id, created_at=now, updated_at=now, **values)
        return row_id
    if any(getattr(row, name) != value for name, value in values.items()):
        session.execute(update(JobTable).where(col(JobTable.id) == row.id).values(updated_at=now, **values))
    return row.id


def job_of(row: JobTable) -> Job:
    """Return the job behind a row."""
    return Job(
        external_id=row.external_id,
        title=row.title,
        department=row.department,
        policy=row.policy,
        requirements=tuple(Requirement(code=each["code"], text=each["text"]) for each in row.requirements),
    )
