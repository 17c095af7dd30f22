"""Reports as figures: every title states what was found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from babel.dates import get_day_names
from babel.support import NullTranslations

from approval_ui.charts import Bar, Bars, Cell, Heatmap, HeatRow
from approval_ui.words.deliveries import CHANNELS
from approval_ui.words.people import reason_label
from approval_ui.words.states import STAGES, TONES
from kindregards.domain.after_letter_reports import PoolReport, SatisfactionReport
from kindregards.domain.applications import Stage
from kindregards.domain.channels import Channel
from kindregards.domain.languages import Tone
from kindregards.domain.reasons import SHIPPED_REASONS, Reasons
from kindregards.domain.reports import (
    DeliveryReport,
    Period,
    Reach,
    ReasonCount,
    RejectionReport,
    ReviewReport,
    Share,
    TellingReport,
)
from kindregards.http.moments import Moments

_MOST_BARS = 12
_HOURS, _DAYS = range(24), range(7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draughtsman:
    """Draws for one reader; `people` returns the address of the applications behind a reason."""

    words: NullTranslations
    moments: Moments
    period: Period
    people: Callable[[str], str]
    reasons: Reasons = field(default_factory=lambda: SHIPPED_REASONS)

    @property
    def period_words(self) -> str:
        """Return the period as the reader writes days."""
        return self.moments.days(self.period.first, self.period.last)

    def rejections(self, report: RejectionReport) -> tuple[Bars, ...]:
        """Return the company's reasons and the candidates'."""
        _ = self.words.gettext
        return (
            self._reasons(
                "company-reasons",
                report.company,
                finding=_("Most rejections: %(reason)s, %(share)s of them"),
                nothing=_("Nobody was turned down in this period"),
                definition=_("Reasons of decisions to reject that stand, by the day of the decision"),
                has_people=True,
            ),
            self._reasons(
                "candidates-reasons",
                report.candidate,
                finding=_("Most who leave say: %(reason)s, %(share)s of them"),
                nothing=_("Nobody withdrew or declined an offer in this period"),
                definition=_("Reasons given by candidates who withdrew or declined an offer, by the day they did"),
                has_people=False,
            ),
        )

    def _reasons(
        self,
        name: str,
        counts: Iterable[ReasonCount],
        *,
        finding: str,
        nothing: str,
        definition: str,
        has_people: bool,
    ) -> Bars:
        _ = self.words.gettext
        bars = tuple(self._reason(each, has_people=has_people) for each in counts)
        first = max(bars, key=lambda bar: bar.value, default=None)
        title = finding % {"reason": first.label, "share": self._percent(first.value)} if first else nothing
        return Bars(
            title=title,
            n=sum(each.share.count for each in counts),
            bars=bars[:_MOST_BARS],
            top=1,
            label_heading=_("Reason"),
            value_heading=_("Share"),
            **self._frame(name, definition),
        )

    def _reason(self, each: ReasonCount, *, has_people: bool) -> Bar:
        label = (
            reason_label(each.reason, self.moments.language, reasons=self.reasons)
            if each.reason
            else self.words.gettext("no reason given")
        )
        if each.group:
            label = f"{self._group(each.group)} · {label}"
        return self._share(label, each.share, href=self.people(each.reason) if has_people and each.reason else None)

    def telling(self, report: TellingReport) -> tuple[Bars, ...]:
        """Return how many knew within each limit, and the median of each group."""
        _ = self.words.gettext
        whole = report.whole
        title = _("Nobody was told in this period")
        if whole.median is not None and whole.p90 is not None:
            spans = {"median": self.moments.lasting(whole.median), "most": self.moments.lasting(whole.p90)}
            title = _("Half knew within %(median)s, nine of ten within %(most)s") % spans
        limits = Bars(
            title=title,
            n=whole.n,
            top=1,
            bars=tuple(
                self._share(_("within %(time)s") % {"time": self.moments.lasting(limit)}, Share(count=count, n=whole.n))
                for limit, count in report.within.items()
            ),
            label_heading=_("Time"),
            value_heading=_("Share"),
            **self._frame(
                "told-within", _("From the result's arrival until a provider took the letter, by the day of telling")
            ),
        )
        return (limits, self._medians(report)) if report.groups else (limits,)

    def _medians(self, report: TellingReport) -> Bars:
        _ = self.words.gettext
        slowest = max(report.groups, key=lambda each: each.median or timedelta(0))
        bars = tuple(
            Bar(
                label=self._group(each.group or ""),
                value=each.median.total_seconds() / 3600 if each.median else 0,
                shown=self.moments.lasting(each.median or timedelta(0)),
                n=each.n,
            )
            for each in sorted(report.groups, key=lambda each: each.median or timedelta(0), reverse=True)
        )
        return Bars(
            title=_("Slowest: %(group)s, half of them after %(time)s")
            % {"group": self._group(slowest.group or ""), "time": self.moments.lasting(slowest.median or timedelta(0))},
            n=report.whole.n,
            bars=bars[:_MOST_BARS],
            label_heading=_("Group"),
            value_heading=_("Median"),
            **self._frame("medians", _("Median time from the result's arrival to the telling")),
        )

    def delivery(self, report: DeliveryReport) -> tuple[Bars, ...]:
        """Return how channels deliver and are read, and how tones are read."""
        _ = self.words.gettext
        return (
            self._reaches(
                "delivered",
                [(self._channel(each), each.delivered_share) for each in report.channels],
                finding=_("%(name)s arrives most surely: %(share)s"),
                definition=_("Letters confirmed as delivered, of those a provider took; some channels never confirm"),
            ),
            self._reaches(
                "read",
                [(self._channel(each), each.read_share) for each in report.channels],
                finding=_("%(name)s is read most: %(share)s"),
                definition=_("Letters whose candidate confirmed reading or wrote back, of those a provider took"),
            ),
            self._reaches(
                "tones",
                [(_(TONES[Tone(each.key)]), each.read_share) for each in report.tones],
                finding=_("The tone read most is %(name)s: %(share)s"),
                definition=_("Letters whose candidate confirmed reading or wrote back, by the letter's tone"),
            ),
        )

    def _reaches(self, name: str, shares: list[tuple[str, Share]], *, finding: str, definition: str) -> Bars:
        _ = self.words.gettext
        bars = tuple(self._share(label, share) for label, share in shares)
        # Too few prove nothing: they never make a headline while there are others.
        leaned_on = [bar for bar in bars if not bar.is_thin] or list(bars)
        first = max(leaned_on, key=lambda bar: bar.value, default=None)
        title = _("No letter left in this period")
        if first:
            title = finding % {"name": first.label, "share": self._percent(first.value)}
        return Bars(
            title=title,
            n=sum(share.n for _label, share in shares),
            bars=bars,
            top=1,
            label_heading=_("Way"),
            value_heading=_("Share"),
            **self._frame(name, definition),
        )

    def hours(self, report: DeliveryReport) -> Heatmap:
        """Return when letters that left were read, by hour of the week."""
        _ = self.words.gettext
        names = get_day_names("abbreviated", locale=self.moments.locale)
        places = report.hours
        proven = {place: share for place, share in places.items() if share.n >= 30} or places  # noqa: PLR2004 -- charts.FEW
        best = max(proven, key=lambda place: proven[place].value or 0, default=None)
        title = _("No letter left in this period")
        if best is not None:
            found = {"day": names[best[0]], "hour": f"{best[1]}:00", "share": self._percent(places[best].value or 0)}
            title = _("Read most when sent on %(day)s at %(hour)s: %(share)s") % found
        return Heatmap(
            title=title,
            n=sum(share.n for share in places.values()),
            headings=tuple(str(hour) for hour in _HOURS),
            rows=tuple(
                HeatRow(label=names[day], cells=tuple(self._cell(places.get((day, hour))) for hour in _HOURS))
                for day in _DAYS
            ),
            top=1,
            label_heading=_("Day"),
            value_heading=_("Share read"),
            **self._frame("hours", _("Share read, by weekday and hour of sending where the candidate is")),
        )

    def reviews(self, report: ReviewReport) -> tuple[Bars, ...]:
        """Return how many were decided in time, and how many against the draft."""
        _ = self.words.gettext
        whole = report.whole
        on_time, overridden = whole.on_time_share, whole.override_share
        nothing = _("No case was decided in this period")
        titles = [
            _("%(share)s of cases were decided before they were due") % {"share": self._percent(on_time.value or 0)},
            _("%(share)s were advanced instead of rejected") % {"share": self._percent(overridden.value or 0)},
        ]
        definitions = [
            _("Cases decided by their due time, of those decided in the period, by group of reviewers"),
            _("Cases advanced although the rule offered a rejection, of those decided in the period"),
        ]
        shares = [
            [(each.group, each.on_time_share) for each in report.groups],
            [(each.group, each.override_share) for each in report.groups],
        ]
        return tuple(
            Bars(
                title=title if whole.decided else nothing,
                n=whole.decided,
                bars=tuple(self._share(group, share) for group, share in groups if share.n),
                top=1,
                label_heading=_("Group"),
                value_heading=_("Share"),
                **self._frame(name, definition),
            )
            for name, title, definition, groups in zip(
                ("on-time", "overridden"), titles, definitions, shares, strict=True
            )
        )

    def satisfaction(self, report: SatisfactionReport) -> tuple[Bars, ...]:
        """Return how the answers spread, and how many were content."""
        _ = self.words.gettext
        whole = report.whole
        answered = whole.given
        title = _("Nobody said how they found it in this period")
        if answered.count:
            said = {"share": self._percent(whole.content.value or 0), "answers": self._percent(answered.value or 0)}
            title = _("%(share)s give four or five; %(answers)s of those told answered") % said
        spread = tuple(
            self._share(str(score), Share(count=count, n=answered.count)) for score, count in whole.scores.items()
        )
        content = tuple(
            self._share(self._group(each.group or ""), each.content) for each in report.groups if each.content.n
        )
        how = _("Answers of one to five to how the telling was, by the day of the telling")
        frames = [
            (spread, _("Score"), title, "answers"),
            (content, _("Group"), _("Four or five, by group"), "content"),
        ]
        return tuple(
            Bars(
                title=said_of,
                n=answered.count,
                bars=bars[:_MOST_BARS],
                top=1,
                label_heading=heading,
                value_heading=_("Share"),
                **self._frame(name, how),
            )
            for bars, heading, said_of, name in frames
            if bars
        )

    def pool(self, report: PoolReport) -> tuple[Bars, ...]:
        """Return how many stay in touch, and how many came back."""
        _ = self.words.gettext
        shares = [(_("agreed to hear of openings"), report.joined)]
        title = _("Nobody was turned down in this period")
        if report.joined.n:
            title = _("%(share)s agreed to hear of openings") % {"share": self._percent(report.joined.value or 0)}
        if report.returned is not None:
            back = Share(count=report.returned.reapplied, n=report.returned.told)
            shares.append((_("applied again"), back))
            if back.n:
                title = _("%(share)s of those turned down applied again") % {"share": self._percent(back.value or 0)}
        how = _(
            "Of those told no in the period; %(members)s are in the pool now, %(invited)s of the period were invited"
        )
        figures = {"members": self.moments.number(report.members), "invited": self.moments.number(report.invited)}
        bars = tuple(self._share(label, share) for label, share in shares)
        return (
            Bars(
                title=title,
                n=report.joined.n,
                bars=bars,
                top=1,
                label_heading=_("What they did"),
                value_heading=_("Share"),
                **self._frame("pool", how % figures),
            ),
        )

    def _frame(self, name: str, definition: str) -> dict[str, Any]:  # Any: the words of a figure, by their names
        return {"id": name, "definition": definition, "period": self.period_words}

    def _share(self, label: str, share: Share, href: str | None = None) -> Bar:
        low, high = share.interval or (None, None)
        return Bar(
            label=label,
            value=share.value or 0,
            shown=f"{self._percent(share.value or 0)} ({self.moments.number(share.count)})",
            n=share.n,
            low=low,
            high=high,
            interval="" if low is None or high is None else f"{self._percent(low)} – {self._percent(high)}",
            href=href,
        )

    def _cell(self, share: Share | None) -> Cell:
        if share is None or share.value is None:
            return Cell(value=None, shown="–", n=0)
        return Cell(value=share.value, shown=f"{self._percent(share.value)} ({share.n})", n=share.n)

    def _group(self, code: str) -> str:
        return self.words.gettext(STAGES[Stage(code)]) if code in set(Stage) else code

    def _channel(self, reach: Reach) -> str:
        return self.words.gettext(CHANNELS[Channel(reach.key)].word)

    def _percent(self, share: float) -> str:
        return self.moments.percent(share)
