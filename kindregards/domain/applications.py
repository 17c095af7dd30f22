"""A candidate's application for a job: who, for what, and where it stands."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kindregards.domain.channels import Channel
from kindregards.domain.languages import Language, Tone, letter_language


class Stage(StrEnum):
    """The step of the hiring process that this application is for."""

    SCREENING = "screening"
    SECOND_ROUND = "second_round"
    OFFER = "offer"


class CareerLevel(StrEnum):
    """How far a candidate's career has come; it chooses the channel order when they named none."""

    EARLY = "early"
    EXPERIENCED = "experienced"
    SENIOR = "senior"


class ApplicationState(StrEnum):
    """Where an application stands, as staff see it."""

    AWAITING_INTERVIEW = "awaiting_interview"
    AWAITING_REVIEW = "awaiting_review"
    LETTER_PENDING = "letter_pending"
    TOLD = "told"
    ACKNOWLEDGED = "acknowledged"
    HELD = "held"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How an application ended."""

    ADVANCE = "advance"
    REJECT = "reject"
    WITHDRAWN = "withdrawn"
    OFFER_DECLINED = "offer_declined"
    EXPIRED = "expired"


class HeldReason(StrEnum):
    """Why a person must look before anything more happens."""

    NEEDS_DATA = "needs_data"
    LINT = "lint"
    AMBIGUOUS_DISPATCH = "ambiguous_dispatch"
    CHANNELS_FAILED = "channels_failed"
    REVIEW_OVERDUE = "review_overdue"
    AI_INTERVIEW_DECLINED = "ai_interview_declined"
    LIVE_OFFER = "live_offer"
    CONFIGURATION = "configuration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing the job asks for; `code` may be the name of a fact in the interview result."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """The requisition applied to; `policy` names the rules that decide."""

    external_id: str
    title: str
    department: str | None = None
    policy: str = "default"
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Consents:
    """What the candidate agreed to; nothing is assumed."""

    sms: bool = False
    wechat: bool = False
    talent_pool: bool = False
    ai_interview: bool = False
    style: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """The person who applied. `phone` is E.164, `timezone` an IANA name, `country` ISO 3166-1 alpha-2."""

    external_id: str
    name: str
    locale: str
    timezone: str
    email: str | None = None
    phone: str | None = None
    wechat_openid: str | None = None
    country: str | None = None
    region: str | None = None
    career_level: CareerLevel | None = None
    channels: tuple[Channel, ...] = ()
    tone_wish: Tone | None = None
    consents: Consents = field(default_factory=Consents)

    @property
    def language(self) -> Language:
        """Return the language this candidate is written to in."""
        return letter_language(self.locale)

    def address_for(self, channel: Channel) -> str | None:
        """Return where this person is reached on a channel, or None."""
        match channel:
            case Channel.EMAIL:
                return self.email
            case Channel.SMS:
                return self.phone
            case Channel.WECHAT:
                return self.wechat_openid


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedInterview:
    """The AI interview whose result is waited for; overdue after `due_at`.

    `notified_at` is when the candidate was told that software will assess it, where somebody says so.
    """

    source: str = "generic"
    interview_id: str | None = None
    due_at: datetime | None = None
    notified_at: datetime | None = None
