"""What reviewers decided in a period, and what was seen of their looking."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Outcome
from kindregards.domain.oversight import ReviewedCase, ReviewerFigures, oversight
from kindregards.domain.reports import Period
from kindregards.domain.reviews import ReviewState
from kindregards.store.database import Database
from kindregards.store.tables import ApplicationTable, ReviewOpeningTable, ReviewTable


@dataclass(frozen=True, slots=True)
class OversightMeter:
    """Reads decided reviews with their openings; test applications never count."""

    database: Database

    async def figures(self, company_id: str, period: Period) -> Sequence[ReviewerFigures]:
        """Return figures of everybody who decided a review in the period."""
        return await self.database.read(lambda session: oversight(_cases(session, company_id, period)))


def _cases(session: Session, company_id: str, period: Period) -> list[ReviewedCase]:
    rows = session.execute(
        select(
            col(ReviewTable.decided_by),
            col(ReviewTable.outcome),
            col(ReviewTable.decided_reason),
            col(ReviewTable.reason),
            col(ReviewOpeningTable.seconds),
            col(ReviewOpeningTable.evidence),
        )
        .join(ApplicationTable, col(ApplicationTable.id) == col(ReviewTable.application_id))
        .outerjoin(
            ReviewOpeningTable,
            and_(
                col(ReviewOpeningTable.review_id) == col(ReviewTable.id),
                col(ReviewOpeningTable.user_id) == col(ReviewTable.decided_by),
            ),
        )
        .where(col(ReviewTable.company_id) == company_id)
        .where(col(ReviewTable.state) == ReviewState.DECIDED)
        .where(col(ReviewTable.decided_at) >= period.start)
        .where(col(ReviewTable.decided_at) < period.end)
        .where(~col(ApplicationTable.is_test))
    )
    return [
        ReviewedCase(
            reviewer=row.decided_by,
            agreed=row.outcome == Outcome.REJECT and row.decided_reason == row.reason,
            seconds=row.seconds,
            evidence=len(row.evidence) if row.evidence is not None else None,
        )
        for row in rows
    ]
