"""What is counted of the time after a letter: feedback and the talent pool."""

from collections import Counter, defaultdict
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.after_letter_reports import SCORES, PoolReport, Satisfaction, SatisfactionReport
from kindregards.domain.applications import Outcome
from kindregards.domain.reports import ReportQuery, Share
from kindregards.domain.talent_pool import PoolEnding
from kindregards.store.pool_entries import return_rate
from kindregards.store.report_columns import Column, Counting, counted, group_column, within
from kindregards.store.tables import ApplicationTable, FeedbackTable, PoolEntryTable


def satisfaction_report(session: Session, company_id: str, query: ReportQuery) -> SatisfactionReport:
    """Return how those told in the period found it, by the day they were told."""
    group = group_column(query).label("group")
    rows = session.execute(
        _told(company_id, query, group, col(FeedbackTable.score), func.count())
        .outerjoin(FeedbackTable, col(FeedbackTable.application_id) == col(ApplicationTable.id))
        .group_by(group, col(FeedbackTable.score))
    ).all()
    found: defaultdict[str | None, Counter[int | None]] = defaultdict(Counter)
    for key, score, count in rows:
        found[key][score] += count
    every: Counter[int | None] = sum(found.values(), Counter())
    groups = [_satisfaction(found[key], key) for key in sorted(found, key=lambda each: each or "")]
    return SatisfactionReport(whole=_satisfaction(every, None), groups=tuple(groups) if query.group_by else ())


def pool_report(session: Session, company_id: str, query: ReportQuery, now: datetime) -> PoolReport:
    """Return who agreed of those turned down in the period, what became of it, and who counts now."""
    turned_down = _told(company_id, query, func.count()).where(col(ApplicationTable.outcome) == Outcome.REJECT)
    joined = (
        _told(
            company_id,
            query,
            col(PoolEntryTable.ended_because),
            func.count(),
            func.count(col(PoolEntryTable.invited_at)),
        )
        .join(PoolEntryTable, col(PoolEntryTable.application_id) == col(ApplicationTable.id))
        .where(col(ApplicationTable.outcome) == Outcome.REJECT)
        .group_by(col(PoolEntryTable.ended_because))
    )
    rows = session.execute(joined).all()
    return PoolReport(
        joined=Share(count=sum(row[1] for row in rows), n=session.execute(turned_down).scalar_one()),
        invited=sum(row[2] for row in rows),
        endings={PoolEnding(because): count for because, count, _ in sorted(rows, key=str) if because is not None},
        members=_members(session, company_id, query, now),
        returned=None if query.job else return_rate(session, company_id, query.period.start, query.period.end),
    )


def _members(session: Session, company_id: str, query: ReportQuery, now: datetime) -> int:
    statement = (
        select(func.count())
        .select_from(PoolEntryTable)
        .join(ApplicationTable, col(ApplicationTable.id) == col(PoolEntryTable.application_id))
        .where(col(PoolEntryTable.company_id) == company_id)
        .where(col(PoolEntryTable.ended_at).is_(None), col(PoolEntryTable.expires_at) > now)
        .where(col(ApplicationTable.told_at).is_not(None))
    )
    return int(session.execute(counted(statement, query)).scalar_one())


def _told(company_id: str, query: ReportQuery, *columns: Column) -> Counting:
    statement = (
        select(*columns)
        .select_from(ApplicationTable)
        .where(col(ApplicationTable.company_id) == company_id, within(col(ApplicationTable.told_at), query))
    )
    return counted(statement, query)


def _satisfaction(counts: Counter[int | None], group: str | None) -> Satisfaction:
    return Satisfaction(told=counts.total(), scores={score: counts[score] for score in SCORES}, group=group)
