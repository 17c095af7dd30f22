"""What happened to an application, oldest first."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.intake import TimelineEntry
from kindregards.domain.journey import ApplicationRef
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.tables import TimelineTable

SYSTEM = "system"


def note(
    session: Session,
    ref: ApplicationRef,
    event: str,
    *,
    now: datetime,
    actor: str = SYSTEM,
    reference: str | None = None,
    **detail: object,
) -> None:
    """Write down that something happened; `detail` takes codes and ids, never people."""
    insert_row(
        session,
        TimelineTable,
        id=new_id(),
        company_id=ref.company_id,
        application_id=ref.application_id,
        at=now,
        actor=actor,
        event=event,
        reference=reference,
        detail=detail,
    )


def is_noted(
    session: Session, ref: ApplicationRef, event: str, reference: str | None, *, since: datetime | None = None
) -> bool:
    """Say whether this was written down before, or since a moment, for steps that may run twice."""
    found = (
        exists()
        .where(col(TimelineTable.application_id) == ref.application_id)
        .where(col(TimelineTable.event) == event)
        .where(col(TimelineTable.reference) == reference)
    )
    if since is not None:
        found = found.where(col(TimelineTable.at) >= since)
    return session.execute(select(found)).scalar_one()


def noted_at(session: Session, ref: ApplicationRef, event: str, reference: str | None) -> datetime | None:
    """Return when something was first written down about a reference, or None."""
    return session.scalars(
        select(col(TimelineTable.at))
        .where(col(TimelineTable.application_id) == ref.application_id)
        .where(col(TimelineTable.event) == event)
        .where(col(TimelineTable.reference) == reference)
        .order_by(col(TimelineTable.id))
    ).first()


def entries_of(session: Session, ref: ApplicationRef) -> tuple[TimelineEntry, ...]:
    """Return everything that happened, oldest first."""
    rows = session.execute(
        select(
            col(TimelineTable.at),
            col(TimelineTable.actor),
            col(TimelineTable.event),
            col(TimelineTable.reference),
            col(TimelineTable.detail),
        )
        .where(col(TimelineTable.company_id) == ref.company_id)
        .where(col(TimelineTable.application_id) == ref.application_id)
        .order_by(col(TimelineTable.id))
    )
    return tuple(
        TimelineEntry(at=at, actor=actor, event=event, reference=r, detail=d) for at, actor, event, r, d in rows
    )
