"""Commands for workflows: written with what came in, leased, delivered in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from kindregards.domain.applications import ApplicationState
from kindregards.domain.journey import Alarm, ApplicationRef, Command, CommandKind, Journey
from kindregards.domain.ports.commands import OpenCommand
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.tables import ApplicationTable, WorkflowCommandTable

LEASE = timedelta(seconds=15)
_OPEN, _DONE, _LATE = "open", "done", "late"
INTERVIEW_OVERDUE = "interview_overdue"


def append_command(
    session: Session, ref: ApplicationRef, kind: CommandKind, *, reference: str | None = None, now: datetime
) -> OpenCommand | None:
    """Write a command in the same transaction as what it speaks of.

    Returns it leased to the caller when nothing else waits for this application, so that it can be delivered at once;
    otherwise None, and the relay delivers it in its turn.
    """
    application = session.execute(
        update(ApplicationTable)
        .where(col(ApplicationTable.company_id) == ref.company_id)
        .where(col(ApplicationTable.id) == ref.application_id)
        .values(command_sequence=col(ApplicationTable.command_sequence) + 1, updated_at=now)
        .returning(
            col(ApplicationTable.command_sequence),
            col(ApplicationTable.interview_due_at),
            col(ApplicationTable.interview_expires_at),
        )
    ).one()
    sequence = application.command_sequence
    waits = sequence > 1 and _has_open(session, ref)
    command_id, token = new_id(), new_id()
    session.execute(
        insert(WorkflowCommandTable).values(
            id=command_id,
            company_id=ref.company_id,
            application_id=ref.application_id,
            sequence=sequence,
            kind=kind,
            reference=reference,
            state=_OPEN,
            lease_token=None if waits else token,
            lease_until=None if waits else now + LEASE,
            created_at=now,
        )
    )
    if waits:
        return None
    return OpenCommand(
        id=command_id,
        lease_token=token,
        journey=_journey(ref, application.interview_due_at, application.interview_expires_at),
        command=Command(sequence=sequence, kind=kind, reference=reference),
    )


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
    claimed = session.execute(
        update(WorkflowCommandTable)
        .where(col(WorkflowCommandTable.id).in_(_earliest_open(limit, now)))
        .values(lease_token=token, lease_until=now + LEASE)
        .returning(
            col(WorkflowCommandTable.id),
            col(WorkflowCommandTable.company_id),
            col(WorkflowCommandTable.application_id),
            col(WorkflowCommandTable.sequence),
            col(WorkflowCommandTable.kind),
            col(WorkflowCommandTable.reference),
        )
    ).all()
    times = {
        row.id: row
        for row in session.execute(
            select(
                col(ApplicationTable.id),
                col(ApplicationTable.state),
                col(ApplicationTable.interview_due_at),
                col(ApplicationTable.interview_expires_at),
            ).where(col(ApplicationTable.id).in_([row.application_id for row in claimed]))
        )
    }
    finished = [row for row in claimed if times[row.application_id].state == ApplicationState.CLOSED]
    _settle(session, [(row.id, token) for row in finished], _LATE, now)
    return tuple(
        OpenCommand(
            id=row.id,
            lease_token=token,
            journey=_journey(
                ApplicationRef(company_id=row.company_id, application_id=row.application_id),
                times[row.application_id].interview_due_at,
                times[row.application_id].interview_expires_at,
            ),
            command=Command(sequence=row.sequence, kind=CommandKind(row.kind), reference=row.reference),
        )
        for row in sorted(claimed, key=lambda row: row.id)
        if row not in finished
    )


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
        session.execute(
            update(WorkflowCommandTable)
            .where(col(WorkflowCommandTable.id) == command_id)
            .where(col(WorkflowCommandTable.lease_token) == token)
            .values(state=state, settled_at=now)
        )


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


def _journey(ref: ApplicationRef, due_at: datetime | None, expires_at: datetime | None) -> Journey:
    alarms = (
        Alarm(kind=kind, at=at)
        for kind, at in ((INTERVIEW_OVERDUE, due_at), (CommandKind.INTERVIEW_EXPIRED, expires_at))
        if at is not None
    )
    return Journey(company_id=ref.company_id, application_id=ref.application_id, alarms=tuple(alarms))
