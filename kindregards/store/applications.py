"""Applications as staff and integrators see them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, Select, bindparam, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState, HeldReason, Outcome, Stage
from kindregards.domain.decisions import Decision, DecisionMode, DecisionState
from kindregards.domain.intake import (
    ApplicationNotFoundError,
    ApplicationPage,
    ApplicationQuery,
    ApplicationView,
    TimelineEntry,
)
from kindregards.domain.journey import ApplicationRef
from kindregards.store.candidates import Candidates
from kindregards.store.database import Database
from kindregards.store.person_search import applied_by
from kindregards.store.tables import ApplicationTable, CandidateTable, DecisionTable, JobTable
from kindregards.store.timeline import entries_of

# The decision is None where there is none: outer joins have no type of their own.
_Found = Row[ApplicationTable, CandidateTable, JobTable, DecisionTable]


@dataclass(frozen=True, slots=True)
class Applications:
    """Reads applications with their person, job and latest decision."""

    database: Database
    candidates: Candidates

    async def get(self, ref: ApplicationRef) -> ApplicationView:
        """Return one application; raise ApplicationNotFoundError."""
        return await self.database.read(lambda session: self.view(session, ref))

    async def page(self, company_id: str, query: ApplicationQuery) -> ApplicationPage:
        """Return a page of applications, newest first."""
        return await self.database.read(lambda session: self._page(session, company_id, query))

    async def timeline(self, ref: ApplicationRef) -> Sequence[TimelineEntry]:
        """Return everything that happened; raise ApplicationNotFoundError."""

        def read(session: Session) -> Sequence[TimelineEntry]:
            find_application(session, ref)
            return entries_of(session, ref)

        return await self.database.read(read)

    def view(self, session: Session, ref: ApplicationRef) -> ApplicationView:
        """Return one application within a transaction."""
        found = session.execute(
            _rows(ref.company_id).where(col(ApplicationTable.id) == ref.application_id)
        ).one_or_none()
        if found is None:
            raise application_not_found(ref)
        return self._view(session, found)

    def _page(self, session: Session, company_id: str, query: ApplicationQuery) -> ApplicationPage:
        statement = _rows(company_id).where(*self._filters(company_id, query))
        rows = session.execute(statement.order_by(col(ApplicationTable.id).desc()).limit(query.limit + 1)).all()
        shown = rows[: query.limit]
        self.candidates.keys.read_together(session, [candidate.key_id for _, candidate, *_ in shown])
        return ApplicationPage(
            applications=tuple(self._view(session, found) for found in shown),
            next_after=shown[-1][0].id if len(rows) > query.limit else None,
        )

    def _filters(self, company_id: str, query: ApplicationQuery) -> list[ColumnElement[bool]]:
        filters: list[ColumnElement[bool]] = []
        if query.after:
            filters.append(col(ApplicationTable.id) < query.after)
        if query.state:
            filters.append(col(ApplicationTable.state) == query.state)
        if query.outcome:
            filters.append(col(ApplicationTable.outcome) == query.outcome)
        if query.stage:
            filters.append(col(ApplicationTable.stage) == query.stage)
        if query.job:
            filters.append(col(JobTable.external_id) == query.job)
        if query.reply_waits:
            filters.append(col(ApplicationTable.reply_waits_since).is_not(None))
        filters += _decided(query)
        if query.text:
            index = self.candidates.blind_index
            people = [
                col(CandidateTable.name_index) == index.name(query.text, company_id=company_id),
                col(CandidateTable.email_index) == index.email(query.text, company_id=company_id),
            ]
            filters.append(applied_by(company_id, people, external_id=query.text))
        return filters

    def _view(self, session: Session, found: _Found) -> ApplicationView:
        application, candidate, job, decision = found
        return ApplicationView(
            id=application.id,
            external_id=application.external_id,
            state=ApplicationState(application.state),
            outcome=Outcome(application.outcome) if application.outcome else None,
            stage=Stage(application.stage),
            candidate_name=self.candidates.name_of(session, candidate),
            job_title=job.title,
            created_at=application.created_at,
            held_reason=HeldReason(application.held_reason) if application.held_reason else None,
            decision=decision_of(decision) if decision else None,
            review_id=application.review_id,
            letter_id=application.letter_id,
            told_at=application.told_at,
            acknowledged_at=application.acknowledged_at,
            reply_waits_since=application.reply_waits_since,
        )


_BY_REF = (
    select(ApplicationTable)
    .where(col(ApplicationTable.company_id) == bindparam("company_id"))
    .where(col(ApplicationTable.id) == bindparam("application_id"))
)
# Rows that only refer to the application are not kept waiting (FOR NO KEY UPDATE).
_BY_REF_TO_HOLD = _BY_REF.with_for_update(key_share=True).execution_options(populate_existing=True)


def _decided(query: ApplicationQuery) -> list[ColumnElement[bool]]:
    """Return what a query asks of the standing decision."""
    filters: list[ColumnElement[bool]] = []
    if query.reason:
        filters.append(col(DecisionTable.reason) == query.reason)
    if query.decided_from:
        filters.append(col(DecisionTable.decided_at) >= query.decided_from)
    if query.decided_until:
        filters.append(col(DecisionTable.decided_at) < query.decided_until)
    return filters


def decision_of(row: DecisionTable) -> Decision:
    """Return the decision behind a row."""
    return Decision(
        mode=DecisionMode(row.mode),
        outcome=Outcome(row.outcome),
        rule=row.rule,
        reason=row.reason,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        policy_version=row.policy_version,
        version=row.version,
        state=DecisionState(row.state),
    )


def find_application(session: Session, ref: ApplicationRef) -> ApplicationTable:
    """Return an application's row; raise ApplicationNotFoundError."""
    return _found(session, ref, _BY_REF)


def lock_application(session: Session, ref: ApplicationRef) -> ApplicationTable:
    """Do as `find_application` does and hold the row until the transaction ends.

    Two that look first and write afterwards do so one after the other, each seeing what the one before has written.
    """
    return _found(session, ref, _BY_REF_TO_HOLD)


def lock_applications(session: Session, ids: Collection[str]) -> dict[str, ApplicationTable]:
    """Do as `lock_application` does for several that exist, in one order, so that nobody waits in a ring."""
    if not ids:
        return {}
    rows = session.scalars(
        select(ApplicationTable)
        .where(col(ApplicationTable.id).in_(ids))
        .order_by(col(ApplicationTable.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


def _found(session: Session, ref: ApplicationRef, statement: Select[ApplicationTable]) -> ApplicationTable:
    row = session.scalars(statement, {"company_id": ref.company_id, "application_id": ref.application_id}).one_or_none()
    if row is None:
        raise application_not_found(ref)
    return row


def application_not_found(ref: ApplicationRef) -> ApplicationNotFoundError:
    """Return the error that says so."""
    return ApplicationNotFoundError(
        f"There is no application {ref.application_id}. Use the `id` that POST /v1/applications answered."
    )


def _rows(company_id: str) -> Select[ApplicationTable, CandidateTable, JobTable, DecisionTable]:
    return (
        select(ApplicationTable, CandidateTable, JobTable, DecisionTable)
        .join(CandidateTable, col(CandidateTable.id) == col(ApplicationTable.candidate_id))
        .join(JobTable, col(JobTable.id) == col(ApplicationTable.job_id))
        .outerjoin(DecisionTable, col(DecisionTable.id) == col(ApplicationTable.decision_id))
        .where(col(ApplicationTable.company_id) == company_id)
    )
