"""Calls before letters: opened once for each decision, settled by a person, and the gate they keep."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Outcome, Stage
from kindregards.domain.calls import OPEN, Call, CallResult, NoCallError, SettledCall
from kindregards.domain.decisions import DecisionState
from kindregards.domain.intake import ApplicationView
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.ports.commands import CommandTrigger, OpenCommand
from kindregards.store.applications import Applications, lock_application
from kindregards.store.candidates import Candidates
from kindregards.store.commands import append_command
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_once
from kindregards.store.tables import ApplicationTable, CallTable, DecisionTable
from kindregards.store.timeline import note

_TABLE = "calls"


@dataclass(frozen=True, slots=True)
class Calls:
    """Opens calls for the journey, and takes a person's word on them."""

    database: Database
    candidates: Candidates
    applications: Applications
    trigger: CommandTrigger

    async def open(self, ref: ApplicationRef, *, due_at: datetime, now: datetime) -> datetime | None:
        """Open the call of the standing decision, once; return since when it waits, or None when it is settled."""
        return await self.database.write(lambda session: _open(session, ref, due_at, now))

    async def call_of(self, ref: ApplicationRef) -> Call | None:
        """Return the call of the decision that counts."""
        return await self.database.read(lambda session: self._call_of(session, ref))

    async def settle(self, ref: ApplicationRef, settled: SettledCall, *, now: datetime) -> ApplicationView:
        """Take a person's word, once, also while the letter still cools; raise NoCallError."""

        def work(session: Session) -> tuple[ApplicationView, OpenCommand | None]:
            command = self._settle(session, ref, settled, now)
            return self.applications.view(session, ref), command

        view, command = await self.database.write(work)
        if command is not None:
            self.trigger(command)
        return view

    def _call_of(self, session: Session, ref: ApplicationRef) -> Call | None:
        row = session.scalars(
            select(CallTable)
            .join(ApplicationTable, col(ApplicationTable.decision_id) == col(CallTable.decision_id))
            .where(col(ApplicationTable.company_id) == ref.company_id)
            .where(col(ApplicationTable.id) == ref.application_id)
        ).one_or_none()
        if row is None:
            return None
        key = self.candidates.key_of(session, ref)
        return Call(
            id=row.id,
            state=row.state,
            opened_at=row.opened_at,
            due_at=row.due_at,
            note=key.open(row.sealed_note, table=_TABLE, row=row.id, column="sealed_note"),
            settled_at=row.settled_at,
            settled_by=row.settled_by,
        )

    def _settle(self, session: Session, ref: ApplicationRef, settled: SettledCall, now: datetime) -> OpenCommand | None:
        application = lock_application(session, ref)
        decision = session.get(DecisionTable, application.decision_id) if application.decision_id else None
        if decision is None or not _wants_call(application, decision) or is_settled(session, decision.id):
            raise NoCallError(f"No call waits about application {ref.application_id}.")
        call_id = _insert(session, ref, decision.id, due_at=now, now=now)
        key = self.candidates.key_of(session, ref)
        session.execute(
            update(CallTable)
            .where(col(CallTable.id) == call_id)
            .values(
                state=settled.result,
                sealed_note=key.seal(settled.note, table=_TABLE, row=call_id, column="sealed_note"),
                settled_at=now,
                settled_by=settled.actor,
            )
        )
        note(session, ref, "call_settled", actor=settled.actor, reference=call_id, now=now, result=settled.result)
        return append_command(session, ref, CommandKind.CALL_SETTLED, reference=call_id, now=now)


def wants_call_first(session: Session, application: ApplicationTable, decision: DecisionTable) -> bool:
    """Say whether a person must call before the letter of this decision may leave."""
    return _wants_call(application, decision) and not is_settled(session, decision.id)


def is_settled(session: Session, decision_id: str) -> bool:
    """Say whether somebody called about a decision, or said that nobody need."""
    return session.execute(
        select(exists().where(col(CallTable.decision_id) == decision_id).where(col(CallTable.state) != OPEN))
    ).scalar_one()


def was_reached(session: Session, decision_id: str | None) -> bool:
    """Say whether the candidate has heard a decision on the telephone."""
    return session.execute(
        select(
            exists().where(col(CallTable.decision_id) == decision_id).where(col(CallTable.state) == CallResult.REACHED)
        )
    ).scalar_one()


def _wants_call(application: ApplicationTable, decision: DecisionTable) -> bool:
    is_no = decision.outcome == Outcome.REJECT and decision.state == DecisionState.STANDING
    return application.stage == Stage.OFFER and is_no and application.appeal_id is None


def _open(session: Session, ref: ApplicationRef, due_at: datetime, now: datetime) -> datetime | None:
    application = lock_application(session, ref)
    decision = session.get(DecisionTable, application.decision_id) if application.decision_id else None
    if decision is None or not wants_call_first(session, application, decision):
        return None
    known = session.scalars(select(CallTable).where(col(CallTable.decision_id) == decision.id)).one_or_none()
    if known is not None:
        return known.opened_at
    call_id = _insert(session, ref, decision.id, due_at=due_at, now=now)
    note(session, ref, "call_opened", reference=call_id, now=now)
    return now


def _insert(session: Session, ref: ApplicationRef, decision_id: str, *, due_at: datetime, now: datetime) -> str:
    """Insert the call of a decision unless it is there, and return its id."""
    insert_once(
        session,
        CallTable,
        id=new_id(),
        company_id=ref.company_id,
        application_id=ref.application_id,
        decision_id=decision_id,
        state=OPEN,
        opened_at=now,
        due_at=due_at,
    )
    return session.scalars(select(col(CallTable.id)).where(col(CallTable.decision_id) == decision_id)).one()
