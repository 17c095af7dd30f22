"""Policies as companies write and read them."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field

from api.schemas.rules import RuleBody
from api.schemas.texts import LARGEST_NUMBER, Name
from api.schemas.times import END_OF_DAY, ClosingHour, Duration, Hour
from kindregards.domain.channels import Channel
from kindregards.domain.languages import Language, Tone
from kindregards.domain.policies import (
    AppealTimes,
    InterviewTimes,
    LetterStyle,
    Policy,
    PolicyState,
    PolicyVersion,
    Reminder,
    ReviewTimes,
    SendWindow,
    Telling,
)
from kindregards.domain.reasons import Reasons
from kindregards.domain.rule_sentences import policy_sentences
from kindregards.http.json_bodies import JsonBody

_DEFAULTS = Policy(rules=())


class InterviewTimesBody(JsonBody):
    """How long a result is waited for."""

    due: Duration = _DEFAULTS.interview.due
    expire: Duration = _DEFAULTS.interview.expire

    def value(self) -> InterviewTimes:
        """Return the domain's value."""
        return InterviewTimes(due=self.due, expire=self.expire)

    @classmethod
    def of(cls, times: InterviewTimes) -> Self:
        """Return the times as they are written."""
        return cls(due=times.due, expire=times.expire)


class ReviewTimesBody(JsonBody):
    """A review's clock, the group that is asked, and those that an escalation gives it to, one after the other."""

    due: Duration = _DEFAULTS.review.due
    remind: Duration = _DEFAULTS.review.remind
    escalate: Duration = _DEFAULTS.review.escalate
    hold: Duration = _DEFAULTS.review.hold
    group: Name = _DEFAULTS.review.group
    escalate_to: Annotated[tuple[Name, ...], Field(max_length=10)] = _DEFAULTS.review.escalate_to

    def value(self) -> ReviewTimes:
        """Return the domain's value."""
        return ReviewTimes(**{name: getattr(self, name) for name in ReviewTimesBody.model_fields})

    @classmethod
    def of(cls, times: ReviewTimes) -> Self:
        """Return the times as they are written."""
        return cls(**{name: getattr(times, name) for name in cls.model_fields})


class AppealTimesBody(JsonBody):
    """An appeal's clock; without a group the one of reviews is asked, and so are those it is given to after it."""

    due: Duration = _DEFAULTS.appeal.due
    remind: Duration = _DEFAULTS.appeal.remind
    escalate: Duration = _DEFAULTS.appeal.escalate
    hold: Duration = _DEFAULTS.appeal.hold
    group: Name | None = None
    escalate_to: Annotated[tuple[Name, ...], Field(max_length=10)] = _DEFAULTS.appeal.escalate_to
    message: bool = _DEFAULTS.appeal.message

    def value(self) -> AppealTimes:
        """Return the domain's value."""
        return AppealTimes(
            due=self.due,
            remind=self.remind,
            escalate=self.escalate,
            hold=self.hold,
            group=self.group or "",
            escalate_to=self.escalate_to,
            message=self.message,
        )

    @classmethod
    def of(cls, times: AppealTimes) -> Self:
        """Return the times as they are written."""
        return cls(
            due=times.due,
            remind=times.remind,
            escalate=times.escalate,
            hold=times.hold,
            group=times.group or None,
            escalate_to=times.escalate_to,
            message=times.message,
        )


class WindowBody(JsonBody):
    """Local hours in which a letter may leave; `to` may be 24:00."""

    opens: Annotated[Hour, Field(alias="from", json_schema_extra={"default": "09:00"})] = _DEFAULTS.telling.window.start
    closes: Annotated[ClosingHour, Field(alias="to", json_schema_extra={"default": "18:00"})] = (
        _DEFAULTS.telling.window.end or END_OF_DAY
    )
    days: Literal["workdays", "all"] = "workdays"

    def value(self) -> SendWindow:
        """Return the domain's value."""
        closes = None if self.closes == END_OF_DAY else self.closes
        return SendWindow(start=self.opens, end=closes, workdays_only=self.days == "workdays")

    @classmethod
    def of(cls, window: SendWindow) -> Self:
        """Return the window as it is written."""
        closes = END_OF_DAY if window.end is None else window.end
        # Under the names of the wire: `from` is a word of Python's own.
        return cls.model_validate(
            {"from": window.start, "to": closes, "days": "workdays" if window.workdays_only else "all"}
        )


class TellingBody(JsonBody):
    """When and on which channels a decision is told."""

    cooling_off: Duration = _DEFAULTS.telling.cooling_off
    business_days: int = _DEFAULTS.telling.business_days
    window: WindowBody = Field(default_factory=WindowBody)
    person_gap: Duration = _DEFAULTS.telling.person_gap
    channels: tuple[Channel, ...] | None = None
    fallback: bool = _DEFAULTS.telling.fallback
    call_first: bool = _DEFAULTS.telling.call_first

    def value(self) -> Telling:
        """Return the domain's value."""
        return Telling(
            cooling_off=self.cooling_off,
            business_days=self.business_days,
            window=self.window.value(),
            person_gap=self.person_gap,
            channels=self.channels,
            fallback=self.fallback,
            call_first=self.call_first,
        )

    @classmethod
    def of(cls, telling: Telling) -> Self:
        """Return the telling as it is written."""
        return cls(
            cooling_off=telling.cooling_off,
            business_days=telling.business_days,
            window=WindowBody.of(telling.window),
            person_gap=telling.person_gap,
            channels=telling.channels,
            fallback=telling.fallback,
            call_first=telling.call_first,
        )


