"""Reviews as reviewers see them, and what they answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.applications import Candidate, Job, Outcome, Stage
from kindregards.domain.case_work import EarlierApplication, Question
from kindregards.domain.errors import ConflictError, InvalidError, NotFoundError
from kindregards.domain.evidence import Evidence
from kindregards.domain.intake import ApplicationView
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.languages import Tone
from kindregards.domain.letters import BlockKind, Finding, Letter
from kindregards.domain.policies import Policy
from kindregards.domain.resolutions import Resolution
from kindregards.domain.reviews import ReviewState
from kindregards.domain.tones import ToneChoice


class ReviewNotFoundError(NotFoundError):
    """There is no such review in this company."""

    code = "review_not_found"


class StaleVersionError(ConflictError):
    """The review changed since it was read."""

    code = "stale_version"


class LetterChangedError(ConflictError):
    """The letter approved is not the draft that would be sent."""

    code = "letter_changed"


class AlreadyDecidedError(ConflictError):
    """Somebody decided first; the message says who and when."""

    code = "already_decided"


class ReasonRequiredError(InvalidError):
    """A decision needs a reason from the managed list."""

    code = "reason_required"


class EvidenceRequiredError(InvalidError):
    """The reason rests on nothing that the interview or the reviewer's note says."""

    code = "evidence_required"


class LetterBlockedError(InvalidError):
    """The lint found errors; `details` names the first."""

    code = "letter_blocked"


class LetterMissingError(ConflictError):
    """There is no draft to send: data is missing, so the reviewer must write the letter."""

    code = "letter_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewQuery:
    """Which reviews to list, by due time; `state` None means those that wait for a person.

    At `now`, those that somebody is at are claimed, not open. `assignee` has them given, stands in for who has, or
    opened last what nobody was given. `asked` is somebody whose answer is waited for. `snoozed` True wants only what is
    put off at `now`, False only what is not.
    """

    limit: int = 50
    after: str | None = None
    state: ReviewState | None = None
    job: str | None = None
    assignee: str | None = None
    group: str | None = None
    due_before: datetime | None = None
    unassigned: bool = False
    asked: str | None = None
    snoozed: bool | None = None
    now: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSummary:
    """One line of the queue."""

    id: str
    application_id: str
    version: int
    state: ReviewState
    candidate_name: str
    job_title: str
    stage: Stage
    flags: tuple[str, ...]
    rule: str | None
    reason: str | None
    group: str
    score: float | None
    opened_at: datetime
    due_at: datetime
    claimed_by: str | None = None
    lease_until: datetime | None = None
    assigned_to: str | None = None
    snoozed_until: datetime | None = None
    outcome: Outcome | None = None
    decided_reason: str | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    reply_waits: bool = False

    def state_at(self, now: datetime) -> ReviewState:
        """Return where it stands: an open one is claimed while the lease of whoever opened it lasts."""
        is_claimed = self.state is ReviewState.OPEN and self.lease_until is not None and now < self.lease_until
        return ReviewState.CLAIMED if is_claimed else self.state

    def is_late(self, now: datetime) -> bool:
        """Say whether it waits longer than it should."""
        return self.state.takes_decision and now > self.due_at

    def is_asleep(self, now: datetime) -> bool:
        """Say whether it is put off and not due yet."""
        return (
            self.state.takes_decision and self.snoozed_until is not None and now < min(self.snoozed_until, self.due_at)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """A page of the queue; `next_after` asks for the page that follows."""

    reviews: tuple[ReviewSummary, ...]
    next_after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCase:
    """Everything a reviewer needs to decide one case.

    `rules_author` may not decide it; None where the company lets everybody.
    """

    review: ReviewSummary
    application: ApplicationView
    candidate: Candidate
    job: Job
    policy: Policy
    result: InterviewResult | None
    letter_id: str | None
    letter: Letter | None
    letter_hash: str | None
    findings: tuple[Finding, ...]
    tone: ToneChoice | None = None
    comment: str | None = None
    questions: tuple[Question, ...] = ()
    earlier: tuple[EarlierApplication, ...] = ()
    rules_author: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAnswer:
    """A reviewer's decision. `letter_hash` is the draft's as they saw it; `body` and `subject` rewrite it.

    `kinds` names the part of the letter in which each paragraph of `body` was written, where they wrote part by part.
    `evidence` are the parts of the case that they opened in the console.
    """

    outcome: Outcome
    reason: str
    version: int
    decided_by: str
    comment: str | None = None
    letter_hash: str | None = None
    body: str | None = None
    subject: str | None = None
    kinds: tuple[BlockKind, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The case as a reviewer has it before their eyes: its version, the hash of its letter, the parts they opened."""

    version: int
    letter_hash: str | None
    evidence: tuple[str, ...] = ("summary",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomposition:
    """A reviewer's wish for another draft: for which reason, in which tone if not the usual one; `version` as seen."""

    reason: str
    version: int
    actor: str
    tone: Tone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """A letter with its way through the channels."""

    id: str
    application_id: str
    purpose: str
    state: str
    letter: Letter
    findings: tuple[Finding, ...]
    not_before: datetime | None
    created_at: datetime
    accepted_at: datetime | None
    deliveries: tuple["DeliveryView", ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    tone: ToneChoice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryView:
    """A letter on one channel; attempts carry their provider, state and stable error code."""

    channel: str
    state: str
    attempts: tuple["AttemptView", ...]
    events: tuple[Mapping[str, str | bool | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptView:
    """One try; `resolved_by` says who ended a doubt about it, `looked_up_at` when its provider last knew nothing."""

    id: str
    number: int
    state: str
    provider: str | None
    provider_message_id: str | None
    error_code: str | None
    started_at: datetime | None
    finished_at: datetime | None
    resolved_by: str | None = None
    looked_up_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxMessage:
    """A message of the embedded mailbox."""

    id: str
    application_id: str
    letter_id: str
    channel: str
    address: str
    recipient_name: str
    subject: str
    text: str
    html: str | None
    created_at: datetime
