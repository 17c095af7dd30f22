"""How long candidates waited from their result to the telling."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, case, func, null, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState
from kindregards.domain.reports import ReportQuery, TellingReport, Waiting
from kindregards.store.report_columns import Column, Counting, counted, group_column, quantiles, seconds_between, within
from kindregards.store.tables import ApplicationTable, InterviewResultTable

LIMITS = tuple(timedelta(hours=hours) for hours in (1, 4, 12, 24, 48, 120))
_UNTOLD = (ApplicationState.AWAITING_REVIEW, ApplicationState.LETTER_PENDING, ApplicationState.HELD)


def telling_report(session: Session, company_id: str, query: ReportQuery) -> TellingReport:
    """Return how long it took for those told in the period, and how many wait for it now."""
    waited = seconds_between(col(InterviewResultTable.received_at), col(ApplicationTable.told_at))
    whole = _waits(session, company_id, query, null(), waited)
    sums = [func.coalesce(func.sum(case((waited <= limit.total_seconds(), 1), else_=0)), 0) for limit in LIMITS]
    reached = session.execute(_told(company_id, query, *sums)).one()
    return TellingReport(
        whole=whole[0] if whole else Waiting(n=0, median=None, p90=None),
        groups=_waits(session, company_id, query, group_column(query), waited) if query.group_by else (),
        within=dict(zip(LIMITS, map(int, reached), strict=True)),
        untold=_untold(session, company_id, query),
    )


def _waits(
    session: Session, company_id: str, query: ReportQuery, group: Column, waited: ColumnElement[int]
) -> tuple[Waiting, ...]:
    told = _told(company_id, query, group.label("group"), waited.label("seconds"))
    return tuple(waiting_of(*found) for found in quantiles(session, told, 0.5, 0.9))


def waiting_of(group: str | None, n: int, seconds: Sequence[int]) -> Waiting:
    """Return the median and the ninetieth percentile as durations."""
    median, p90 = (timedelta(seconds=int(each)) for each in seconds)
    return Waiting(n=n, median=median, p90=p90, group=group)


def _told(company_id: str, query: ReportQuery, *columns: Column) -> Counting:
    statement = (
        select(*columns)
        .select_from(ApplicationTable)
        .join(InterviewResultTable, col(InterviewResultTable.application_id) == col(ApplicationTable.id))
        .where(col(ApplicationTable.company_id) == company_id, within(col(ApplicationTable.told_at), query))
        .where(col(InterviewResultTable.is_current).is_(True))
    )
    return counted(statement, query)


def _untold(session: Session, company_id: str, query: ReportQuery) -> int:
    statement = (
        select(func.count())
        .select_from(ApplicationTable)
        .where(col(ApplicationTable.company_id) == company_id, col(ApplicationTable.state).in_(_UNTOLD))
    )
    return int(session.execute(counted(statement, query)).scalar_one())
