"""Commands for workflows: written with what came in, leased, delivered in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Row, Select, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from kindregards.domain.applications import ApplicationState
from kindregards.domain.journey import Alarm, ApplicationRef, Command, CommandKind, Journey
from kindregards.domain.ports.commands import OpenCommand
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.rows import change_row, chosen_once, insert_row
from kindregards.store.tables import ApplicationTable, WorkflowCommandTable
from kindregards.store.timeline import note

LEASE = timedelta(seconds=15)
_OPEN, _DONE, _LATE = "open", "done", "late"
_COUNTS_ANYWAY = (CommandKind.START, CommandKind.ACKNOWLEDGED, CommandKind.DELIVERY_CHANGED)
INTERVIEW_OVERDUE = "interview_overdue"

_Counted = Row[str, str, int, datetime | None, datetime | None]
_COUNTED = (
    col(ApplicationTable.id),
    col(ApplicationTable.state),
    col(ApplicationTable.command_sequence),
    col(ApplicationTable.interview_due_at),
    col(ApplicationTable.interview_expires_at),
)

_COUNT = (
    update(ApplicationTable)
    .where(col(ApplicationTable.company_id) == bindparam("company"))
    .where(col(ApplicationTable.id) == bindparam("application"))
    .values(command_sequence=col(ApplicationTable.command_sequence) + 1, updated_at=bindparam("now"))
    .returning(*_COUNTED)
    .execution_options(synchronize_session=False)
)


def append_command(
    session: Session, ref: ApplicationRef, kind: CommandKind, *, reference: str | None = None, now: datetime
) -> OpenCommand | None:
    """Write a command in the same transaction as what it speaks of.

    Returns it leased to the caller when nothing else waits for this application, so that it can be delivered at once;
    otherwise None, and the relay delivers it in its turn.
    """
    counted = _count(session, ref, now)
    waits = counted.command_sequence > 1 and _has_open(session, ref)
    command_id, token = new_id(), new_id()
    insert_row(
        session,
        WorkflowCommandTable,
        id=command_id,
        company_id=ref.company_id,
        application_id=ref.application_id,
        sequence=counted.command_sequence,
        kind=kind,
        reference=reference,
        state=_OPEN,
        lease_token=None if waits else token,
        lease_until=None if waits else now + LEASE,
        created_at=now,
    )
    if waits:
        return None
    return OpenCommand(
        id=command_id,
        lease_token=token,
        journey=_journey(ref, counted),
        command=Command(sequence=counted.command_sequence, kind=kind, reference=reference),
    )


def _count(session: Session, ref: ApplicationRef, now: datetime) -> _Counted:
    """Take the application's next sequence number; whoever else does so waits until this transaction ends."""
    return session.execute(_COUNT, {"company": ref.company_id, "application": ref.application_id, "now": now}).one()


@dataclass(frozen=True, slots=True)
class Commands:
    """The queue, as the relay sees it."""

    database: Database

    async def claim(self, *, limit: int, now: datetime) -> Sequence[OpenCommand]:
        """Lease the earliest open command of up to `limit` applications."""
        return await self.database.write(lambda session: _claim(session, limit, now))

    async def settle(self, commands: Sequence[OpenCommand], *, late: bool, now: datetime) -> None:
        """Mark commands as delivered or late where the lease is still ours."""
        state = _LATE if late else _DONE
        held = [(command.id, command.lease_token) for command in commands]
        await self.database.write(lambda session: _settle(session, held, state, now))

    async def lag_seconds(self, now: datetime) -> float:
        """Return how long the oldest open command has waited."""
        oldest = await self.database.read(
            lambda session: session.execute(
                select(func.min(col(WorkflowCommandTable.created_at))).where(col(WorkflowCommandTable.state) == _OPEN)
            ).scalar_one_or_none()
        )
        return (now - oldest).total_seconds() if oldest else 0.0


def _claim(session: Session, limit: int, now: datetime) -> tuple[OpenCommand, ...]:
    token = new_id()
    claimed = session.scalars(
        update(WorkflowCommandTable)
        .where(col(WorkflowCommandTable.id).in_(chosen_once(_earliest_open(limit, now))))
        .values(lease_token=token, lease_until=now + LEASE)
        .returning(WorkflowCommandTable)
    ).all()
    applications = _applications(session, [command.application_id for command in claimed])
    late = [command for command in claimed if _is_late(command, applications[command.application_id])]
    _settle(session, [(command.id, token) for command in late], _LATE, now)
    return tuple(
        _opened(command, applications[command.application_id], token)
        for command in sorted(claimed, key=lambda command: command.id)
        if command not in late
    )


