"""Letters beside the decision: that an appeal came in, that an earlier letter was wrong."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.cases import CaseFile
from kindregards.domain.letters import LetterState
from kindregards.domain.ports.journey import Draft
from kindregards.store.applications import lock_application
from kindregards.store.candidates import Candidates
from kindregards.store.database import Database
from kindregards.store.letters import insert_letter
from kindregards.store.tables import LetterTable


@dataclass(frozen=True, slots=True)
class SideLetters:
    """Keeps each of them once."""

    database: Database
    candidates: Candidates

    async def add(self, case: CaseFile, draft: Draft, *, now: datetime, sequence: int = 1) -> str:
        """Keep a letter under its purpose and sequence, once, and return its id."""
        return await self.database.write(lambda session: self._add(session, case, draft, sequence, now))

    def _add(self, session: Session, case: CaseFile, draft: Draft, sequence: int, now: datetime) -> str:
        lock_application(session, case.ref)
        known = session.execute(
            select(col(LetterTable.id))
            .where(col(LetterTable.company_id) == case.ref.company_id)
            .where(col(LetterTable.application_id) == case.ref.application_id)
            .where(col(LetterTable.purpose) == draft.purpose)
            .where(col(LetterTable.sequence) == sequence)
        ).scalar_one_or_none()
        if known is not None:
            return known
        key = self.candidates.key_of(session, case.ref)
        return insert_letter(session, case.ref, draft, state=LetterState.PENDING, key=key, now=now, sequence=sequence)