class ReminderBody(JsonBody):
    """A reminder, counted from the telling."""

    after: Duration
    channel: Channel

    def value(self) -> Reminder:
        """Return the domain's value."""
        return Reminder(after=self.after, channel=self.channel)


class LetterStyleBody(JsonBody):
    """What a letter contains."""

    tone: Tone = _DEFAULTS.letter.tone
    highlights: int = _DEFAULTS.letter.highlights
    explain_reason: bool = _DEFAULTS.letter.explain_reason
    invite_talent_pool: bool = _DEFAULTS.letter.invite_talent_pool
    fit_tone: bool = _DEFAULTS.letter.fit_tone
    reapply_after: Duration | None = _DEFAULTS.letter.reapply_after

    def value(self) -> LetterStyle:
        """Return the domain's value."""
        return LetterStyle(
            tone=self.tone,
            highlights=self.highlights,
            explain_reason=self.explain_reason,
            invite_talent_pool=self.invite_talent_pool,
            fit_tone=self.fit_tone,
            reapply_after=self.reapply_after,
        )

    @classmethod
    def of(cls, style: LetterStyle) -> Self:
        """Return the style as it is written."""
        return cls(
            tone=style.tone,
            highlights=style.highlights,
            explain_reason=style.explain_reason,
            invite_talent_pool=style.invite_talent_pool,
            fit_tone=style.fit_tone,
            reapply_after=style.reapply_after,
        )


class PolicyContent(JsonBody):
    """A policy; whatever is left out has its stated default."""

    rules: Annotated[tuple[RuleBody, ...], Field(min_length=1, max_length=100)]
    automatic_rejection: bool = _DEFAULTS.automatic_rejection
    interview: InterviewTimesBody = Field(default_factory=InterviewTimesBody)
    review: ReviewTimesBody = Field(default_factory=ReviewTimesBody)
    telling: TellingBody = Field(default_factory=TellingBody)
    reminders: Annotated[tuple[ReminderBody, ...], Field(max_length=20)] = tuple(
        ReminderBody(after=each.after, channel=each.channel) for each in _DEFAULTS.reminders
    )
    letter: LetterStyleBody = Field(default_factory=LetterStyleBody)
    appeal_window: Duration = _DEFAULTS.appeal_window
    appeal: AppealTimesBody = Field(default_factory=AppealTimesBody)
    retain_personal_data: Duration = _DEFAULTS.retain_personal_data

    def value(self) -> Policy:
        """Return the domain's value."""
        return Policy(
            rules=tuple(rule.value() for rule in self.rules),
            automatic_rejection=self.automatic_rejection,
            interview=self.interview.value(),
            review=self.review.value(),
            telling=self.telling.value(),
            reminders=tuple(reminder.value() for reminder in self.reminders),
            letter=self.letter.value(),
            appeal_window=self.appeal_window,
            appeal=self.appeal.value(),
            retain_personal_data=self.retain_personal_data,
        )


class PolicyBody(PolicyContent):
    """A new draft. `based_on` is the newest version its author knows (0 for none): with another one it is refused."""

    based_on: Annotated[int, Field(ge=0, le=LARGEST_NUMBER)] | None = None


class PolicyResource(PolicyContent):
    """One version of a policy: what PUT takes, which version it is, and its rules as sentences by language."""

    name: str
    version: int
    state: PolicyState
    author: str
    created_at: datetime
    activated_at: datetime | None
    sentences: dict[Language, tuple[str, ...]]

    @classmethod
    def of(cls, version: PolicyVersion, reasons: Reasons) -> Self:
        """Return the resource of a version, its rules in words of the company's reasons."""
        policy = version.policy
        return cls(
            name=version.name,
            version=version.version,
            state=version.state,
            author=version.author,
            created_at=version.created_at,
            activated_at=version.activated_at,
            sentences={language: policy_sentences(policy, language, reasons=reasons) for language in Language},
            rules=tuple(RuleBody.of(rule) for rule in policy.rules),
            automatic_rejection=policy.automatic_rejection,
            interview=InterviewTimesBody.of(policy.interview),
            review=ReviewTimesBody.of(policy.review),
            telling=TellingBody.of(policy.telling),
            reminders=tuple(ReminderBody(after=each.after, channel=each.channel) for each in policy.reminders),
            letter=LetterStyleBody.of(policy.letter),
            appeal_window=policy.appeal_window,
            appeal=AppealTimesBody.of(policy.appeal),
            retain_personal_data=policy.retain_personal_data,
        )
