"""Reports on the time after a letter as rows for spreadsheets."""

from kindregards.domain.after_letter_reports import FairnessReport, PoolReport, Satisfaction, SatisfactionReport
from kindregards.domain.report_sheets import Row, Sheet
from kindregards.domain.reports import Share


def satisfaction_sheet(report: SatisfactionReport) -> Sheet:
    """Return one row for all, and one a group."""
    return Sheet(
        name="satisfaction",
        headings=("group", "told", "given", "given_share", "mean", "content", "content_share", "1", "2", "3", "4", "5"),
        rows=tuple(_satisfaction_row(each) for each in (*report.groups, report.whole)),
    )


def pool_sheet(report: PoolReport) -> Sheet:
    """Return one row a figure."""
    back = report.returned
    return Sheet(
        name="talent-pool",
        headings=("figure", "count", "n", "share"),
        rows=(
            ("joined", *_share(report.joined)),
            ("invited", report.invited, None, None),
            *((f"ended_{ending}", count, None, None) for ending, count in report.endings.items()),
            ("members_now", report.members, None, None),
            *((("returned", *_share(Share(count=back.reapplied, n=back.told))),) if back else ()),
        ),
    )


def fairness_sheet(report: FairnessReport) -> Sheet:
    """Return one row a group."""
    return Sheet(
        name="fairness",
        headings=(
            "dimension", "group", "people", "selected", "selection_rate", "impact_ratio",
            "scoring_rate", "scoring_impact_ratio", "p_value", "finding",
        ),
        rows=tuple(
            (
                dimension.dimension, each.group, each.people, each.selected, each.selection_rate, each.impact_ratio,
                each.scoring_rate, each.scoring_impact_ratio, each.p_value, each.finding.value,
            )
            for dimension in report.dimensions
            for each in dimension.groups
        ),
    )  # fmt: skip


def _satisfaction_row(each: Satisfaction) -> Row:
    mean = None if each.mean is None else round(each.mean, 2)
    content = each.content
    counts = tuple(each.scores.values())
    return (each.group or "*", each.told, *_share(each.given)[::2], mean, content.count, _share(content)[2], *counts)


def _share(share: Share) -> tuple[int, int, float | None]:
    return share.count, share.n, None if share.value is None else round(share.value, 4)
