"""Reminders: composed once each, and what decides whether another is due."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.cases import CaseFile
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.letters import LetterState, Purpose
from kindregards.domain.ports.journey import Draft, ReminderHistory
from kindregards.domain.provider_events import ProviderEvent
from kindregards.domain.reading import PageView, reading_of
from kindregards.domain.reminders import TellingProgress, ends_reminders
from kindregards.store.applications import find_application, lock_application
from kindregards.store.candidates import Candidates
from kindregards.store.database import Database
from kindregards.store.ledger_rows import event_of
from kindregards.store.letters import insert_letter
from kindregards.store.tables import AttemptTable, LetterTable, PageViewTable, ProviderEventTable
from kindregards.store.telling_gate import has_left


@dataclass(frozen=True, slots=True)
class Reminders:
    """Reads what happened since telling, and keeps reminders."""

    database: Database
    candidates: Candidates

    async def history(self, ref: ApplicationRef) -> ReminderHistory:
        """Return what was reminded so far and whether the letter was read."""
        return await self.database.read(lambda session: _history(session, ref))

    async def add(self, case: CaseFile, draft: Draft, number: int, now: datetime) -> str:
        """Keep reminder `number`, once, and return its id."""
        return await self.database.write(lambda session: self._add(session, case, draft, number, now))

    def _add(self, session: Session, case: CaseFile, draft: Draft, number: int, now: datetime) -> str:
        lock_application(session, case.ref)
        known = session.execute(
            select(col(LetterTable.id))
            .where(col(LetterTable.application_id) == case.ref.application_id)
            .where(col(LetterTable.purpose) == Purpose.REMINDER)
            .where(col(LetterTable.sequence) == number)
        ).scalar_one_or_none()
        if known is not None:
            return known
        key = self.candidates.key_of(session, case.ref)
        return insert_letter(session, case.ref, draft, state=LetterState.PENDING, key=key, now=now, sequence=number)


def events_of_application(session: Session, ref: ApplicationRef) -> tuple[ProviderEvent, ...]:
    """Return what providers reported about any letter of an application."""
    attempts = select(col(AttemptTable.id)).where(col(AttemptTable.application_id) == ref.application_id)
    rows = session.scalars(
        select(ProviderEventTable)
        .where(col(ProviderEventTable.attempt_id).in_(attempts))
        .order_by(col(ProviderEventTable.id))
    )
    return tuple(event_of(row) for row in rows)


def _history(session: Session, ref: ApplicationRef) -> ReminderHistory:
    application = find_application(session, ref)
    events = events_of_application(session, ref)
    views = session.scalars(select(PageViewTable).where(col(PageViewTable.application_id) == ref.application_id)).all()
    letters = session.execute(
        select(col(LetterTable.id), col(LetterTable.state), col(LetterTable.purpose))
        .where(col(LetterTable.application_id) == ref.application_id)
        .where(col(LetterTable.purpose).in_((Purpose.REMINDER, Purpose.RESEND)))
        .order_by(col(LetterTable.sequence))
    ).all()
    reminders = [letter for letter in letters if letter.purpose == Purpose.REMINDER]
    unsent = [letter.id for letter in reminders if letter.state == LetterState.PENDING]
    copies = [letter.id for letter in letters if letter not in reminders and letter.state == LetterState.PENDING]
    is_over = application.appeal_id is not None or has_left(session, ref.application_id)
    return ReminderHistory(
        progress=TellingProgress(
            told_at=application.told_at,
            # One that failed for good counts as sent, or it would be composed for ever.
            reminders_sent=len(reminders) - len(unsent),
            reading=reading_of(
                events=events,
                views=[PageView(at=view.at, machine=view.machine) for view in views],
                acknowledged_at=application.acknowledged_at,
                delivered_at=application.told_at,
            ),
            ended=ends_reminders(events) or is_over,
        ),
        unsent_letter_id=unsent[-1] if unsent else None,
        waiting_copy_ids=tuple(copies),
    )
