"""What a candidate sees behind their links."""

from dataclasses import dataclass, field
from datetime import date, datetime

from kindregards.domain.appeals import Appeal
from kindregards.domain.errors import NotFoundError
from kindregards.domain.languages import Language
from kindregards.domain.letters import Letter
from kindregards.domain.page_looks import OUR_LOOK, PageLook
from kindregards.domain.reasons import SHIPPED_REASONS, Party, Reasons, offered


class LinkUnknownError(NotFoundError):
    """No page belongs to this link."""

    code = "link_unknown"


class LinkExpiredError(NotFoundError):
    """The link was good once."""

    code = "link_expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """The hosted letter."""

    letter: Letter
    company_name: str
    language: Language
    acknowledged_at: datetime | None
    can_appeal: bool = False
    has_appealed: bool = False
    look: PageLook = OUR_LOOK


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealPage:
    """What a candidate sees who asks for another person; `answer_by` is the day where they live."""

    company_name: str
    job_title: str
    language: Language
    can_appeal: bool
    until: date | None = None
    appeal: Appeal | None = None
    answer_by: date | None = None
    look: PageLook = OUR_LOOK


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterLetterPage:
    """What a candidate said and may say after their letter: feedback, the talent pool, their data.

    `pool_until` is set while they are in the pool, `erasure_by` while they wait to be forgotten.
    """

    company_name: str
    job_title: str
    language: Language
    is_told: bool
    score: int | None = None
    can_join_pool: bool = False
    pool_until: date | None = None
    erasure_by: date | None = None
    look: PageLook = OUR_LOOK


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionPage:
    """What somebody sees who wants no more messages."""

    company_name: str
    job_title: str
    language: Language
    look: PageLook = OUR_LOOK


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPage:
    """Where the application stands, as far as the candidate may know.

    `is_told` opens with the telling and not before: decided but untold looks exactly like undecided. `reasons` are
    those that a candidate may give for leaving.
    """

    company_name: str
    candidate_name: str
    job_title: str
    language: Language
    is_told: bool
    is_closed: bool
    withdrawn: bool
    can_withdraw: bool
    can_decline_ai_interview: bool
    ai_interview_declined: bool
    has_letter: bool
    can_decline_offer: bool = False
    offer_declined: bool = False
    appeal: Appeal | None = None
    reasons: Reasons = field(default_factory=lambda: offered(SHIPPED_REASONS, Party.CANDIDATE))
    look: PageLook = OUR_LOOK
