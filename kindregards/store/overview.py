"""What waits and what left, at a glance."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState
from kindregards.domain.channels import Channel
from kindregards.domain.circuits import Cause
from kindregards.domain.overview import LetterLine, Overview, StoppedSender
from kindregards.store.candidates import Candidates
from kindregards.store.database import Database
from kindregards.store.ledger_rows import IN_DOUBT, IS_WRITTEN
from kindregards.store.tables import (
    ApplicationTable,
    CandidateTable,
    DeliveryTable,
    JobTable,
    LetterTable,
    ReviewTable,
    SenderTable,
)
from kindregards.store.tables.decisions import WAITING


@dataclass(frozen=True, slots=True)
class Overviews:
    """Counts for the console's first page."""

    database: Database
    candidates: Candidates

    async def overview(self, company_id: str, *, letters: int, now: datetime) -> Overview:
        """Return the present counts and the latest letters that are no drafts, newest first."""
        return await self.database.read(lambda session: self._overview(session, company_id, letters, now))

    def _overview(self, session: Session, company_id: str, letters: int, now: datetime) -> Overview:
        waits = WAITING
        return Overview(
            waiting=_reviews(session, company_id, waits),
            late=_reviews(session, company_id, waits & (col(ReviewTable.due_at) < now)),
            held=_applications(session, company_id, col(ApplicationTable.state) == ApplicationState.HELD),
            leaving=_applications(session, company_id, col(ApplicationTable.state) == ApplicationState.LETTER_PENDING),
            replies=_applications(session, company_id, col(ApplicationTable.reply_waits_since).is_not(None)),
            doubts=_doubts(session, company_id),
            stopped=_stopped(session, company_id),
            letters=self._letters(session, company_id, letters),
        )

    def _letters(self, session: Session, company_id: str, limit: int) -> tuple[LetterLine, ...]:
        rows = session.execute(
            select(LetterTable, CandidateTable, JobTable)
            .join(ApplicationTable, col(ApplicationTable.id) == col(LetterTable.application_id))
            .join(CandidateTable, col(CandidateTable.id) == col(ApplicationTable.candidate_id))
            .join(JobTable, col(JobTable.id) == col(ApplicationTable.job_id))
            .where(col(LetterTable.company_id) == company_id)
            .where(IS_WRITTEN)
            .order_by(col(LetterTable.id).desc())
            .limit(limit)
        )
        return tuple(
            LetterLine(
                id=letter.id,
                application_id=letter.application_id,
                candidate_name=self.candidates.name_of(session, candidate),
                job_title=job.title,
                purpose=letter.purpose,
                state=letter.state,
                not_before=letter.not_before,
                created_at=letter.created_at,
                accepted_at=letter.accepted_at,
            )
            for letter, candidate, job in rows
        )


def _reviews(session: Session, company_id: str, condition: ColumnElement[bool]) -> int:
    return session.execute(
        select(func.count()).select_from(ReviewTable).where(col(ReviewTable.company_id) == company_id).where(condition)
    ).scalar_one()


def _applications(session: Session, company_id: str, condition: ColumnElement[bool]) -> int:
    return session.execute(
        select(func.count())
        .select_from(ApplicationTable)
        .where(col(ApplicationTable.company_id) == company_id)
        .where(condition)
    ).scalar_one()


def _doubts(session: Session, company_id: str) -> int:
    return session.execute(
        select(func.count())
        .select_from(DeliveryTable)
        .where(col(DeliveryTable.company_id) == company_id)
        .where(IN_DOUBT)
    ).scalar_one()


def _stopped(session: Session, company_id: str) -> tuple[StoppedSender, ...]:
    rows = session.scalars(
        select(SenderTable)
        .where(col(SenderTable.company_id) == company_id)
        .where(col(SenderTable.name).in_(list(Channel)))
        .where(col(SenderTable.stopped_at).is_not(None))
        .order_by(col(SenderTable.name))
    )
    return tuple(
        StoppedSender(
            channel=Channel(row.name),
            since=row.stopped_at or row.updated_at,
            cause=Cause(row.cause or Cause.TROUBLE),
            provider=row.provider,
            error_code=row.error_code,
        )
        for row in rows
    )
