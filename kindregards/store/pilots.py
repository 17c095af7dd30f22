"""Pilots: versions that decide on paper about what a job or department gets, and what became of it in reality."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Outcome
from kindregards.domain.assessment import assess
from kindregards.domain.decisions import DecisionMode
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.pilots import Comparison, Pilot, PilotNotFoundError, Scope, ShadowPair, checked_subject, compare
from kindregards.domain.policies import Branch
from kindregards.store.cases import Cases
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.past_evaluations import branch_taken
from kindregards.store.rows import insert_once
from kindregards.store.subject_keys import PersonErasedError
from kindregards.store.tables import (
    ApplicationTable,
    DecisionTable,
    InterviewResultTable,
    JobTable,
    PolicyPilotTable,
    ReviewTable,
    ShadowDecisionTable,
)

_BATCH = 200
# A transaction that began earlier may commit a result with an older id: the last minutes are looked at again.
_LOOKED_AT_AGAIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Pilots:
    """Starts, ends and compares pilots, and decides on paper; it writes paper decisions and nothing else."""

    database: Database
    cases: Cases

    async def all(self, company_id: str) -> Sequence[Pilot]:
        """Return every pilot, the newest first."""
        return await self.database.read(lambda session: _all(session, company_id))

    async def start(  # noqa: PLR0913 -- one fact each
        self, company_id: str, name: str, version: int, scope: Scope, subject: str, *, actor: str, now: datetime
    ) -> Pilot:
        """Let a version decide on paper from now on; one that ended goes on. Raise PolicyUnknownError."""
        wanted = checked_subject(subject)
        return await self.database.write(
            lambda session: self._start(session, company_id, name, version, scope, wanted, actor, now)
        )

    async def end(self, company_id: str, pilot_id: str, *, actor: str, now: datetime) -> Pilot:
        """Stop a pilot; again is harmless. Raise PilotNotFoundError."""

        def work(session: Session) -> Pilot:
            row = _row(session, company_id, pilot_id)
            if row.ended_at is None:
                row.ended_by, row.ended_at = actor, now
            return _pilot(row)

        return await self.database.write(work)

    async def compared(self, company_id: str, pilot_id: str) -> tuple[Pilot, Comparison]:
        """Return a pilot beside what really happened; raise PilotNotFoundError."""

        def read(session: Session) -> tuple[Pilot, Comparison]:
            row = _row(session, company_id, pilot_id)
            return _pilot(row), compare(_pairs(session, pilot_id))

        return await self.database.read(read)

    async def decide(self, *, now: datetime) -> int:
        """Decide on paper about what came in since, for every pilot that runs; return how many results that were."""
        running = await self.database.read(_running)
        return sum([await self._catch_up(pilot_id, now) for pilot_id in running])

    async def _catch_up(self, pilot_id: str, now: datetime) -> int:
        decided, after = 0, None
        while True:
            found, after = await self.database.write(
                lambda session, start=after: self._decide_some(session, pilot_id, start, now)  # type: ignore[misc]  # bound as a default
            )
            decided += found
            if after is None:
                return decided

    def _start(  # noqa: PLR0913, PLR0917 -- one fact each
        self,
        session: Session,
        company_id: str,
        name: str,
        version: int,
        scope: Scope,
        subject: str,
        actor: str,
        now: datetime,
    ) -> Pilot:
        self.cases.policies.pinned(session, company_id, name, version)
        insert_once(
            session,
            PolicyPilotTable,
            id=new_id(),
            company_id=company_id,
            policy_name=name,
            version=version,
            scope=scope,
            subject=subject,
            started_by=actor,
            started_at=now,
            cursor=new_id(),
        )
        row = session.scalars(
            select(PolicyPilotTable)
            .where(col(PolicyPilotTable.company_id) == company_id)
            .where(col(PolicyPilotTable.policy_name) == name)
            .where(col(PolicyPilotTable.version) == version)
            .where(col(PolicyPilotTable.scope) == scope)
            .where(col(PolicyPilotTable.subject) == subject)
        ).one()
        if row.ended_at is not None:
            row.ended_by, row.ended_at, row.cursor = None, None, new_id()
        return _pilot(row)

    def _decide_some(self, session: Session, pilot_id: str, after: str | None, now: datetime) -> tuple[int, str | None]:
        """Decide about one batch; return how many, and where the next begins, None at the end."""
        pilot = session.get(PolicyPilotTable, pilot_id)
        if pilot is None or pilot.ended_at is not None:
            return 0, None
        results = session.execute(_results(pilot, after or pilot.cursor)).all()
        decided = sum(self._decide(session, pilot, result_id, ref, now) for result_id, ref, _ in results)
        sure = [result_id for result_id, _, received_at in results if received_at < now - _LOOKED_AT_AGAIN]
        if sure:
            pilot.cursor = sure[-1]
        return decided, results[-1][0] if len(results) == _BATCH else None

    def _decide(
        self, session: Session, pilot: PolicyPilotTable, result_id: str, application_id: str, now: datetime
    ) -> bool:
        ref = ApplicationRef(company_id=pilot.company_id, application_id=application_id)
        known = session.execute(
            select(col(ShadowDecisionTable.id))
            .where(col(ShadowDecisionTable.pilot_id) == pilot.id)
            .where(col(ShadowDecisionTable.result_id) == result_id)
        ).one_or_none()
        if known is not None:
            return False
        try:
            case = self.cases.file(session, ref)
        except PersonErasedError:
            return False
        if case.result is None or case.result_id != result_id:
            return False
        policy = self.cases.policies.pinned(session, pilot.company_id, pilot.policy_name, pilot.version)
        paper = assess(
            policy=policy,
            stage=case.stage,
            candidate=case.candidate,
            interview=case.interview,
            result=case.result,
        )
        insert_once(
            session,
            ShadowDecisionTable,
            id=new_id(),
            company_id=pilot.company_id,
            pilot_id=pilot.id,
            application_id=application_id,
            result_id=result_id,
            branch=paper.branch,
            rule=paper.rule,
            reason=paper.reason,
            decided_at=now,
        )
        return True


def _results(pilot: PolicyPilotTable, after: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- a select of three columns
    in_scope = (
        col(JobTable.external_id) == pilot.subject
        if pilot.scope == Scope.JOB
        else col(JobTable.department) == pilot.subject
    )
    return (
        select(
            col(InterviewResultTable.id),
            col(InterviewResultTable.application_id),
            col(InterviewResultTable.received_at),
        )
        .join(ApplicationTable, col(ApplicationTable.id) == col(InterviewResultTable.application_id))
        .join(JobTable, col(JobTable.id) == col(ApplicationTable.job_id))
        .where(col(InterviewResultTable.id) > after)
        .where(col(InterviewResultTable.company_id) == pilot.company_id)
        .where(col(InterviewResultTable.is_current))
        .where(~col(ApplicationTable.is_test))
        .where(in_scope)
        .order_by(col(InterviewResultTable.id))
        .limit(_BATCH)
    )


def _pairs(session: Session, pilot_id: str) -> list[ShadowPair]:
    on_paper = select(col(ShadowDecisionTable.application_id)).where(col(ShadowDecisionTable.pilot_id) == pilot_id)
    decisions = select(DecisionTable).where(col(DecisionTable.application_id).in_(on_paper))
    reviews = select(ReviewTable).where(col(ReviewTable.application_id).in_(on_paper))
    first = decisions.where(col(DecisionTable.version) == 1).subquery()
    asked = reviews.where(col(ReviewTable.number) == 1).subquery()
    rows = session.execute(
        select(
            col(ShadowDecisionTable.application_id),
            col(ShadowDecisionTable.branch),
            first.c.mode,
            first.c.outcome,
            asked.c.flags,
            col(DecisionTable.mode).label("last_mode"),
            col(DecisionTable.outcome).label("last_outcome"),
        )
        .join(
            InterviewResultTable,
            and_(
                col(InterviewResultTable.id) == col(ShadowDecisionTable.result_id),
                col(InterviewResultTable.is_current),
            ),
        )
        .join(ApplicationTable, col(ApplicationTable.id) == col(ShadowDecisionTable.application_id))
        .outerjoin(first, first.c.application_id == col(ApplicationTable.id))
        .outerjoin(asked, asked.c.application_id == col(ApplicationTable.id))
        .outerjoin(DecisionTable, col(DecisionTable.id) == col(ApplicationTable.decision_id))
        .where(col(ShadowDecisionTable.pilot_id) == pilot_id)
        .order_by(col(ShadowDecisionTable.id).desc())
    )
    return [
        ShadowPair(
            application_id=row.application_id,
            real=branch_taken(row.mode, row.outcome, row.flags) if row.mode or row.flags is not None else None,
            paper=Branch(row.branch),
            person_said=Outcome(row.last_outcome) if row.last_mode == DecisionMode.HUMAN else None,
        )
        for row in rows
    ]


def _all(session: Session, company_id: str) -> tuple[Pilot, ...]:
    rows = session.scalars(
        select(PolicyPilotTable)
        .where(col(PolicyPilotTable.company_id) == company_id)
        .order_by(col(PolicyPilotTable.id).desc())
    )
    return tuple(_pilot(row) for row in rows)


def _running(session: Session) -> Sequence[str]:
    return session.scalars(select(col(PolicyPilotTable.id)).where(col(PolicyPilotTable.ended_at).is_(None))).all()


def _row(session: Session, company_id: str, pilot_id: str) -> PolicyPilotTable:
    row = session.get(PolicyPilotTable, pilot_id)
    if row is None or row.company_id != company_id:
        raise PilotNotFoundError(f"There is no pilot {pilot_id}. GET /v1/pilots lists them.")
    return row


def _pilot(row: PolicyPilotTable) -> Pilot:
    return Pilot(
        id=row.id,
        policy_name=row.policy_name,
        version=row.version,
        scope=Scope(row.scope),
        subject=row.subject,
        started_by=row.started_by,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )
