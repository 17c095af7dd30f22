"""Erasing people: their letters stop, their links die, their key is destroyed; decisions stay under a pseudonym."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState
from kindregards.domain.erasures import ANSWER_WITHIN, Erasure, ErasureNotFoundError, ErasureState
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.letters import LetterState
from kindregards.domain.ports.commands import CommandTrigger, OpenCommand
from kindregards.domain.retention import keeps_record
from kindregards.domain.talent_pool import PoolEnding
from kindregards.store.announcements import announce_erasure
from kindregards.store.appeals import end_appeal
from kindregards.store.applications import find_application, lock_applications
from kindregards.store.commands import append_command
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.kept_people import KeptPeople
from kindregards.store.pool_entries import end_pool_entries
from kindregards.store.review_rows import cancel_open
from kindregards.store.rows import insert_once
from kindregards.store.tables import (
    ApplicationTable,
    CandidateTable,
    DecisionTable,
    ErasureTable,
    LetterTable,
    LinkTokenTable,
    SubjectKeyTable,
)
from kindregards.store.timeline import note


@dataclass(frozen=True, slots=True)
class Erasures:
    """Takes wishes to be forgotten, and carries them out."""

    database: Database
    kept: KeptPeople
    trigger: CommandTrigger

    async def ask(self, ref: ApplicationRef, *, source: str, now: datetime) -> None:
        """Keep the wish of the person behind an application, once."""
        await self.database.write(lambda session: _ask(session, ref, source, now))

    async def erasure_of(self, ref: ApplicationRef) -> Erasure:
        """Return the wish of the person behind an application; raise ErasureNotFoundError."""
        erasure = await self.database.read(lambda session: _known(session, ref))
        if erasure is None:
            raise ErasureNotFoundError(f"Nobody asked that the person of application {ref.application_id} be erased.")
        return erasure

    async def carry_out(self, company_id: str, erasure_id: str, *, actor: str, now: datetime) -> Erasure:
        """Forget the person; again changes nothing. Raises ErasureNotFoundError."""
        erasure, commands = await self.database.write(
            lambda session: self._carry_out(session, company_id, erasure_id, actor, now)
        )
        for command in commands:
            self.trigger(command)
        return erasure

    def _carry_out(
        self, session: Session, company_id: str, erasure_id: str, actor: str, now: datetime
    ) -> tuple[Erasure, tuple[OpenCommand, ...]]:
        row = session.scalars(
            select(ErasureTable)
            .where(col(ErasureTable.company_id) == company_id)
            .where(col(ErasureTable.id) == erasure_id)
            .with_for_update()
        ).one_or_none()
        if row is None:
            raise ErasureNotFoundError(f"There is no request {erasure_id} to be erased.")
        if row.state == ErasureState.DONE:
            return _value(row), ()
        (person,) = self.kept.people(session, [row.candidate_id])
        commands = _erase(session, row, actor, keeps=keeps_record(person, now), now=now)
        return _value(row), commands


def forget_person(session: Session, candidate_id: str, *, actor: str, keeps: bool, now: datetime) -> None:
    """Erase somebody whose time is over, also where they asked for it and nobody has answered yet."""
    application = session.scalars(
        select(ApplicationTable)
        .where(col(ApplicationTable.candidate_id) == candidate_id)
        .order_by(col(ApplicationTable.id))
        .limit(1)
    ).one()
    _insert(session, application, actor, now, due_at=now)
    row = session.scalars(select(ErasureTable).where(col(ErasureTable.candidate_id) == candidate_id)).one()
    _erase(session, row, actor, keeps=keeps, now=now)


def clear_record(session: Session, candidate_id: str, *, actor: str, now: datetime) -> None:
    """Take what a kept record still says of somebody: its inputs, and the ids by which others know who they were."""
    ids = session.scalars(
        select(col(ApplicationTable.id)).where(col(ApplicationTable.candidate_id) == candidate_id)
    ).all()
    for application in lock_applications(session, ids).values():
        application.external_id, application.interview_id = f"erased-{application.id}", None
        application.updated_at = now
        session.flush()
        session.execute(
            update(DecisionTable)
            .where(col(DecisionTable.application_id) == application.id)
            .values(inputs={}, evidence=[])
        )
        ref = ApplicationRef(company_id=application.company_id, application_id=application.id)
        note(session, ref, "record_cleared", actor=actor, now=now)
    session.execute(
        update(ErasureTable).where(col(ErasureTable.candidate_id) == candidate_id).values(kept_record=False)
    )


def erasure_of(session: Session, ref: ApplicationRef) -> Erasure | None:
    """Return the wish of the person behind an application."""
    row = session.scalars(
        select(ErasureTable)
        .join(ApplicationTable, col(ApplicationTable.candidate_id) == col(ErasureTable.candidate_id))
        .where(col(ApplicationTable.company_id) == ref.company_id)
        .where(col(ApplicationTable.id) == ref.application_id)
    ).one_or_none()
    return _value(row) if row else None


def _known(session: Session, ref: ApplicationRef) -> Erasure | None:
    find_application(session, ref)
    return erasure_of(session, ref)


def _ask(session: Session, ref: ApplicationRef, source: str, now: datetime) -> None:
    application = find_application(session, ref)
    if erasure_of(session, ref) is not None:
        return
    _insert(session, application, source, now, due_at=now + ANSWER_WITHIN)
    note(session, ref, "erasure_asked", actor=source, now=now)


def _insert(session: Session, application: ApplicationTable, source: str, now: datetime, *, due_at: datetime) -> None:
    insert_once(
        session,
        ErasureTable,
        id=new_id(),
        company_id=application.company_id,
        candidate_id=application.candidate_id,
        application_id=application.id,
        state=ErasureState.OPEN,
        source=source,
        requested_at=now,
        due_at=due_at,
        kept_record=False,
    )


def _erase(session: Session, row: ErasureTable, actor: str, *, keeps: bool, now: datetime) -> tuple[OpenCommand, ...]:
    """Stop whatever waits, destroy the key, and keep the record of decisions only where something wants it."""
    # Held before anything is read: who applies again meanwhile waits, and is taken in as somebody new.
    person = session.get_one(CandidateTable, row.candidate_id, with_for_update=True)
    ids = session.scalars(
        select(col(ApplicationTable.id)).where(col(ApplicationTable.candidate_id) == row.candidate_id)
    ).all()
    commands = [_stop(session, each, actor, now) for each in lock_applications(session, ids).values()]
    end_pool_entries(session, [row.candidate_id], because=PoolEnding.ERASED, now=now)
    _forget(session, person, now)
    row.state, row.settled_at, row.settled_by, row.kept_record = ErasureState.DONE, now, actor, keeps
    session.flush()
    if not keeps:
        clear_record(session, row.candidate_id, actor=actor, now=now)
        session.refresh(row)
    return tuple(command for command in commands if command is not None)


def _stop(session: Session, application: ApplicationTable, actor: str, now: datetime) -> OpenCommand | None:
    """Let nothing about an application leave, be opened or be asked any more."""
    ref = ApplicationRef(company_id=application.company_id, application_id=application.id)
    end_appeal(session, ref)
    cancel_open(session, ref)
    session.execute(
        update(LetterTable)
        .where(col(LetterTable.application_id) == application.id)
        .where(col(LetterTable.state).in_([LetterState.DRAFT, LetterState.PENDING]))
        .values(state=LetterState.CANCELLED)
    )
    session.execute(
        update(LinkTokenTable)
        .where(col(LinkTokenTable.application_id) == application.id)
        .where(col(LinkTokenTable.revoked_at).is_(None))
        .values(revoked_at=now)
    )
    note(session, ref, "erased", actor=actor, now=now)
    announce_erasure(session, ref, now)
    if application.state == ApplicationState.CLOSED:
        return None
    return append_command(session, ref, CommandKind.ERASED, now=now)


def _forget(session: Session, person: CandidateTable, now: datetime) -> None:
    """Destroy the person's key, and with it everything sealed under it; blank what was not sealed."""
    session.execute(
        update(SubjectKeyTable).where(col(SubjectKeyTable.id) == person.key_id).values(wrapped=None, destroyed_at=now)
    )
    person.external_id = f"erased-{person.id}"
    for name in ("sealed_name", "sealed_email", "sealed_phone", "sealed_wechat_openid", "sealed_self_declared"):
        setattr(person, name, None)
    person.name_index, person.email_index, person.phone_index, person.wechat_index = "", None, None, None
    person.consents, person.consent_records, person.channels = {}, {}, []
    person.erased_at = person.updated_at = now


def _value(row: ErasureTable) -> Erasure:
    return Erasure(
        id=row.id,
        application_id=row.application_id,
        state=ErasureState(row.state),
        requested_at=row.requested_at,
        due_at=row.due_at,
        settled_at=row.settled_at,
        kept_record=row.kept_record,
    )
