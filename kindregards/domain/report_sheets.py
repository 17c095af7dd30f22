"""Reports as rows for spreadsheets: headings and sections are codes, for each door to put into words."""

from dataclasses import dataclass

from kindregards.domain.reports import (
    DeliveryReport,
    Reach,
    ReasonCount,
    RejectionReport,
    ReviewLoad,
    ReviewReport,
    Share,
    TellingReport,
    Waiting,
)

Value = str | int | float | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table; every row has as many values as there are headings."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def rejection_sheet(report: RejectionReport) -> Sheet:
    """Return one row a reason."""
    sections = (("company", report.company), ("candidate", report.candidate))
    return Sheet(
        name="rejection-reasons",
        headings=("party", "group", "reason", "count", "n", "share", "share_low", "share_high"),
        rows=tuple(_reason_row(party, each) for party, reasons in sections for each in reasons),
    )


def telling_sheet(report: TellingReport) -> Sheet:
    """Return one row for all, one a group, and one a limit with how many were told within it."""
    return Sheet(
        name="telling",
        headings=("section", "key", "n", "median_hours", "p90_hours", "count", "share"),
        rows=(
            _waiting_row("all", "", report.whole),
            *(_waiting_row("group", each.group or "", each) for each in report.groups),
            *(
                ("within_hours", limit.total_seconds() / 3600, report.whole.n, None, None, count, _share(count, report))
                for limit, count in report.within.items()
            ),
            ("untold_now", "", None, None, None, report.untold, None),
        ),
    )


def delivery_sheet(report: DeliveryReport) -> Sheet:
    """Return one row a channel, a tone, and an hour of the week (`1 09` is Monday at nine)."""
    return Sheet(
        name="delivery",
        headings=("section", "key", "sent", "delivered", "delivered_share", "read", "read_share"),
        rows=(
            *(_reach_row("channel", each) for each in report.channels),
            *(_reach_row("tone", each) for each in report.tones),
            *(
                ("weekday_hour", f"{day + 1} {hour:02}", share.n, None, None, share.count, _rounded(share.value))
                for (day, hour), share in report.hours.items()
            ),
        ),
    )


def review_sheet(report: ReviewReport) -> Sheet:
    """Return one row a group of reviewers, and one for all."""
    return Sheet(
        name="reviews",
        headings=(
            "group", "waiting", "due_within_a_day", "late", "held",
            "decided", "overridden", "override_share", "on_time", "on_time_share",
        ),
        rows=tuple(_load_row(each) for each in (*report.groups, report.whole)),
    )  # fmt: skip


def _reason_row(party: str, each: ReasonCount) -> Row:
    low, high = each.share.interval or (None, None)
    share = each.share
    values = (_rounded(share.value), _rounded(low), _rounded(high))
    return (party, each.group or "", each.reason or "", share.count, share.n, *values)


def _waiting_row(section: str, key: str, waiting: Waiting) -> Row:
    hours = (None if each is None else round(each.total_seconds() / 3600, 2) for each in (waiting.median, waiting.p90))
    return (section, key, waiting.n, *hours, None, None)


def _share(count: int, report: TellingReport) -> float | None:
    return _rounded(Share(count=count, n=report.whole.n).value)


def _reach_row(section: str, each: Reach) -> Row:
    delivered, read = _rounded(each.delivered_share.value), _rounded(each.read_share.value)
    return (section, each.key, each.sent, each.delivered, delivered, each.read, read)


def _load_row(each: ReviewLoad) -> Row:
    now = (each.waiting, each.due_soon, each.late, each.held)
    decided = (each.decided, each.overridden, _rounded(each.override_share.value))
    return (each.group or "*", *now, *decided, each.on_time, _rounded(each.on_time_share.value))


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
