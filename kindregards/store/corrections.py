"""Corrections: a rejection that was told is taken back by a letter, once, and the application is open again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState, Outcome
from kindregards.domain.decisions import DecisionState, NothingToCorrectError
from kindregards.domain.intake import ApplicationFinishedError, ApplicationView
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.ports.commands import CommandTrigger, OpenCommand
from kindregards.store.announcements import announce_correction
from kindregards.store.applications import Applications, lock_application
from kindregards.store.commands import append_command
from kindregards.store.database import Database
from kindregards.store.letters import cancel_unsent
from kindregards.store.pool_entries import end_pool_entry
from kindregards.store.tables import ApplicationTable, DecisionTable
from kindregards.store.timeline import note


@dataclass(frozen=True, slots=True)
class Corrections:
    """Takes told decisions back, with the command that sends the correction and asks a person anew."""

    database: Database
    applications: Applications
    trigger: CommandTrigger

    async def correct(self, ref: ApplicationRef, *, actor: str, reason: str, now: datetime) -> ApplicationView:
        """Take back what was told; again changes nothing. Raises ApplicationFinishedError or NothingToCorrectError."""

        def work(session: Session) -> tuple[ApplicationView, OpenCommand | None]:
            command = _correct(session, ref, actor, reason, now)
            return self.applications.view(session, ref), command

        view, command = await self.database.write(work)
        if command is not None:
            self.trigger(command)
        return view


def _correct(session: Session, ref: ApplicationRef, actor: str, reason: str, now: datetime) -> OpenCommand | None:
    application = lock_application(session, ref)
    decision = session.get(DecisionTable, application.decision_id) if application.decision_id else None
    if decision is not None and decision.state == DecisionState.CORRECTED:
        return None
    if application.state == ApplicationState.CLOSED:
        raise ApplicationFinishedError(
            f"Application {ref.application_id} is closed. Write to the candidate yourself, or open a new application."
        )
    if decision is None or not _can_be_corrected(application, decision):
        raise NothingToCorrectError(
            f"Nothing was told about application {ref.application_id} that could be corrected. A decision that is "
            "not told is undone; an appeal is answered."
        )
    session.execute(
        update(DecisionTable)
        .where(col(DecisionTable.id) == decision.id)
        .where(col(DecisionTable.state) == DecisionState.RELEASED)
        .values(state=DecisionState.CORRECTED)
    )
    _take_back(session, application, now)
    end_pool_entry(session, ref, because="corrected", now=now)
    note(session, ref, "corrected", actor=actor, reference=decision.id, now=now, reason=reason)
    announce_correction(session, ref, decision.id, now)
    return append_command(session, ref, CommandKind.CORRECTED, reference=str(decision.version), now=now)


def _can_be_corrected(application: ApplicationTable, decision: DecisionTable) -> bool:
    return (
        application.told_at is not None
        and decision.state == DecisionState.RELEASED
        and decision.outcome == Outcome.REJECT
    )


def _take_back(session: Session, application: ApplicationTable, now: datetime) -> None:
    """Undo what followed from the telling: reminders that wait, what was confirmed of a letter that was wrong."""
    ref = ApplicationRef(company_id=application.company_id, application_id=application.id)
    cancel_unsent(session, ref, now)
    application.told_at = None
    application.acknowledged_at = None
    application.outcome = None
    application.state = ApplicationState.AWAITING_REVIEW
    application.updated_at = now
    session.flush()
