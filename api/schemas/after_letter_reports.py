"""Reports on the time after a letter as companies read them."""

from typing import Self

from api.schemas.policy_reports import DimensionResource
from api.schemas.reports import PeriodResource, ShareResource
from api.schemas.resources import Resource
from kindregards.domain.after_letter_reports import FairnessReport, PoolReport, Satisfaction, SatisfactionReport
from kindregards.domain.policy_reports import NOTICE
from kindregards.domain.reports import Period, Share
from kindregards.domain.talent_pool import PoolEnding


class SatisfactionResource(Resource):
    """How people found the way they were told: `given` of those told, `content` (4 or 5) of those given."""

    group: str | None
    given: ShareResource
    content: ShareResource
    mean: float | None
    scores: dict[int, int]

    @classmethod
    def of(cls, each: Satisfaction) -> Self:
        """Return the resource of one group, or of all."""
        return cls(
            group=each.group,
            given=ShareResource.of(each.given),
            content=ShareResource.of(each.content),
            mean=each.mean,
            scores=dict(each.scores),
        )


class SatisfactionReportResource(Resource):
    """Feedback of 1 to 5 on being told, by the day of the telling."""

    period: PeriodResource
    whole: SatisfactionResource
    groups: tuple[SatisfactionResource, ...]

    @classmethod
    def of(cls, report: SatisfactionReport, period: Period) -> Self:
        """Return the resource of a report."""
        return cls(
            period=PeriodResource.of(period),
            whole=SatisfactionResource.of(report.whole),
            groups=tuple(map(SatisfactionResource.of, report.groups)),
        )


class PoolReportResource(Resource):
    """The talent pool: `joined` of those turned down in the period, and what became of it.

    `members_now` counts whenever they agreed; `returned` is reapplied ÷ told no in the period, null for one job.
    """

    period: PeriodResource
    joined: ShareResource
    invited: int
    endings: dict[PoolEnding, int]
    members_now: int
    returned: ShareResource | None

    @classmethod
    def of(cls, report: PoolReport, period: Period) -> Self:
        """Return the resource of a report."""
        back = report.returned
        return cls(
            period=PeriodResource.of(period),
            joined=ShareResource.of(report.joined),
            invited=report.invited,
            endings=dict(report.endings),
            members_now=report.members,
            returned=ShareResource.of(Share(count=back.reapplied, n=back.told)) if back else None,
        )


class FairnessReportResource(Resource):
    """Groups that people declared, by what stands decided in the period; `read_all` is false above 10,000."""

    period: PeriodResource
    evaluations: int
    read_all: bool
    dimensions: tuple[DimensionResource, ...]
    is_fair: bool
    notice: str = NOTICE

    @classmethod
    def of(cls, report: FairnessReport, period: Period) -> Self:
        """Return the resource of a report."""
        return cls(
            period=PeriodResource.of(period),
            evaluations=report.evaluations,
            read_all=report.read_all,
            dimensions=tuple(DimensionResource.model_validate(each) for each in report.dimensions),
            is_fair=report.is_fair,
        )
