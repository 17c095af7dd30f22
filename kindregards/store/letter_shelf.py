"""Letters with their way through the channels, for people who look."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.journey import ApplicationRef
from kindregards.domain.letters import LetterNotFoundError
from kindregards.domain.reviewing import AttemptView, DeliveryView, LetterView
from kindregards.store.applications import find_application
from kindregards.store.candidates import Candidates
from kindregards.store.database import Database
from kindregards.store.ledger_rows import DeliveryFile, deliveries_of
from kindregards.store.letters import sheet_of
from kindregards.store.resolutions import resolutions_of
from kindregards.store.standing import ref_of
from kindregards.store.tables import LetterTable


@dataclass(frozen=True, slots=True)
class LetterShelf:
    """Reads letters, deliveries and attempts."""

    database: Database
    candidates: Candidates

    async def letter(self, company_id: str, letter_id: str) -> LetterView:
        """Return one letter; raise LetterNotFoundError."""
        return await self.database.read(lambda session: self._one(session, company_id, letter_id))

    async def letters_of(self, ref: ApplicationRef) -> Sequence[LetterView]:
        """Return the letters of an application, oldest first; raise ApplicationNotFoundError."""
        return await self.database.read(lambda session: self._all(session, ref))

    def _one(self, session: Session, company_id: str, letter_id: str) -> LetterView:
        row = session.get(LetterTable, letter_id)
        if row is None or row.company_id != company_id:
            raise LetterNotFoundError(f"There is no letter {letter_id}.")
        return self._view(session, row)

    def _all(self, session: Session, ref: ApplicationRef) -> tuple[LetterView, ...]:
        find_application(session, ref)
        rows = session.scalars(
            select(LetterTable)
            .where(col(LetterTable.company_id) == ref.company_id)
            .where(col(LetterTable.application_id) == ref.application_id)
            .order_by(col(LetterTable.id))
        )
        return tuple(self._view(session, row) for row in rows)

    def _view(self, session: Session, row: LetterTable) -> LetterView:
        key = self.candidates.key_of(session, ref_of(row))
        sheet = sheet_of(row, key)
        return LetterView(
            id=row.id,
            application_id=row.application_id,
            purpose=row.purpose,
            state=row.state,
            letter=sheet.letter,
            findings=sheet.findings,
            evidence=sheet.evidence,
            tone=sheet.tone,
            not_before=row.not_before,
            created_at=row.created_at,
            accepted_at=row.accepted_at,
            resolutions=resolutions_of(session, row.id, key),
            deliveries=tuple(delivery_view(each) for each in deliveries_of(session, row.id)),
        )


def delivery_view(file: DeliveryFile) -> DeliveryView:
    """Return a delivery as people look at it."""
    return DeliveryView(
        channel=file.channel,
        state=file.state,
        attempts=tuple(
            AttemptView(
                id=attempt.id,
                number=attempt.number,
                state=attempt.state,
                provider=attempt.provider or None,
                provider_message_id=attempt.provider_message_id,
                error_code=attempt.error_code,
                started_at=attempt.started_at,
                finished_at=attempt.finished_at,
                resolved_by=attempt.resolved_by,
                looked_up_at=attempt.looked_up_at,
            )
            for attempt in file.attempts
        ),
        events=tuple(
            {
                "kind": event.kind,
                "at": event.occurred_at.isoformat(),
                "reason": event.reason,
                "error_code": event.error_code,
                "machine": event.machine,
            }
            for event in file.events
        ),
    )
