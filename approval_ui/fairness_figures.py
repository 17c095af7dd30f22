"""A policy report as a picture: what a line at each score would do."""

from babel.support import NullTranslations

from approval_ui.charts import Line, Point, Series
from kindregards.domain.policies import Policy
from kindregards.domain.policy_reports import PolicyReport
from kindregards.http.moments import Moments


def sweep_figure(report: PolicyReport, policy: Policy, words: NullTranslations, moments: Moments) -> Line | None:
    """Return the share that a line would let pass and the lowest impact ratio, by score; None without evaluations."""
    if not report.sweep:
        return None
    evaluated = report.backtest.evaluations
    line = next((rule.when.score_below for rule in policy.rules if rule.when.score_below is not None), None)

    def series(name: str, values: list[tuple[float, float]]) -> Series:
        points = (Point(x=x, y=y, label=moments.number(x), shown=moments.percent(y), n=evaluated) for x, y in values)
        return Series(name=name, points=tuple(points))

    passing = [(point.threshold, point.passing) for point in report.sweep]
    ratios = [
        (point.threshold, min(found))
        for point in report.sweep
        if (found := [ratio for ratio in point.lowest_ratios.values() if ratio is not None])
    ]
    return Line(
        id="sweep",
        title=words.gettext("What a line at each score would do"),
        definition=words.gettext(
            "The share that would pass if the line were all that counts, and the lowest impact ratio of any group; "
            "below 80 percent it deserves a look."
        ),
        period=words.gettext("made %(time)s") % {"time": moments.short(report.made_at)},
        n=evaluated,
        label_heading=words.gettext("Line at"),
        value_heading=words.gettext("Share"),
        series=(
            series(words.gettext("passes"), passing),
            *([series(words.gettext("lowest impact ratio"), ratios)] if ratios else []),
        ),
        top=1.0,
        top_shown=moments.percent(1.0),
        mark=line,
        mark_shown=words.gettext("this policy's line: %(score)s") % {"score": moments.number(line)} if line else "",
    )
