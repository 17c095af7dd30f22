"""A company's policy: ordered rules and the times of review, telling and reminding."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from kindregards.domain.channels import Channel
from kindregards.domain.errors import ConflictError
from kindregards.domain.languages import Tone


class Branch(StrEnum):
    """Where a rule sends an application."""

    ADVANCE = "advance"
    REJECT = "reject"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What must hold for a rule to fire: every part that is set. `above` and every `…below` are exclusive.

    `above`, `below`, `at_least` and `equals` compare the named `fact`, or the score of the named `competency`.
    `requirement_gap` is a requirement's code that a concern of the interview names.
    """

    score_below: float | None = None
    score_at_least: float | None = None
    confidence_below: float | None = None
    stage: str | None = None
    source: str | None = None
    country: str | None = None
    competency: str | None = None
    fact: str | None = None
    above: float | None = None
    below: float | None = None
    at_least: float | None = None
    equals: int | float | str | bool | None = None
    requirement_gap: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The first rule whose condition holds decides; no condition always holds."""

    then: Branch
    when: Condition = field(default_factory=Condition)
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTimes:
    """How long after its opening a review is reminded, due, escalated after due, and held after that.

    Each escalation gives it to the next group of `escalate_to`, with a fresh clock; after the last it is held.
    """

    due: timedelta = timedelta(hours=24)
    remind: timedelta = timedelta(hours=8)
    escalate: timedelta = timedelta(hours=24)
    hold: timedelta = timedelta(days=7)
    group: str = "recruiters"
    escalate_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealTimes(ReviewTimes):
    """The clock of an appeal, counted from when it came in.

    `message` says whether a letter confirms that it did; no group means the one that is asked in reviews.
    """

    due: timedelta = timedelta(days=5)
    remind: timedelta = timedelta(days=2)
    escalate: timedelta = timedelta(days=2)
    group: str = ""
    message: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewTimes:
    """How long an interview result is waited for when the application names no due time, and after it is due."""

    due: timedelta = timedelta(days=14)
    expire: timedelta = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendWindow:
    """Local hours of the candidate in which a letter may leave; `end` None is 24:00."""

    start: time = time(9)
    end: time | None = time(18)
    workdays_only: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """When and on which channels a decision is told; `call_first` wants a call before a no at the offer stage."""

    cooling_off: timedelta = timedelta(hours=2)
    business_days: int = 0
    window: SendWindow = field(default_factory=SendWindow)
    person_gap: timedelta = timedelta(days=1)
    channels: tuple[Channel, ...] | None = None
    fallback: bool = True
    call_first: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A reminder, counted from the moment of telling."""

    after: timedelta
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterStyle:
    """What a letter contains, and how it sounds.

    `fit_tone` lets the way a candidate speaks choose the tone, where they agreed and the law allows it. `reapply_after`
    is how long one waits before applying for the same job again; a letter names the day.
    """

    tone: Tone = Tone.WARM
    highlights: int = 2
    explain_reason: bool = True
    invite_talent_pool: bool = True
    fit_tone: bool = False
    reapply_after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One immutable version of a company's rules and times."""

    rules: tuple[Rule, ...]
    automatic_rejection: bool = True
    interview: InterviewTimes = field(default_factory=InterviewTimes)
    review: ReviewTimes = field(default_factory=ReviewTimes)
    telling: Telling = field(default_factory=Telling)
    reminders: tuple[Reminder, ...] = (
        Reminder(after=timedelta(days=2), channel=Channel.SMS),
        Reminder(after=timedelta(days=5), channel=Channel.EMAIL),
    )
    letter: LetterStyle = field(default_factory=LetterStyle)
    appeal_window: timedelta = timedelta(days=30)
    appeal: AppealTimes = field(default_factory=AppealTimes)
    retain_personal_data: timedelta = timedelta(days=180)


DEFAULT_POLICY = Policy(
    rules=(
        Rule(
            when=Condition(fact="expected_salary", above=35_000),
            then=Branch.REVIEW,
            reason="salary_expectation",
        ),
        Rule(when=Condition(score_below=60), then=Branch.REJECT, reason="interview_performance"),
        Rule(when=Condition(score_at_least=75), then=Branch.ADVANCE),
        Rule(then=Branch.REVIEW, reason="interview_performance"),
    )
)
"""What a company starts with, under the name `default`."""


class PolicyChangedError(ConflictError):
    """Somebody else wrote a version since this draft was begun."""

    code = "policy_changed"


class PolicyState(StrEnum):
    """Whether a version decides about new applications."""

    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyVersion:
    """One version of a named policy; it never changes, only its state does."""

    name: str
    version: int
    state: PolicyState
    policy: Policy
    author: str
    created_at: datetime
    activated_at: datetime | None = None
