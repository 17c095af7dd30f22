"""How much waits in one company, and its latest letters."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState
from kindregards.domain.letters import LetterState
from kindregards.domain.overview import LetterLine, Overview
from kindregards.store.candidates import Candidates
from kindregards.store.database import Database
from kindregards.store.review_rows import UNDECIDED
from kindregards.store.tables import ApplicationTable, CandidateTable, JobTable, LetterTable, ReviewTable


@dataclass(frozen=True, slots=True)
class Overviews:
    """Counts rows; the only people it opens are those of the letters it lists."""

    database: Database
    candidates: Candidates

    async def overview(self, company_id: str, *, letters: int, now: datetime) -> Overview:
        """Return the present counts and the latest letters."""
        return await self.database.read(lambda session: self._overview(session, company_id, letters, now))

    def _overview(self, session: Session, company_id: str, letters: int, now: datetime) -> Overview:
        waits = (col(ReviewTable.company_id) == company_id, col(ReviewTable.state).in_(UNDECIDED))
        return Overview(
            waiting=_count(session, *waits),
            late=_count(session, *waits, col(ReviewTable.due_at) < now),
            held=_count(session, *_in_state(company_id, ApplicationState.HELD)),
            leaving=_count(session, *_in_state(company_id, ApplicationState.LETTER_PENDING)),
            letters=self._letters(session, company_id, letters),
        )

    def _letters(self, session: Session, company_id: str, limit: int) -> tuple[LetterLine, ...]:
        rows = session.execute(
            select(LetterTable, CandidateTable, col(JobTable.title))
            .join(ApplicationTable, col(ApplicationTable.id) == col(LetterTable.application_id))
            .join(CandidateTable, col(CandidateTable.id) == col(ApplicationTable.candidate_id))
            .join(JobTable, col(JobTable.id) == col(ApplicationTable.job_id))
            .where(col(LetterTable.company_id) == company_id)
            .where(col(LetterTable.state).in_([LetterState.PENDING, LetterState.RELEASED]))
            .order_by(col(LetterTable.id).desc())
            .limit(limit)
        )
        return tuple(self._line(session, letter, candidate, title) for letter, candidate, title in rows)

    def _line(self, session: Session, letter: LetterTable, candidate: CandidateTable, title: str) -> LetterLine:
        key = self.candidates.keys.open(session, candidate.key_id)
        return LetterLine(
            id=letter.id,
            application_id=letter.application_id,
            candidate_name=self.candidates.open(candidate, key).name,
            job_title=title,
            purpose=letter.purpose,
            state=letter.state,
            not_before=letter.not_before,
            accepted_at=letter.accepted_at,
            created_at=letter.created_at,
        )


def _in_state(company_id: str, state: ApplicationState) -> tuple[ColumnElement[bool], ...]:
    return col(ApplicationTable.company_id) == company_id, col(ApplicationTable.state) == state


def _count(session: Session, *where: ColumnElement[bool]) -> int:
    return session.execute(select(func.count()).where(*where)).scalar_one()
