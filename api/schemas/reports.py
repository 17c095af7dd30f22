"""Reports as companies read them."""

from datetime import date, timedelta
from typing import Self

from pydantic import ConfigDict

from api.schemas.resources import Resource
from kindregards.domain.reports import (
    DeliveryReport,
    Period,
    RejectionReport,
    ReviewLoad,
    ReviewReport,
    Share,
    TellingReport,
)


class PeriodResource(Resource):
    """Days in the company's time zone, both included."""

    first: date
    last: date
    timezone: str

    @classmethod
    def of(cls, period: Period) -> Self:
        """Return the resource of a period."""
        return cls(first=period.first, last=period.last, timezone=period.zone.key)


class ShareResource(Resource):
    """`count` of `n`; `low` and `high` are Wilson's interval at 95 %, null of nothing."""

    count: int
    n: int
    share: float | None
    low: float | None
    high: float | None

    @classmethod
    def of(cls, share: Share) -> Self:
        """Return the resource of a share."""
        low, high = share.interval or (None, None)
        return cls(count=share.count, n=share.n, share=share.value, low=low, high=high)


class ReasonResource(Resource):
    """How often a reason was given; null where none was."""

    group: str | None
    reason: str | None
    share: ShareResource


class RejectionReportResource(Resource):
    """Why applications ended: reasons for rejecting, and the candidates' own for leaving."""

    period: PeriodResource
    company: tuple[ReasonResource, ...]
    candidate: tuple[ReasonResource, ...]

    @classmethod
    def of(cls, report: RejectionReport, period: Period) -> Self:
        """Return the resource of a report."""
        company, candidate = (
            tuple(
                ReasonResource(group=each.group, reason=each.reason, share=ShareResource.of(each.share))
                for each in reasons
            )
            for reasons in (report.company, report.candidate)
        )
        return cls(period=PeriodResource.of(period), company=company, candidate=candidate)


class WaitingResource(Resource):
    """Half were done within `median`, nine of ten within `p90`."""

    model_config = ConfigDict(from_attributes=True)

    group: str | None
    n: int
    median: timedelta | None
    p90: timedelta | None


class WithinResource(Resource):
    """How many were told within a time."""

    limit: timedelta
    share: ShareResource


class TellingReportResource(Resource):
    """From the result's arrival to the first acceptance by a provider. `untold_now` have a result and wait."""

    period: PeriodResource
    whole: WaitingResource
    groups: tuple[WaitingResource, ...]
    within: tuple[WithinResource, ...]
    untold_now: int

    @classmethod
    def of(cls, report: TellingReport, period: Period) -> Self:
        """Return the resource of a report."""
        return cls(
            period=PeriodResource.of(period),
            whole=WaitingResource.model_validate(report.whole),
            groups=tuple(map(WaitingResource.model_validate, report.groups)),
            within=tuple(
                WithinResource(limit=limit, share=ShareResource.of(Share(count=count, n=report.whole.n)))
                for limit, count in report.within.items()
            ),
            untold_now=report.untold,
        )


class ReachResource(Resource):
    """Letters sent one way: delivered, and acknowledged by their reader."""

    key: str
    delivered: ShareResource
    read: ShareResource


class HourResource(Resource):
    """Letters that left in one hour of the week where the candidate is; weekday 1 is Monday."""

    weekday: int
    hour: int
    read: ShareResource


class DeliveryReportResource(Resource):
    """How outcome letters fared."""

    period: PeriodResource
    channels: tuple[ReachResource, ...]
    tones: tuple[ReachResource, ...]
    hours: tuple[HourResource, ...]

    @classmethod
    def of(cls, report: DeliveryReport, period: Period) -> Self:
        """Return the resource of a report."""
        channels, tones = (
            tuple(
                ReachResource(
                    key=each.key,
                    delivered=ShareResource.of(each.delivered_share),
                    read=ShareResource.of(each.read_share),
                )
                for each in reaches
            )
            for reaches in (report.channels, report.tones)
        )
        return cls(
            period=PeriodResource.of(period),
            channels=channels,
            tones=tones,
            hours=tuple(
                HourResource(weekday=day + 1, hour=hour, read=ShareResource.of(share))
                for (day, hour), share in report.hours.items()
            ),
        )


class ReviewLoadResource(Resource):
    """What waits for a group of reviewers now, and what it decided in the period; null is all groups."""

    group: str | None
    waiting: int
    due_within_a_day: int
    late: int
    held: int
    overridden: ShareResource
    on_time: ShareResource

    @classmethod
    def of(cls, load: ReviewLoad) -> Self:
        """Return the resource of a load."""
        return cls(
            group=load.group or None,
            waiting=load.waiting,
            due_within_a_day=load.due_soon,
            late=load.late,
            held=load.held,
            overridden=ShareResource.of(load.override_share),
            on_time=ShareResource.of(load.on_time_share),
        )


class ReviewReportResource(Resource):
    """Reviews now; `overridden` were advanced against the rejection offered, `handling` runs from opening."""

    period: PeriodResource
    whole: ReviewLoadResource
    groups: tuple[ReviewLoadResource, ...]
    handling: WaitingResource

    @classmethod
    def of(cls, report: ReviewReport, period: Period) -> Self:
        """Return the resource of a report."""
        return cls(
            period=PeriodResource.of(period),
            whole=ReviewLoadResource.of(report.whole),
            groups=tuple(map(ReviewLoadResource.of, report.groups)),
            handling=WaitingResource.model_validate(report.handling),
        )
