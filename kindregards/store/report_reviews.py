"""What waits for reviewers, and how they decided."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import case, func, null, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Outcome
from kindregards.domain.reports import ReportQuery, ReviewLoad, ReviewReport, Waiting
from kindregards.domain.reviews import ReviewState
from kindregards.store.report_columns import Counting, counted, quantiles, seconds_between, within
from kindregards.store.report_telling import waiting_of
from kindregards.store.review_rows import UNDECIDED
from kindregards.store.tables import ApplicationTable, ReviewTable

_SOON = timedelta(hours=24)
_Counts = dict[str, tuple[int, ...]]


def review_report(session: Session, company_id: str, query: ReportQuery, now: datetime) -> ReviewReport:
    """Return the load of each group, and how long decisions of the period took."""
    waiting, decided = _waiting(session, company_id, query, now), _decided(session, company_id, query)
    return ReviewReport(
        groups=tuple(
            _load(group, waiting.get(group, (0, 0, 0, 0)), decided.get(group, (0, 0, 0)))
            for group in sorted({*waiting, *decided})
        ),
        handling=_handling(session, company_id, query),
    )


def _load(group: str, waiting: tuple[int, ...], decided: tuple[int, ...]) -> ReviewLoad:
    return ReviewLoad(
        group=group,
        waiting=waiting[0],
        due_soon=waiting[1],
        late=waiting[2],
        held=waiting[3],
        decided=decided[0],
        overridden=decided[1],
        on_time=decided[2],
    )


def _waiting(session: Session, company_id: str, query: ReportQuery, now: datetime) -> _Counts:
    due = col(ReviewTable.due_at)
    statement = (
        select(
            col(ReviewTable.reviewer_group),
            func.count(),
            func.sum(case(((due >= now) & (due < now + _SOON), 1), else_=0)),
            func.sum(case((due < now, 1), else_=0)),
            func.sum(case((col(ReviewTable.state) == ReviewState.HELD, 1), else_=0)),
        )
        .select_from(ReviewTable)
        .join(ApplicationTable, col(ApplicationTable.id) == col(ReviewTable.application_id))
        .where(col(ReviewTable.company_id) == company_id, col(ReviewTable.state).in_(UNDECIDED))
    )
    return _by_group(session.execute(counted(statement, query).group_by(col(ReviewTable.reviewer_group))))


def _decided(session: Session, company_id: str, query: ReportQuery) -> _Counts:
    statement = (
        select(
            col(ReviewTable.reviewer_group),
            func.count(),
            func.sum(case((col(ReviewTable.outcome) == Outcome.ADVANCE, 1), else_=0)),
            func.sum(case((col(ReviewTable.decided_at) <= col(ReviewTable.due_at), 1), else_=0)),
        )
        .select_from(ReviewTable)
        .join(ApplicationTable, col(ApplicationTable.id) == col(ReviewTable.application_id))
    )
    decided = _in_period(statement, company_id, query).group_by(col(ReviewTable.reviewer_group))
    return _by_group(session.execute(decided))


def _handling(session: Session, company_id: str, query: ReportQuery) -> Waiting:
    took = seconds_between(col(ReviewTable.opened_at), col(ReviewTable.decided_at))
    statement = (
        select(null().label("group"), took.label("seconds"))
        .select_from(ReviewTable)
        .join(ApplicationTable, col(ApplicationTable.id) == col(ReviewTable.application_id))
    )
    found = quantiles(session, _in_period(statement, company_id, query), 0.5, 0.9)
    return waiting_of(*found[0]) if found else Waiting(n=0, median=None, p90=None)


def _in_period(statement: Counting, company_id: str, query: ReportQuery) -> Counting:
    return counted(statement, query).where(
        col(ReviewTable.company_id) == company_id,
        col(ReviewTable.state) == ReviewState.DECIDED,
        within(col(ReviewTable.decided_at), query),
    )


def _by_group(rows: Iterable[tuple[str, *tuple[int, ...]]]) -> _Counts:
    return {group: tuple(map(int, counts)) for group, *counts in rows}
