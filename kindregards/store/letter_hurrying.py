"""Letting a letter leave before its cooling-off is over, at a person's word."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.decisions import DecisionState
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.letters import LetterNotFoundError, LetterNotWaitingError, LetterState
from kindregards.domain.ports.commands import CommandTrigger, OpenCommand
from kindregards.store.applications import lock_application
from kindregards.store.commands import append_command
from kindregards.store.database import Database
from kindregards.store.standing import ref_of
from kindregards.store.tables import DecisionTable, LetterTable
from kindregards.store.timeline import note


@dataclass(frozen=True, slots=True)
class LetterHurrying:
    """Keeps the wish and the command that carries it out in one transaction; undo stays possible until it leaves."""

    database: Database
    trigger: CommandTrigger

    async def hurry(self, company_id: str, letter_id: str, *, actor: str, now: datetime) -> None:
        """End a letter's cooling-off; raise LetterNotFoundError, LetterNotWaitingError."""
        command = await self.database.write(lambda session: _hurry(session, company_id, letter_id, actor, now))
        if command is not None:
            self.trigger(command)


def bring_forward(session: Session, ref: ApplicationRef, letter_id: str, at: datetime) -> datetime | None:
    """Let a letter that waits leave at an earlier moment, never a later one; return when it may leave.

    Raises LetterNotFoundError.
    """
    letter = session.get(LetterTable, letter_id)
    if letter is None or ref_of(letter) != ref:
        raise LetterNotFoundError(f"Application {ref.application_id} has no letter {letter_id}.")
    session.execute(
        update(LetterTable)
        .where(col(LetterTable.id) == letter_id)
        .where(col(LetterTable.state) == LetterState.PENDING)
        .where(col(LetterTable.not_before) > at)
        .values(not_before=at)
        .execution_options(synchronize_session=False)
    )
    session.refresh(letter)
    return letter.not_before


def _hurry(session: Session, company_id: str, letter_id: str, actor: str, now: datetime) -> OpenCommand | None:
    letter = session.get(LetterTable, letter_id)
    if letter is None or letter.company_id != company_id:
        raise LetterNotFoundError(f"There is no letter {letter_id}. An application names its letter as `letter_id`.")
    ref = ref_of(letter)
    decision_id = lock_application(session, ref).decision_id
    session.refresh(letter)
    if letter.decision_id is None or letter.decision_id != decision_id or not _waits(session, letter):
        raise LetterNotWaitingError(f"Letter {letter_id} waits for no moment: it has left, or its decision was undone.")
    if letter.not_before is None or letter.not_before <= now:
        return None
    note(session, ref, "hurry_asked", actor=actor, reference=letter_id, now=now)
    return append_command(session, ref, CommandKind.HURRIED, reference=letter_id, now=now)


def _waits(session: Session, letter: LetterTable) -> bool:
    decision = session.get_one(DecisionTable, letter.decision_id)
    return letter.state == LetterState.PENDING and decision.state == DecisionState.STANDING
