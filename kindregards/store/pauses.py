"""Pausing all sending of a company: one row that every letter looks at before it leaves."""

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.pausing import Pause
from kindregards.store.accounts import user_names
from kindregards.store.companies import Companies
from kindregards.store.database import Database
from kindregards.store.pacing import held_sender
from kindregards.store.tables import SenderTable

log = logging.getLogger(__name__)

ALL_CHANNELS = "*"
_TABLE, _REASON = "senders", "sealed_pause_reason"


@dataclass(frozen=True, slots=True)
class Pauses:
    """Holds and lifts the kill switch; who used it stands in the log."""

    database: Database
    companies: Companies

    async def current(self, company_id: str) -> Pause | None:
        """Return the pause that lasts, or None while letters may leave."""
        return await self.database.read(lambda session: self._current(session, company_id))

    async def pause(self, company_id: str, *, actor: str, reason: str, now: datetime) -> Pause:
        """Stop all sending; where it is paused already, return that pause unchanged."""
        pause, is_new = await self.database.write(lambda session: self._pause(session, company_id, actor, reason, now))
        if is_new:
            log.warning("sending_paused", extra={"company_id": company_id, "actor": actor})
        return pause

    async def go_on(self, company_id: str, *, actor: str, now: datetime) -> None:
        """Let letters leave again; nothing happens where they may."""
        since = await self.database.write(lambda session: _go_on(session, company_id, now))
        if since is not None:
            log.warning(
                "sending_goes_on",
                extra={"company_id": company_id, "actor": actor, "paused_at": since.isoformat()},
            )

    def _current(self, session: Session, company_id: str) -> Pause | None:
        row = session.scalars(
            select(SenderTable)
            .where(col(SenderTable.company_id) == company_id)
            .where(col(SenderTable.name) == ALL_CHANNELS)
        ).one_or_none()
        return None if row is None else self._of(session, row)

    def _pause(self, session: Session, company_id: str, actor: str, reason: str, now: datetime) -> tuple[Pause, bool]:
        row = held_sender(session, company_id, ALL_CHANNELS, now)
        known = self._of(session, row)
        if known is not None:
            return known, False
        key = self.companies.key(session, company_id)
        row.sealed_pause_reason = key.seal(reason, table=_TABLE, row=row.id, column=_REASON)
        row.paused_at, row.paused_by, row.updated_at = now, actor, now
        session.flush()
        name = user_names(session, self.companies, company_id).get(actor)
        return Pause(since=now, by=actor, by_name=name, reason=reason), True

    def _of(self, session: Session, row: SenderTable) -> Pause | None:
        if row.paused_at is None or row.paused_by is None:
            return None
        key = self.companies.key(session, row.company_id)
        reason = key.open(row.sealed_pause_reason, table=_TABLE, row=row.id, column=_REASON)
        name = user_names(session, self.companies, row.company_id).get(row.paused_by)
        return Pause(since=row.paused_at, by=row.paused_by, by_name=name, reason=reason or "")


def paused_since(session: Session, company_id: str) -> datetime | None:
    """Return since when nothing of a company may leave, or None."""
    return session.execute(
        select(col(SenderTable.paused_at))
        .where(col(SenderTable.company_id) == company_id)
        .where(col(SenderTable.name) == ALL_CHANNELS)
    ).scalar_one_or_none()


def _go_on(session: Session, company_id: str, now: datetime) -> datetime | None:
    if paused_since(session, company_id) is None:
        return None
    row = held_sender(session, company_id, ALL_CHANNELS, now)
    since = row.paused_at
    row.paused_at = row.paused_by = row.sealed_pause_reason = None
    row.updated_at = now
    session.flush()
    return since
