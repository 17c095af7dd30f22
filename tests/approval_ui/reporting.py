"""Reports in memory: a year of a small company."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from kindregards.domain.after_letter_reports import PoolReport, Satisfaction, SatisfactionReport
from kindregards.domain.letter_quality import LetterFacts, LetterQuality, letter_quality
from kindregards.domain.reports import (
    DeliveryReport,
    Reach,
    ReasonCount,
    RejectionReport,
    ReportGroup,
    ReportQuery,
    ReviewLoad,
    ReviewReport,
    Share,
    TellingReport,
    Waiting,
)
from kindregards.domain.talent_pool import PoolEnding, ReturnRate

_LIMITS = {timedelta(hours=hours): count for hours, count in ((1, 3), (4, 120), (12, 160), (24, 190), (48, 210))}
_COMPANY = {"interview_performance": 96, "experience_gap": 70, "salary_expectation": 34, None: 4}
_CANDIDATE = {"better_offer": 8, "process_too_slow": 5, "unclear_job_description": 2}


@dataclass(kw_only=True)
class FakeReports:
    """The same figures whatever is asked; `queries` keeps what was asked."""

    queries: list[ReportQuery] = field(default_factory=list)

    async def rejections(self, company_id: str, query: ReportQuery) -> RejectionReport:
        """Return reasons."""
        del company_id
        self.queries.append(query)
        return RejectionReport(company=_reasons(_COMPANY, query), candidate=_reasons(_CANDIDATE, query))

    async def telling(self, company_id: str, query: ReportQuery) -> TellingReport:
        """Return telling times."""
        del company_id
        self.queries.append(query)
        whole = Waiting(n=214, median=timedelta(hours=3.2), p90=timedelta(hours=26))
        groups = (
            Waiting(n=180, median=timedelta(hours=3), p90=timedelta(hours=20), group="screening"),
            Waiting(n=22, median=timedelta(hours=9), p90=timedelta(hours=50), group="offer"),
        )
        return TellingReport(whole=whole, groups=groups if query.group_by else (), within=_LIMITS, untold=7)

    async def delivery(self, company_id: str, query: ReportQuery) -> DeliveryReport:
        """Return how letters fared."""
        del company_id
        self.queries.append(query)
        hours = {
            (day, hour): Share(count=min(hour, 20) + day, n=34 - 3 * day) for day in range(5) for hour in range(9, 19)
        }
        return DeliveryReport(
            channels=(
                Reach(key="email", sent=190, delivered=184, read=131),
                Reach(key="sms", sent=40, delivered=36, read=22),
                Reach(key="wechat", sent=12, delivered=11, read=11),
            ),
            tones=(
                Reach(key="warm", sent=160, delivered=151, read=118),
                Reach(key="formal", sent=82, delivered=80, read=46),
            ),
            hours=hours,
        )

    async def letters(self, company_id: str, query: ReportQuery) -> LetterQuality:
        """Return two letters."""
        del company_id
        self.queries.append(query)
        letter = LetterFacts(
            language="en",
            tone="warm",
            template_version="en.thank_you.formal.any.any@1+builtin-1",
            personal_facts=2,
            strengths=3,
            edited=("reason", "thanks"),
            findings=("cliche",),
            feedback=5,
        )
        return letter_quality([letter, replace(letter, edited=None, personal_facts=0, template_version="builtin-1")])

    async def satisfaction(self, company_id: str, query: ReportQuery) -> SatisfactionReport:
        """Return what people said."""
        del company_id
        self.queries.append(query)
        whole = Satisfaction(told=214, scores={1: 4, 2: 6, 3: 20, 4: 61, 5: 49})
        return SatisfactionReport(whole=whole, groups=(replace(whole, group="screening"),) if query.group_by else ())

    async def talent_pool(self, company_id: str, query: ReportQuery, *, now: datetime) -> PoolReport:
        """Return who stays in touch."""
        del company_id, now
        self.queries.append(query)
        return PoolReport(
            joined=Share(count=58, n=190),
            invited=12,
            endings={PoolEnding.WITHDRAWN: 3},
            members=49,
            returned=ReturnRate(told=190, reapplied=17),
        )

    async def reviews(self, company_id: str, query: ReportQuery, *, now: datetime) -> ReviewReport:
        """Return what waits and was decided."""
        del company_id, now
        self.queries.append(query)
        load = ReviewLoad(
            group="recruiters", waiting=6, due_soon=3, late=1, held=1, decided=88, overridden=19, on_time=81
        )
        handling = Waiting(n=88, median=timedelta(minutes=95), p90=timedelta(hours=19))
        return ReviewReport(groups=(load,), handling=handling)


def _reasons(counts: dict[str, int] | dict[str | None, int], query: ReportQuery) -> tuple[ReasonCount, ...]:
    n = sum(counts.values())
    group = "screening" if query.group_by is ReportGroup.STAGE else None
    return tuple(
        ReasonCount(reason=reason, share=Share(count=count, n=n), group=group) for reason, count in counts.items()
    )
