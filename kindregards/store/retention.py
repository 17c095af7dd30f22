"""Rounds of retention: whose time is over is forgotten, each person in a transaction of their own."""

import logging
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.retention import PersonKept, RetentionCount, is_cleared, is_forgotten, keeps_record
from kindregards.store.database import Database
from kindregards.store.erasures import clear_record, forget_person
from kindregards.store.identifiers import new_id
from kindregards.store.kept_people import KeptPeople
from kindregards.store.rows import insert_row
from kindregards.store.tables import CandidateTable, CompanyTable, RetentionRunTable

log = logging.getLogger(__name__)

RETENTION = "retention"
"""Who forgot somebody, in their timeline and in the record of the erasure."""
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Retention:
    """Looks for whose time is over. A round that comes twice, late, or was cut short is simply followed by another."""

    database: Database
    kept: KeptPeople

    async def plan(self, *, now: datetime) -> RetentionCount:
        """Return what a round would do at this time; nothing is changed."""
        count = RetentionCount()
        for company_id in await self._companies():
            count = _sum(count, await self._round(company_id, now, changes=False))
        return count

    async def run(self, *, now: datetime) -> RetentionCount:
        """Forget everybody whose time is over, and leave the counts of each company."""
        count = RetentionCount()
        for company_id in await self._companies():
            done = await self._round(company_id, now, changes=True)
            await self._note_run(company_id, done, now)
            log.info("retention_ran", extra={"company_id": company_id, **asdict(done)})
            count = _sum(count, done)
        return count

    async def _note_run(self, company_id: str, count: RetentionCount, now: datetime) -> None:
        values = {"id": new_id(), "company_id": company_id, "ran_at": now, **asdict(count)}
        await self.database.write(lambda session: insert_row(session, RetentionRunTable, **values))

    async def _companies(self) -> tuple[str, ...]:
        return await self.database.read(
            lambda session: tuple(session.scalars(select(col(CompanyTable.id)).order_by(col(CompanyTable.id))))
        )

    async def _round(self, company_id: str, now: datetime, *, changes: bool) -> RetentionCount:
        count, after = RetentionCount(), ""
        while page := await self._page(company_id, after):
            after = page[-1].id
            for person in page:
                effect = _effect(person, now)
                if changes and effect != RetentionCount():
                    effect = await self._carry_out(person.id, now)
                count = _sum(count, effect)
        return count

    async def _page(self, company_id: str, after: str) -> tuple[PersonKept, ...]:
        return await self.database.read(lambda session: self.kept.page(session, company_id, after=after, limit=_PAGE))

    async def _carry_out(self, candidate_id: str, now: datetime) -> RetentionCount:
        return await self.database.write(lambda session: self._forgotten(session, candidate_id, now))

    def _forgotten(self, session: Session, candidate_id: str, now: datetime) -> RetentionCount:
        """Look again at a person while nobody else changes their row, and do what holds by now."""
        session.execute(select(col(CandidateTable.id)).where(col(CandidateTable.id) == candidate_id).with_for_update())
        (person,) = self.kept.people(session, [candidate_id])
        effect = _effect(person, now)
        if effect.forgotten:
            forget_person(session, candidate_id, actor=RETENTION, keeps=bool(effect.kept_records), now=now)
        elif effect.cleared:
            clear_record(session, candidate_id, actor=RETENTION, now=now)
        return effect


def _effect(person: PersonKept, now: datetime) -> RetentionCount:
    """Return what a round means for one person."""
    if is_forgotten(person, now):
        keeps = keeps_record(person, now)
        return RetentionCount(forgotten=1, kept_records=int(keeps), held=int(keeps and person.is_held))
    return RetentionCount(cleared=int(is_cleared(person, now)))


def _sum(one: RetentionCount, other: RetentionCount) -> RetentionCount:
    return RetentionCount(
        forgotten=one.forgotten + other.forgotten,
        kept_records=one.kept_records + other.kept_records,
        cleared=one.cleared + other.cleared,
        held=one.held + other.held,
    )
