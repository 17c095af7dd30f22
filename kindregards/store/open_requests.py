"""What candidates wait for from a person, gathered from where each wish is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, null, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.appeals import AppealState
from kindregards.domain.applications import ApplicationState
from kindregards.domain.calls import OPEN
from kindregards.domain.erasures import ErasureState
from kindregards.domain.journey import CommandKind
from kindregards.domain.open_requests import OpenRequest, RequestKind
from kindregards.store.candidates import Candidates
from kindregards.store.database import Database
from kindregards.store.review_rows import UNDECIDED
from kindregards.store.tables import (
    AppealTable,
    ApplicationTable,
    CallTable,
    CandidateRequestTable,
    CandidateTable,
    ErasureTable,
    JobTable,
    ReviewTable,
)

_NEVER = datetime.max.replace(tzinfo=UTC)
_ABOUT = (ApplicationTable, CandidateTable, col(JobTable.title))
_Found = Select[str, Any, Any, ApplicationTable, CandidateTable, str]  # Any: instants, some of which may be missing
_Row = Row[str, Any, Any, ApplicationTable, CandidateTable, str]  # Any: as above


@dataclass(frozen=True, slots=True)
class OpenRequests:
    """Reads them; each is settled where it belongs."""

    database: Database
    candidates: Candidates

    async def waiting(self, company_id: str, *, limit: int) -> Sequence[OpenRequest]:
        """Return up to `limit` of each kind, the earliest due first, those without a day last."""
        return await self.database.read(lambda session: self._waiting(session, company_id, limit))

    def _waiting(self, session: Session, company_id: str, limit: int) -> tuple[OpenRequest, ...]:
        rows = [
            (kind, row)
            for kind, statement in _statements(company_id)
            for row in session.execute(statement.limit(limit)).all()
        ]
        self.candidates.keys.read_together(session, [person.key_id for _, (*_, person, _) in rows])
        found = [self._request(session, kind, row) for kind, row in rows]
        return tuple(sorted(found, key=lambda each: (each.due_at or _NEVER, each.since, each.id)))

    def _request(self, session: Session, kind: RequestKind, row: _Row) -> OpenRequest:
        request_id, since, due_at, application, person, job_title = row
        in_review = kind in {RequestKind.APPEAL, RequestKind.AI_REFUSAL}
        return OpenRequest(
            kind=kind,
            id=request_id,
            application_id=application.id,
            candidate_name=self.candidates.name_of(session, person),
            job_title=job_title,
            since=since,
            due_at=due_at,
            review_id=application.review_id if in_review else None,
        )


def _statements(company_id: str) -> Iterator[tuple[RequestKind, _Found]]:
    """Yield a statement for each kind, the longest waiting first."""
    yield RequestKind.APPEAL, _of(_appeals(), company_id)
    yield RequestKind.CALL, _of(_calls(), company_id)
    yield RequestKind.ERASURE, _of(_erasures(), company_id)
    yield RequestKind.AI_REFUSAL, _of(_refusals(), company_id)
    yield RequestKind.REPLY, _of(_replies(), company_id)


def _appeals() -> _Found:
    return (
        select(col(AppealTable.id), col(AppealTable.created_at), col(AppealTable.due_at), *_ABOUT)
        .join(ApplicationTable, col(ApplicationTable.id) == col(AppealTable.application_id))
        .where(col(AppealTable.state) == AppealState.OPEN)
        .order_by(col(AppealTable.due_at))
    )


def _calls() -> _Found:
    return (
        select(col(CallTable.id), col(CallTable.opened_at), col(CallTable.due_at), *_ABOUT)
        .join(ApplicationTable, col(ApplicationTable.decision_id) == col(CallTable.decision_id))
        .where(col(CallTable.state) == OPEN)
        .where(col(ApplicationTable.state) != ApplicationState.CLOSED)
        .order_by(col(CallTable.due_at))
    )


def _erasures() -> _Found:
    return (
        select(col(ErasureTable.id), col(ErasureTable.requested_at), col(ErasureTable.due_at), *_ABOUT)
        .join(ApplicationTable, col(ApplicationTable.id) == col(ErasureTable.application_id))
        .where(col(ErasureTable.state) == ErasureState.OPEN)
        .order_by(col(ErasureTable.due_at))
    )


def _refusals() -> _Found:
    return (
        select(col(CandidateRequestTable.id), col(CandidateRequestTable.created_at), col(ReviewTable.due_at), *_ABOUT)
        .join(ApplicationTable, col(ApplicationTable.id) == col(CandidateRequestTable.application_id))
        .join(ReviewTable, col(ReviewTable.id) == col(ApplicationTable.review_id))
        .where(col(CandidateRequestTable.kind) == CommandKind.AI_INTERVIEW_DECLINED)
        .where(col(ReviewTable.state).in_(UNDECIDED))
        .order_by(col(ReviewTable.due_at))
    )


def _replies() -> _Found:
    return (
        select(col(ApplicationTable.id), col(ApplicationTable.reply_waits_since), null(), *_ABOUT)
        .where(col(ApplicationTable.reply_waits_since).is_not(None))
        .order_by(col(ApplicationTable.reply_waits_since))
    )


def _of(statement: _Found, company_id: str) -> _Found:
    """Add the person and the job, and keep to one company."""
    return (
        statement.join(CandidateTable, col(CandidateTable.id) == col(ApplicationTable.candidate_id))
        .join(JobTable, col(JobTable.id) == col(ApplicationTable.job_id))
        .where(col(ApplicationTable.company_id) == company_id)
    )
