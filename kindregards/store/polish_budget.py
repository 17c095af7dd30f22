"""How many letters were polished by a model on each day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.tables import PolishBudgetTable


@dataclass(frozen=True, slots=True)
class StoredPolishBudget:
    """Counts in the database, so that all processes share one budget and a restart forgets nothing."""

    database: Database

    async def take(self, company_id: str, day: date, *, most: int) -> bool:
        """Count one more letter; False when the day's number is used up."""
        if most <= 0:
            return False
        try:
            return await self.database.write(lambda session: _take(session, company_id, day, most))
        except IntegrityError:
            # Another process has begun the day just now.
            return await self.database.write(lambda session: _take(session, company_id, day, most))


def _take(session: Session, company_id: str, day: date, most: int) -> bool:
    today = (col(PolishBudgetTable.company_id) == company_id) & (col(PolishBudgetTable.day) == day.isoformat())
    used = session.execute(
        update(PolishBudgetTable)
        .where(today)
        .where(col(PolishBudgetTable.used) < most)
        .values(used=col(PolishBudgetTable.used) + 1)
        .returning(col(PolishBudgetTable.used))
    ).one_or_none()
    if used is not None:
        return True
    if session.execute(select(col(PolishBudgetTable.id)).where(today)).one_or_none() is not None:
        return False
    insert_row(session, PolishBudgetTable, id=new_id(), company_id=company_id, day=day.isoformat(), used=1)
    return True
