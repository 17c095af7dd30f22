"""What companies ask about their past: counts and times over a period, never people."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kindregards.domain.errors import InvalidError

LONGEST = timedelta(days=3 * 366)
USUAL = timedelta(days=90)
# Wilson's interval at 95 %: the two-sided quantile of the normal distribution.
_Z = 1.959963984540054
_DAY = timedelta(days=1)


class PeriodInvalidError(InvalidError):
    """A period that ends before it begins, or is longer than reports reach."""

    code = "period_invalid"


class ReportGroup(StrEnum):
    """What a report can be divided by."""

    STAGE = "stage"
    JOB = "job"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days in a company's zone, both included."""

    first: date
    last: date
    zone: ZoneInfo

    def __post_init__(self) -> None:
        """Raise PeriodInvalidError for days that no report can cover."""
        if not timedelta(0) <= self.last - self.first <= LONGEST:
            raise PeriodInvalidError(
                f"A report covers from one day to {LONGEST.days} days and cannot end before it begins: "
                f"{self.first} to {self.last} does not."
            )

    @property
    def start(self) -> datetime:
        """Return the first instant within."""
        return datetime.combine(self.first, time(), self.zone).astimezone(UTC)

    @property
    def end(self) -> datetime:
        """Return the first instant after."""
        return datetime.combine(self.last + _DAY, time(), self.zone).astimezone(UTC)


def period_of(first: date | None, last: date | None, *, now: datetime, zone: ZoneInfo) -> Period:
    """Return the period asked for; without days the last ninety. Raise PeriodInvalidError."""
    until = last or now.astimezone(zone).date()
    return Period(first=first or until - USUAL + _DAY, last=until, zone=zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportQuery:
    """Which applications to count; test applications never count."""

    period: Period
    group_by: ReportGroup | None = None
    job: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    count: int
    n: int

    @property
    def value(self) -> float | None:
        """Return the share of one, or None of nothing."""
        return self.count / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return Wilson's interval at 95 %, or None of nothing.

        Source: E. B. Wilson, JASA 22 (1927): it keeps within 0 and 1 and holds for few.
        """
        if not self.n:
            return None
        share, weight = self.count / self.n, _Z * _Z / self.n
        middle = share + weight / 2
        spread = _Z * math.sqrt(share * (1 - share) / self.n + weight / (4 * self.n))
        return max(0.0, (middle - spread) / (1 + weight)), min(1.0, (middle + spread) / (1 + weight))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonCount:
    """How often a reason was given; `group` is a stage or a job's external id where the report is divided."""

    reason: str | None
    share: Share
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectionReport:
    """Why applications ended: the company's reasons for rejecting, and the candidates' for leaving."""

    company: tuple[ReasonCount, ...]
    candidate: tuple[ReasonCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How long something took for so many: half were done within `median`, nine of ten within `p90`."""

    n: int
    median: timedelta | None
    p90: timedelta | None
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingReport:
    """How long candidates waited from their result to the telling, and how many were told within each limit."""

    whole: Waiting
    groups: tuple[Waiting, ...]
    within: Mapping[timedelta, int]
    untold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Letters sent one way: how many were taken by a provider, delivered, and acknowledged by their reader."""

    key: str
    sent: int
    delivered: int
    read: int

    @property
    def delivered_share(self) -> Share:
        """Return how many of those sent arrived."""
        return Share(count=self.delivered, n=self.sent)

    @property
    def read_share(self) -> Share:
        """Return how many of those sent were acknowledged."""
        return Share(count=self.read, n=self.sent)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReport:
    """How letters fare by channel and tone, and by weekday (0 is Monday) and hour in the candidate's own zone."""

    channels: tuple[Reach, ...]
    tones: tuple[Reach, ...]
    hours: Mapping[tuple[int, int], Share]

    @property
    def sent(self) -> int:
        """Return how many letters left on any channel."""
        return sum(each.sent for each in self.channels)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLoad:
    """Reviews of one group of reviewers: those that wait now, and those decided in the period."""

    group: str
    waiting: int
    due_soon: int
    late: int
    held: int
    decided: int
    overridden: int
    on_time: int

    @property
    def override_share(self) -> Share:
        """Return how many of those decided were advanced against the rejection offered."""
        return Share(count=self.overridden, n=self.decided)

    @property
    def on_time_share(self) -> Share:
        """Return how many of those decided were so before they were due."""
        return Share(count=self.on_time, n=self.decided)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReport:
    """What waits for reviewers now, and how they decided in the period."""

    groups: tuple[ReviewLoad, ...]
    handling: Waiting

    @property
    def whole(self) -> ReviewLoad:
        """Return all groups together."""
        return ReviewLoad(
            group="",
            waiting=sum(each.waiting for each in self.groups),
            due_soon=sum(each.due_soon for each in self.groups),
            late=sum(each.late for each in self.groups),
            held=sum(each.held for each in self.groups),
            decided=sum(each.decided for each in self.groups),
            overridden=sum(each.overridden for each in self.groups),
            on_time=sum(each.on_time for each in self.groups),
        )
