"""Which policy an application gets: the one it names, else its job's, else its department's, else the default."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Job
from kindregards.domain.pilots import Assignment, Scope, checked_subject
from kindregards.store.bootstrap import DEFAULT_POLICY_NAME
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.policies import Policies
from kindregards.store.rows import insert_row
from kindregards.store.tables import PolicyAssignmentTable


@dataclass(frozen=True, slots=True)
class PolicyAssignments:
    """Keeps and reads assignments; who came in before keeps the policy they came in under."""

    database: Database
    policies: Policies

    async def all(self, company_id: str) -> Sequence[Assignment]:
        """Return every assignment, departments first, by name."""
        return await self.database.read(lambda session: _all(session, company_id))

    async def assign(
        self, company_id: str, scope: Scope, subject: str, policy_name: str | None, *, actor: str, now: datetime
    ) -> None:
        """Give a job or department a policy, or with None none of its own; raise PolicyUnknownError."""
        name = checked_subject(subject)

        def work(session: Session) -> None:
            session.execute(
                delete(PolicyAssignmentTable)
                .where(col(PolicyAssignmentTable.company_id) == company_id)
                .where(col(PolicyAssignmentTable.scope) == scope)
                .where(col(PolicyAssignmentTable.subject) == name)
            )
            if policy_name is None:
                return
            self.policies.active_number(session, company_id, policy_name)
            insert_row(
                session,
                PolicyAssignmentTable,
                id=new_id(),
                company_id=company_id,
                scope=scope,
                subject=name,
                policy_name=policy_name,
                assigned_by=actor,
                assigned_at=now,
            )

        await self.database.write(work)


def policy_for(session: Session, company_id: str, job: Job) -> str:
    """Return the name of the policy that a new application of a job is judged by."""
    if job.policy != DEFAULT_POLICY_NAME:
        return job.policy
    table = PolicyAssignmentTable
    wanted = and_(col(table.scope) == Scope.JOB, col(table.subject) == job.external_id)
    if job.department is not None:
        wanted = or_(wanted, and_(col(table.scope) == Scope.DEPARTMENT, col(table.subject) == job.department))
    rows = session.execute(
        select(col(table.scope), col(table.policy_name)).where(col(table.company_id) == company_id).where(wanted)
    )
    found = {row.scope: row.policy_name for row in rows}
    return found.get(Scope.JOB) or found.get(Scope.DEPARTMENT) or job.policy


def _all(session: Session, company_id: str) -> tuple[Assignment, ...]:
    rows = session.scalars(
        select(PolicyAssignmentTable)
        .where(col(PolicyAssignmentTable.company_id) == company_id)
        .order_by(col(PolicyAssignmentTable.scope), col(PolicyAssignmentTable.subject))
    )
    return tuple(
        Assignment(
            scope=Scope(row.scope),
            subject=row.subject,
            policy_name=row.policy_name,
            assigned_by=row.assigned_by,
            assigned_at=row.assigned_at,
        )
        for row in rows
    )
