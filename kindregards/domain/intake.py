"""What integrators and candidates send in, and what they get back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.applications import (
    ApplicationState,
    Candidate,
    ExpectedInterview,
    HeldReason,
    Job,
    Outcome,
    Stage,
)
from kindregards.domain.decisions import Decision
from kindregards.domain.errors import ConflictError, InvalidError, NotFoundError
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.journey import CommandKind


class ApplicationNotFoundError(NotFoundError):
    """There is no such application in this company."""

    code = "application_not_found"


class ApplicationExistsError(ConflictError):
    """The external id was used before, with other content."""

    code = "application_exists"


class ApplicationFinishedError(ConflictError):
    """The application is told or closed; nothing more can come in."""

    code = "application_finished"


class ApplicationDecidedError(ConflictError):
    """A decision stands and must be undone first."""

    code = "application_decided"


class NothingToUndoError(ConflictError):
    """No decision stands."""

    code = "nothing_to_undo"


class NotHeldError(ConflictError):
    """Only a held application can be released."""

    code = "not_held"


class ResultExistsError(ConflictError):
    """Another interview result is already there."""

    code = "result_exists"


class PolicyUnknownError(InvalidError):
    """No active policy has this name."""

    code = "policy_unknown"


class AiInterviewDeclinedError(ConflictError):
    """The candidate declined the AI interview, so its result is not used."""

    code = "ai_interview_declined"


class NotAnOfferError(ConflictError):
    """Only an application at the offer stage has an offer to decline."""

    code = "not_an_offer"


class ReasonUnknownError(InvalidError):
    """The reason is not on the managed list, or not this party's."""

    code = "reason_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewApplication:
    """An application as an integrator sends it; `self_declared` groups serve the fairness report only."""

    external_id: str
    stage: Stage
    candidate: Candidate
    job: Job
    interview: ExpectedInterview
    self_declared: Mapping[str, str] | None = None
    result: InterviewResult | None = None
    is_test: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationView:
    """Where an application stands, for staff and integrators.

    `reply_waits_since` is when the candidate wrote something that nobody has dealt with yet.
    """

    id: str
    external_id: str
    state: ApplicationState
    outcome: Outcome | None
    stage: Stage
    candidate_name: str
    job_title: str
    created_at: datetime
    held_reason: HeldReason | None = None
    decision: Decision | None = None
    review_id: str | None = None
    letter_id: str | None = None
    told_at: datetime | None = None
    acknowledged_at: datetime | None = None
    reply_waits_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """The answer to an intake: the resource, and whether this request made it."""

    application: ApplicationView
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRequest:
    """Something the candidate asks, with a reason from the managed list and free words; `source` is the door."""

    kind: CommandKind
    source: str
    reason: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """Something that happened to an application; `detail` holds codes only."""

    at: datetime
    actor: str
    event: str
    reference: str | None
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationQuery:
    """Which applications to list; `after` is the id that the page before ended with, `text` a whole name or e-mail.

    `reply_waits` asks for those with a reply that nobody has dealt with; `reason` is that of the standing decision,
    which `decided_from` (included) and `decided_until` bound in time.
    """

    limit: int = 50
    after: str | None = None
    state: ApplicationState | None = None
    outcome: Outcome | None = None
    stage: Stage | None = None
    job: str | None = None
    text: str | None = None
    reply_waits: bool = False
    reason: str | None = None
    decided_from: datetime | None = None
    decided_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationPage:
    """Applications, newest first; `next_after` asks for the page that follows."""

    applications: tuple[ApplicationView, ...]
    next_after: str | None = None
