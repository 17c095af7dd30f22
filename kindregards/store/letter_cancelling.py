"""Cancelling an outcome letter: its decision is undone, and a person decides."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.intake import ApplicationView, NothingToUndoError
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.letters import LetterNotFoundError, Purpose
from kindregards.store.applications import lock_application
from kindregards.store.requests import Requests
from kindregards.store.standing import ref_of
from kindregards.store.tables import LetterTable

LETTER_CANCELLED = "letter_cancelled"


@dataclass(frozen=True, slots=True)
class LetterCancelling:
    """Takes back the decision that a letter tells, in the transaction that looks which one it is."""

    requests: Requests

    async def cancel(self, company_id: str, letter_id: str, *, actor: str, now: datetime) -> ApplicationView:
        """Undo the decision a letter tells; raise LetterNotFoundError, NothingToUndoError, LetterAlreadySentError."""

        def find(session: Session) -> ApplicationRef:
            return _application_of(session, company_id, letter_id)

        return await self.requests.undo_by(find, actor=actor, reason=LETTER_CANCELLED, now=now)


def _application_of(session: Session, company_id: str, letter_id: str) -> ApplicationRef:
    """Return whose decision the letter tells, held until the transaction ends."""
    letter = session.scalars(
        select(LetterTable).where(col(LetterTable.company_id) == company_id).where(col(LetterTable.id) == letter_id)
    ).one_or_none()
    if letter is None:
        raise LetterNotFoundError(f"There is no letter {letter_id}. An application names its letter as `letter_id`.")
    ref = ref_of(letter)
    application = lock_application(session, ref)
    session.refresh(letter)
    is_told_by_it = letter.decision_id is not None and letter.decision_id == application.decision_id
    if letter.purpose != Purpose.OUTCOME or not is_told_by_it:
        raise NothingToUndoError(f"Letter {letter_id} tells no decision that stands; there is nothing to cancel.")
    return ref
