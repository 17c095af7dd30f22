"""Why applications ended, counted by reason."""

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Outcome
from kindregards.domain.decisions import DecisionState
from kindregards.domain.journey import CommandKind
from kindregards.domain.reports import ReasonCount, RejectionReport, ReportQuery, Share
from kindregards.store.report_columns import Column, Counting, counted, group_column, within
from kindregards.store.tables import ApplicationTable, CandidateRequestTable, DecisionTable

_LEAVING = (CommandKind.WITHDRAWN, CommandKind.OFFER_DECLINED)


def rejection_report(session: Session, company_id: str, query: ReportQuery) -> RejectionReport:
    """Return the company's reasons by the day of the decision, the candidates' by the day of their request."""
    group = group_column(query).label("group")
    decided = (
        select(group, col(DecisionTable.reason), func.count())
        .select_from(DecisionTable)
        .join(ApplicationTable, col(ApplicationTable.id) == col(DecisionTable.application_id))
        .where(col(DecisionTable.company_id) == company_id, within(col(DecisionTable.decided_at), query))
        .where(col(DecisionTable.outcome) == Outcome.REJECT, col(DecisionTable.state) != DecisionState.UNDONE)
    )
    left = (
        select(group, col(CandidateRequestTable.reason), func.count())
        .select_from(CandidateRequestTable)
        .join(ApplicationTable, col(ApplicationTable.id) == col(CandidateRequestTable.application_id))
        .where(col(CandidateRequestTable.company_id) == company_id)
        .where(within(col(CandidateRequestTable.created_at), query), col(CandidateRequestTable.kind).in_(_LEAVING))
    )
    return RejectionReport(
        company=_reasons(session, counted(decided, query), group, col(DecisionTable.reason)),
        candidate=_reasons(session, counted(left, query), group, col(CandidateRequestTable.reason)),
    )


def _reasons(session: Session, statement: Counting, group: Column, reason: Column) -> tuple[ReasonCount, ...]:
    """Return the most frequent first, within each group."""
    rows = session.execute(statement.group_by(group, reason)).all()
    totals: Counter[str | None] = Counter()
    for key, _, count in rows:
        totals[key] += count
    counts = [ReasonCount(reason=code, share=Share(count=n, n=totals[key]), group=key) for key, code, n in rows]
    return tuple(sorted(counts, key=lambda each: (each.group or "", -each.share.count, each.reason or "")))
