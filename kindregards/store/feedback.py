"""What candidates say of the way they were told."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.feedback import HIGHEST, LOWEST, Feedback, FeedbackCount, FeedbackTooEarlyError
from kindregards.domain.journey import ApplicationRef
from kindregards.store.acknowledgements import CANDIDATE
from kindregards.store.applications import find_application, lock_application
from kindregards.store.candidates import Candidates
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_once
from kindregards.store.tables import ApplicationTable, FeedbackTable
from kindregards.store.timeline import note

_TABLE = "feedback"


@dataclass(frozen=True, slots=True)
class FeedbackShelf:
    """Keeps the latest word of each candidate, and counts."""

    database: Database
    candidates: Candidates

    async def give(
        self, ref: ApplicationRef, score: int, words: str | None, *, source: str = CANDIDATE, now: datetime
    ) -> None:
        """Keep what a candidate says; a later word takes the place of an earlier one. Raises FeedbackTooEarlyError."""
        await self.database.write(lambda session: self._give(session, ref, score, words, source, now))

    async def feedback_of(self, ref: ApplicationRef) -> Feedback | None:
        """Return what the candidate of an application said; raise ApplicationNotFoundError."""

        def work(session: Session) -> Feedback | None:
            find_application(session, ref)
            return self.read(session, ref)

        return await self.database.read(work)

    async def count(self, company_id: str, *, since: datetime, until: datetime) -> FeedbackCount:
        """Count scores about letters that were told in a time, whenever they were given."""
        return await self.database.read(lambda session: _count(session, company_id, since, until))

    def read(self, session: Session, ref: ApplicationRef) -> Feedback | None:
        """Return the candidate's word within a transaction."""
        row = session.scalars(
            select(FeedbackTable)
            .where(col(FeedbackTable.company_id) == ref.company_id)
            .where(col(FeedbackTable.application_id) == ref.application_id)
        ).one_or_none()
        if row is None:
            return None
        key = self.candidates.key_of(session, ref)
        words = key.open(row.sealed_words, table=_TABLE, row=row.id, column="sealed_words")
        return Feedback(score=row.score, words=words, given_at=row.given_at)

    def _give(
        self, session: Session, ref: ApplicationRef, score: int, words: str | None, source: str, now: datetime
    ) -> None:
        application = lock_application(session, ref)
        if application.told_at is None:
            raise FeedbackTooEarlyError(f"Nothing was told about application {ref.application_id} yet.")
        mine = {"company_id": ref.company_id, "application_id": ref.application_id}
        insert_once(
            session, FeedbackTable, id=new_id(), letter_id=application.letter_id, score=score, given_at=now, **mine
        )
        row = session.scalars(
            select(FeedbackTable).where(col(FeedbackTable.application_id) == ref.application_id)
        ).one()
        key = self.candidates.key_of(session, ref)
        sealed = key.seal(words, table=_TABLE, row=row.id, column="sealed_words")
        session.execute(
            update(FeedbackTable)
            .where(col(FeedbackTable.id) == row.id)
            .values(score=score, sealed_words=sealed, given_at=now, letter_id=application.letter_id)
        )
        note(session, ref, "feedback_given", actor=source, reference=row.id, now=now, score=score)


def _count(session: Session, company_id: str, since: datetime, until: datetime) -> FeedbackCount:
    told = (
        select(col(ApplicationTable.id))
        .where(col(ApplicationTable.company_id) == company_id)
        .where(col(ApplicationTable.is_test).is_(False))
        .where(col(ApplicationTable.told_at) >= since)
        .where(col(ApplicationTable.told_at) < until)
    )
    asked = session.execute(select(func.count()).select_from(told.subquery())).scalar_one()
    counted = session.execute(
        select(col(FeedbackTable.score), func.count())
        .where(col(FeedbackTable.company_id) == company_id)
        .where(col(FeedbackTable.application_id).in_(told))
        .group_by(col(FeedbackTable.score))
    ).all()
    by_score = {row[0]: row[1] for row in counted}
    one, two, three, four, five = (by_score.get(score, 0) for score in range(LOWEST, HIGHEST + 1))
    return FeedbackCount(asked=asked, scores=(one, two, three, four, five))
