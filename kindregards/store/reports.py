"""Reports over a company's past, counted by the database."""

from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.after_letter_reports import PoolReport, SatisfactionReport
from kindregards.domain.letter_quality import LetterQuality
from kindregards.domain.reports import DeliveryReport, RejectionReport, ReportQuery, ReviewReport, TellingReport
from kindregards.store.database import Database
from kindregards.store.report_after_letter import pool_report, satisfaction_report
from kindregards.store.report_delivery import delivery_report
from kindregards.store.report_letters import letter_report
from kindregards.store.report_rejections import rejection_report
from kindregards.store.report_reviews import review_report
from kindregards.store.report_telling import telling_report


@dataclass(frozen=True, slots=True)
class Reports:
    """Counts what happened; `now` and the period arrive as arguments."""

    database: Database

    async def rejections(self, company_id: str, query: ReportQuery) -> RejectionReport:
        """Return why applications ended, by the day of the decision or the request."""
        return await self.database.read(lambda session: rejection_report(session, company_id, query))

    async def telling(self, company_id: str, query: ReportQuery) -> TellingReport:
        """Return how long candidates waited, by the day they were told."""
        return await self.database.read(lambda session: telling_report(session, company_id, query))

    async def delivery(self, company_id: str, query: ReportQuery) -> DeliveryReport:
        """Return how letters fared, by the day they left."""
        return await self.database.read(lambda session: delivery_report(session, company_id, query))

    async def letters(self, company_id: str, query: ReportQuery) -> LetterQuality:
        """Return how personal letters were, what reviewers changed, and how candidates found them."""
        return await self.database.read(lambda session: letter_report(session, company_id, query))

    async def satisfaction(self, company_id: str, query: ReportQuery) -> SatisfactionReport:
        """Return how those told in the period found it."""
        return await self.database.read(lambda session: satisfaction_report(session, company_id, query))

    async def talent_pool(self, company_id: str, query: ReportQuery, *, now: datetime) -> PoolReport:
        """Return who of those turned down in the period stays in touch, and who came back."""
        return await self.database.read(lambda session: pool_report(session, company_id, query, now))

    async def reviews(self, company_id: str, query: ReportQuery, *, now: datetime) -> ReviewReport:
        """Return what waits now, and what was decided in the period."""
        return await self.database.read(lambda session: review_report(session, company_id, query, now))
