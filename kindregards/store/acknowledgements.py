"""The candidate says that they have read the letter: by the button of its page, or by answering it."""

from datetime import datetime

from sqlalchemy import case as sql_case
from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState, HeldReason
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.ports.commands import OpenCommand
from kindregards.store.announcements import announce_acknowledgement
from kindregards.store.commands import append_command
from kindregards.store.tables import ApplicationTable
from kindregards.store.timeline import note

CANDIDATE = "candidate"


def acknowledge(session: Session, ref: ApplicationRef, letter_id: str | None, now: datetime) -> OpenCommand | None:
    """Record it, the first time; return the command that the journey must hear."""
    acknowledged = session.execute(
        update(ApplicationTable)
        .where(col(ApplicationTable.company_id) == ref.company_id)
        .where(col(ApplicationTable.id) == ref.application_id)
        .where(col(ApplicationTable.acknowledged_at).is_(None))
        .values(
            acknowledged_at=now,
            updated_at=now,
            state=sql_case(
                (col(ApplicationTable.state) == ApplicationState.TOLD, ApplicationState.ACKNOWLEDGED),
                else_=col(ApplicationTable.state),
            ),
        )
        .returning(col(ApplicationTable.state), col(ApplicationTable.held_reason), col(ApplicationTable.letter_id))
    ).one_or_none()
    if acknowledged is None:
        return None
    note(session, ref, "acknowledged", actor=CANDIDATE, reference=letter_id, now=now)
    announce_acknowledgement(session, ref, letter_id, now)
    if acknowledged.state == ApplicationState.CLOSED:
        return None
    if acknowledged.held_reason == HeldReason.AMBIGUOUS_DISPATCH:
        # Nobody knew whether the letter had arrived: now its journey may go on.
        return append_command(session, ref, CommandKind.DELIVERY_CHANGED, reference=acknowledged.letter_id, now=now)
    return append_command(session, ref, CommandKind.ACKNOWLEDGED, now=now)
