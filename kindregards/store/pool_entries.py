"""The talent pool: who agreed to hear of openings, for how long, and why that ended."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.journey import ApplicationRef
from kindregards.store.tables import PoolEntryTable


def end_pool_entry(session: Session, ref: ApplicationRef, *, because: str, now: datetime) -> None:
    """Let a consent that was given with an application's letter count no more; again is harmless."""
    session.execute(
        update(PoolEntryTable)
        .where(col(PoolEntryTable.company_id) == ref.company_id)
        .where(col(PoolEntryTable.application_id) == ref.application_id)
        .where(col(PoolEntryTable.ended_at).is_(None))
        .values(ended_at=now, ended_because=because)
    )
