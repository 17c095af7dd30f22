"""Reports over a company's past."""

from datetime import datetime
from typing import Protocol

from kindregards.domain.after_letter_reports import FairnessReport, PoolReport, SatisfactionReport
from kindregards.domain.letter_quality import LetterQuality
from kindregards.domain.reports import DeliveryReport, RejectionReport, ReportQuery, ReviewReport, TellingReport


class AfterLetterReports(Protocol):
    """Counts of the time after a letter."""

    async def satisfaction(self, company_id: str, query: ReportQuery) -> SatisfactionReport:
        """Return how those told in the period found it."""
        ...

    async def talent_pool(self, company_id: str, query: ReportQuery, *, now: datetime) -> PoolReport:
        """Return who of those turned down in the period stays in touch, and who came back."""
        ...


class Reports(AfterLetterReports, Protocol):
    """Counts; every method reads one snapshot."""

    async def rejections(self, company_id: str, query: ReportQuery) -> RejectionReport:
        """Return why applications ended, by the day of the decision or the request."""
        ...

    async def telling(self, company_id: str, query: ReportQuery) -> TellingReport:
        """Return how long candidates waited, by the day they were told."""
        ...

    async def delivery(self, company_id: str, query: ReportQuery) -> DeliveryReport:
        """Return how letters fared, by the day they left."""
        ...

    async def letters(self, company_id: str, query: ReportQuery) -> LetterQuality:
        """Return the quality of outcome letters, by the day they left."""
        ...

    async def reviews(self, company_id: str, query: ReportQuery, *, now: datetime) -> ReviewReport:
        """Return what waits now, and what was decided in the period."""
        ...


class FairnessReports(Protocol):
    """Compares the groups that people declared."""

    async def report(self, company_id: str, query: ReportQuery) -> FairnessReport:
        """Return how groups fared by what stands decided in the period."""
        ...
