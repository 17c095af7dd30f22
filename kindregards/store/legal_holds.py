"""Legal holds on people, placed and lifted with a reason that stays in the timeline."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.journey import ApplicationRef
from kindregards.domain.legal_holds import LegalHold, NotOnHoldError
from kindregards.store.applications import find_application
from kindregards.store.database import Database
from kindregards.store.tables import ApplicationTable, CandidateTable
from kindregards.store.timeline import note


@dataclass(frozen=True, slots=True)
class LegalHolds:
    """Keeps one hold a person; it is about all their applications."""

    database: Database

    async def hold_of(self, ref: ApplicationRef) -> LegalHold | None:
        """Return the hold on the person behind an application; raise ApplicationNotFoundError."""
        return await self.database.read(lambda session: _value(_person(session, ref)))

    async def place(self, ref: ApplicationRef, *, actor: str, reason: str, now: datetime) -> LegalHold:
        """Keep the record of this person's decisions from now on; where a hold is, return that unchanged."""
        return await self.database.write(lambda session: _place(session, ref, actor, reason, now))

    async def lift(self, ref: ApplicationRef, *, actor: str, reason: str, now: datetime) -> None:
        """Let the record go when its time comes; raise NotOnHoldError."""
        await self.database.write(lambda session: _lift(session, ref, actor, reason, now))


def _place(session: Session, ref: ApplicationRef, actor: str, reason: str, now: datetime) -> LegalHold:
    person = _person(session, ref, to_change=True)
    known = _value(person)
    if known is not None:
        return known
    person.legal_hold_since, person.legal_hold_by, person.legal_hold_reason = now, actor, reason
    person.updated_at = now
    session.flush()
    _note(session, person, "legal_hold_placed", actor, reason, now)
    return LegalHold(since=now, by=actor, reason=reason)


def _lift(session: Session, ref: ApplicationRef, actor: str, reason: str, now: datetime) -> None:
    person = _person(session, ref, to_change=True)
    if person.legal_hold_since is None:
        raise NotOnHoldError(f"There is no legal hold on the person of application {ref.application_id}.")
    person.legal_hold_since = person.legal_hold_by = person.legal_hold_reason = None
    person.updated_at = now
    session.flush()
    _note(session, person, "legal_hold_lifted", actor, reason, now)


def _person(session: Session, ref: ApplicationRef, *, to_change: bool = False) -> CandidateTable:
    application = find_application(session, ref)
    chosen = select(CandidateTable).where(col(CandidateTable.id) == application.candidate_id)
    if to_change:
        # A round of retention that looks at this person waits, and then sees the hold.
        chosen = chosen.with_for_update().execution_options(populate_existing=True)
    return session.scalars(chosen).one()


def _note(session: Session, person: CandidateTable, event: str, actor: str, reason: str, now: datetime) -> None:
    """Write it down for every application of the person: each may be what somebody asks about later."""
    ids = session.scalars(select(col(ApplicationTable.id)).where(col(ApplicationTable.candidate_id) == person.id))
    for application_id in ids.all():
        ref = ApplicationRef(company_id=person.company_id, application_id=application_id)
        note(session, ref, event, actor=actor, now=now, reason=reason)


def _value(person: CandidateTable) -> LegalHold | None:
    if person.legal_hold_since is None:
        return None
    return LegalHold(
        since=person.legal_hold_since, by=person.legal_hold_by or "", reason=person.legal_hold_reason or ""
    )
