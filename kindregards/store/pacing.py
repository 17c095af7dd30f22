"""The pace of calls to providers, kept in the database so that all processes share it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.pacing import Pace
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.tables import SenderTable


@dataclass(frozen=True, slots=True)
class Line:
    """The line before one provider's door."""

    database: Database
    name: str
    pace: Pace

    async def take(self, company_id: str, *, now: datetime) -> datetime:
        """Take the place that is free now, and return `now`; or take none and return when one will be free."""
        return await self.database.write(lambda session: self._take(session, company_id, now))

    def _take(self, session: Session, company_id: str, now: datetime) -> datetime:
        sender = held_sender(session, company_id, self.name, now)
        slot = self.pace.slot(sender.next_slot_at, now)
        if slot > now:
            return slot
        sender.next_slot_at = slot + self.pace.every
        return now


def book_slot(session: Session, company_id: str, name: str, pace: Pace, now: datetime) -> datetime:
    """Take the next place in line, now or later, and return its time."""
    sender = held_sender(session, company_id, name, now)
    slot = pace.slot(sender.next_slot_at, now)
    sender.next_slot_at = slot + pace.every
    return max(slot, now)


def held_sender(session: Session, company_id: str, name: str, now: datetime) -> SenderTable:
    """Return a sender's row, held until the transaction ends; a new one where there is none."""
    known = session.scalars(_by_name(company_id, name)).one_or_none()
    if known is not None:
        return known
    # Two that insert at once: the later one's transaction runs again and finds this row.
    insert_row(
        session, SenderTable, id=new_id(), company_id=company_id, name=name, failures=0, trials=0, updated_at=now
    )
    return session.scalars(_by_name(company_id, name)).one()


def _by_name(company_id: str, name: str) -> Select[SenderTable]:
    return (
        select(SenderTable)
        .where(col(SenderTable.company_id) == company_id)
        .where(col(SenderTable.name) == name)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
