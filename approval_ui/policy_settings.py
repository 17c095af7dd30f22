"""The times and habits of a policy as fields of a form, and back."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import time, timedelta
from operator import attrgetter

from kindregards.domain.channels import Channel
from kindregards.domain.languages import Tone
from kindregards.domain.policies import LetterStyle, Policy, Reminder, SendWindow, Telling
from kindregards.http.forms import Form
from kindregards.http.languages import marked

UNITS: Mapping[str, timedelta] = {
    "days": timedelta(days=1),
    "hours": timedelta(hours=1),
    "minutes": timedelta(minutes=1),
    "seconds": timedelta(seconds=1),
}
UNIT_WORDS: Mapping[str, str] = {
    "days": marked("days"),
    "hours": marked("hours"),
    "minutes": marked("minutes"),
    "seconds": marked("seconds"),
}
TIMES: Mapping[str, str] = {
    "interview.due": marked("An interview is due within"),
    "interview.expire": marked("and given up, when it never comes, after another"),
    "review.remind": marked("A waiting review reminds after"),
    "review.due": marked("A review is due after"),
    "review.escalate": marked("and escalated, when late, after another"),
    "review.hold": marked("and held after another"),
    "appeal.remind": marked("A waiting appeal reminds after"),
    "appeal.due": marked("An appeal is to be answered within"),
    "appeal.escalate": marked("A late appeal is escalated after another"),
    "appeal.hold": marked("and the appeal held after another"),
    "telling.cooling_off": marked("Cooling-off, in which all can be undone"),
    "telling.person_gap": marked("Between two letters to one person"),
    "appeal_window": marked("A candidate can ask for a person within"),
    "retain_personal_data": marked("Personal data is kept for"),
}
REAPPLY_AFTER = "letter.reapply_after"
_MOST_REMINDERS = 20
_COMMAS = re.compile(r"[,，、;；\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem:
    """A field that cannot be read; `field` is a name of TIMES, or what else the form calls it."""

    field: str
    code: str


@dataclass(frozen=True, slots=True)
class Length:
    """A duration as typed."""

    number: str
    unit: str

    @classmethod
    def of(cls, duration: timedelta) -> "Length":
        """Return the largest unit that fits without a rest."""
        for unit, size in UNITS.items():
            if duration and not duration % size:
                return cls(str(duration // size), unit)
        return cls(str(int(duration.total_seconds())), "hours" if not duration else "seconds")

    @property
    def duration(self) -> timedelta | None:
        """Return what was typed, below zero too (the policy's own checks refuse that), or None for no duration."""
        try:
            return float(self.number) * UNITS[self.unit]
        except (ValueError, KeyError, OverflowError):
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySettings:
    """What a form shows beside the rules."""

    lengths: Mapping[str, Length]
    reapply_after: Length
    reminders: tuple[tuple[Length, str], ...]

    @classmethod
    def of(cls, policy: Policy) -> "PolicySettings":
        """Return the settings of a policy."""
        return cls(
            lengths={name: Length.of(_duration(policy, name)) for name in TIMES},
            reapply_after=Length.of(policy.letter.reapply_after) if policy.letter.reapply_after else Length("", "days"),
            reminders=tuple((Length.of(each.after), each.channel.value) for each in policy.reminders),
        )

    @classmethod
    def typed(cls, form: Form) -> "PolicySettings":
        """Return what somebody typed."""
        lines = [
            (_length(form, f"reminder-{at}"), form.line(f"reminder-{at}-channel")) for at in range(_MOST_REMINDERS)
        ]
        return cls(
            lengths={name: _length(form, name) for name in TIMES},
            reapply_after=_length(form, REAPPLY_AFTER),
            reminders=tuple((length, channel) for length, channel in lines if channel and length.number),
        )


def settled(policy: Policy, settings: PolicySettings, form: Form) -> tuple[Policy, tuple[FieldProblem, ...]]:
    """Return the policy with what was typed, leaving as it is whatever cannot be read, and what that is."""
    problems = list(_unreadable(settings, form))
    unreadable = {problem.field for problem in problems}
    for name, length in settings.lengths.items():
        if length.duration is not None and name not in unreadable:
            policy = _with_duration(policy, name, length.duration)
    return replace(
        policy,
        automatic_rejection=form.has("automatic_rejection"),
        review=replace(
            policy.review, group=form.line("group") or policy.review.group, escalate_to=_groups(form, "escalate_to")
        ),
        appeal=replace(
            policy.appeal,
            group=form.line("appeal_group") or "",
            escalate_to=_groups(form, "appeal_escalate_to"),
            message=form.has("appeal_message"),
        ),
        telling=_telling(form, policy.telling),
        reminders=tuple(
            Reminder(after=length.duration, channel=Channel(channel))
            for length, channel in settings.reminders
            if length.duration is not None and channel in set(Channel)
        ),
        letter=_letter(form, policy.letter, settings.reapply_after),
    ), tuple(problems)


def _unreadable(settings: PolicySettings, form: Form) -> Iterator[FieldProblem]:
    for name, length in settings.lengths.items():
        if length.duration is None:
            yield FieldProblem(field=name, code="duration_unreadable")
    if settings.reapply_after.number and settings.reapply_after.duration is None:
        yield FieldProblem(field=REAPPLY_AFTER, code="duration_unreadable")
    for length, _ in settings.reminders:
        if length.duration is None:
            yield FieldProblem(field="reminders", code="duration_unreadable")
    for name in ("business_days", "highlights"):
        if form.number(name) is None:
            yield FieldProblem(field=name, code="number_unreadable")
    for name in ("opens", "closes"):
        if _hour(form, name) is None:
            yield FieldProblem(field=name, code="hour_unreadable")


def _groups(form: Form, name: str) -> tuple[str, ...]:
    """Return the groups that a line names, in its order."""
    return tuple(group.strip() for group in _COMMAS.split(form.line(name) or "") if group.strip())


def _telling(form: Form, telling: Telling) -> Telling:
    named = [form.line(f"channel-{at}") for at in range(len(Channel))]
    channels = tuple(Channel(each) for each in named if each in set(Channel))
    return replace(
        telling,
        business_days=_whole(form, "business_days", telling.business_days),
        window=_window(form, telling.window),
        channels=channels or None,
        fallback=form.has("fallback"),
        call_first=form.has("call_first"),
    )


def _letter(form: Form, style: LetterStyle, reapply_after: Length) -> LetterStyle:
    tone = form.line("tone")
    return replace(
        style,
        tone=Tone(tone) if tone in set(Tone) else style.tone,
        highlights=_whole(form, "highlights", style.highlights),
        explain_reason=form.has("explain_reason"),
        invite_talent_pool=form.has("invite_talent_pool"),
        fit_tone=form.has("fit_tone"),
        reapply_after=reapply_after.duration if reapply_after.number else None,
    )


def _window(form: Form, window: SendWindow) -> SendWindow:
    opens, closes = _hour(form, "opens"), _hour(form, "closes")
    return SendWindow(
        start=opens if opens is not None else window.start,
        # A window ends at midnight or before; 00:00 is how a browser's field says 24:00.
        end=(None if closes == time() else closes) if closes is not None else window.end,
        workdays_only=form.has("workdays_only"),
    )


def _hour(form: Form, name: str) -> time | None:
    try:
        return time.fromisoformat(form.line(name) or "")
    except ValueError:
        return None


def _whole(form: Form, name: str, otherwise: int) -> int:
    number = form.number(name)
    return number if number is not None else otherwise


def _length(form: Form, name: str) -> Length:
    return Length(form.line(f"{name}-number") or "", form.line(f"{name}-unit") or "hours")


def _duration(policy: Policy, name: str) -> timedelta:
    duration: timedelta = attrgetter(name)(policy)
    return duration


def _with_duration(policy: Policy, name: str, duration: timedelta) -> Policy:
    whole, _, part = name.partition(".")
    changed = replace(getattr(policy, whole), **{part: duration}) if part else duration
    return replace(policy, **{whole: changed})  # type: ignore[arg-type]  # names are those of TIMES