def _is_late(command: WorkflowCommandTable, application: _Counted) -> bool:
    """Say whether a command's journey has ended; an invitation has a workflow of its own."""
    return application.state == ApplicationState.CLOSED and command.kind != CommandKind.INVITED


def _opened(command: WorkflowCommandTable, application: _Counted, token: str) -> OpenCommand:
    ref = ApplicationRef(company_id=command.company_id, application_id=command.application_id)
    return OpenCommand(
        id=command.id,
        lease_token=token,
        journey=_journey(ref, application),
        command=Command(sequence=command.sequence, kind=CommandKind(command.kind), reference=command.reference),
    )


def _applications(session: Session, ids: Sequence[str]) -> dict[str, _Counted]:
    rows = session.execute(select(*_COUNTED).where(col(ApplicationTable.id).in_(ids)))
    return {row.id: row for row in rows}


def _earliest_open(limit: int, now: datetime) -> Select[str]:
    command, earlier = aliased(WorkflowCommandTable), aliased(WorkflowCommandTable)
    waits_behind = exists().where(
        and_(
            col(earlier.application_id) == col(command.application_id),
            col(earlier.state) == _OPEN,
            col(earlier.sequence) < col(command.sequence),
        )
    )
    return (
        select(col(command.id))
        .where(col(command.state) == _OPEN)
        .where(or_(col(command.lease_until).is_(None), col(command.lease_until) <= now))
        .where(~waits_behind)
        .order_by(col(command.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


def _settle(session: Session, held: Sequence[tuple[str, str]], state: str, now: datetime) -> None:
    for command_id, token in held:
        ours = {"lease_token": token}
        settled = change_row(session, WorkflowCommandTable, command_id, expected=ours, state=state, settled_at=now)
        if settled and state == _LATE:
            _show_late(session, [session.get_one(WorkflowCommandTable, command_id)], now)


def turn_away(session: Session, ref: ApplicationRef, sequences: Sequence[int], now: datetime) -> None:
    """Mark as late what a journey got but ended before; whoever delivered it has no say in it any more."""
    late = session.scalars(
        update(WorkflowCommandTable)
        .where(col(WorkflowCommandTable.company_id) == ref.company_id)
        .where(col(WorkflowCommandTable.application_id) == ref.application_id)
        .where(col(WorkflowCommandTable.sequence).in_(sequences))
        .where(col(WorkflowCommandTable.state) != _LATE)
        .values(state=_LATE, settled_at=now, lease_token=None, lease_until=None)
        .returning(WorkflowCommandTable)
    ).all()
    _show_late(session, late, now)


def _show_late(session: Session, commands: Sequence[WorkflowCommandTable], now: datetime) -> None:
    """Let people see what was asked for in vain; what the database knows anyway was not in vain."""
    for command in sorted(commands, key=lambda command: command.sequence):
        if command.kind not in _COUNTS_ANYWAY:
            ref = ApplicationRef(company_id=command.company_id, application_id=command.application_id)
            note(session, ref, "came_too_late", reference=command.reference, now=now, kind=command.kind)


def _has_open(session: Session, ref: ApplicationRef) -> bool:
    return session.execute(
        select(
            exists().where(
                and_(
                    col(WorkflowCommandTable.application_id) == ref.application_id,
                    col(WorkflowCommandTable.state) == _OPEN,
                )
            )
        )
    ).scalar_one()


def _journey(ref: ApplicationRef, application: _Counted) -> Journey:
    planned = (
        (INTERVIEW_OVERDUE, application.interview_due_at),
        (CommandKind.INTERVIEW_EXPIRED, application.interview_expires_at),
    )
    alarms = tuple(Alarm(kind=kind, at=at) for kind, at in planned if at is not None)
    return Journey(
        company_id=ref.company_id,
        application_id=ref.application_id,
        alarms=alarms,
        assesses_locally=True,
        reminds_locally=True,
    )
