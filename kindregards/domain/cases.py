"""Everything known about one application when a step is taken."""

from dataclasses import dataclass, replace
from datetime import datetime

from kindregards.domain.appeals import Appeal
from kindregards.domain.applications import ApplicationState, Candidate, ExpectedInterview, Job, Outcome, Stage
from kindregards.domain.composition import Brand
from kindregards.domain.decisions import Decision, DecisionState
from kindregards.domain.errors import ConflictError
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.journey import Alarm, ApplicationRef
from kindregards.domain.letters import Letter
from kindregards.domain.policies import Policy, ReviewTimes
from kindregards.domain.reviews import ReviewState


class CaseChangedError(ConflictError):
    """The case is no longer what the step read: it has a newer result or review, was undone, or is closed."""

    code = "case_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFile:
    """The latest review of an application; `outcome` to `decided_at` are set once it is decided."""

    id: str
    number: int
    state: ReviewState
    flags: tuple[str, ...]
    rule: str | None
    reason: str | None
    result_id: str | None
    letter_id: str | None
    alarms: tuple[Alarm, ...]
    group: str = ""
    opened_at: datetime | None = None
    outcome: Outcome | None = None
    decided_reason: str | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """One application with its people, rules and papers. `result_id` is our id of the current result."""

    ref: ApplicationRef
    external_id: str
    state: ApplicationState
    outcome: Outcome | None
    stage: Stage
    candidate: Candidate
    job: Job
    interview: ExpectedInterview
    policy: Policy
    policy_version: int
    brand: Brand
    is_test: bool
    created_at: datetime
    told_at: datetime | None = None
    acknowledged_at: datetime | None = None
    result: InterviewResult | None = None
    result_id: str | None = None
    decision: Decision | None = None
    decision_leaves_at: datetime | None = None
    review: ReviewFile | None = None
    letter_id: str | None = None
    letter: Letter | None = None
    appeal: Appeal | None = None

    @property
    def appeals(self) -> bool:
        """Say whether the candidate waits for the answer to an appeal."""
        return self.appeal is not None and self.appeal.state.is_running

    @property
    def is_told(self) -> bool:
        """Say whether the candidate was told."""
        return self.told_at is not None

    @property
    def is_closed(self) -> bool:
        """Say whether the journey is over."""
        return self.state is ApplicationState.CLOSED

    @property
    def is_decided(self) -> bool:
        """Say whether a decision counts, told or not."""
        return self.decision is not None and not self.is_undone

    @property
    def is_undone(self) -> bool:
        """Say whether a decision was taken back and nobody was asked yet what holds instead."""
        return self.decision is not None and self.decision.state in {DecisionState.UNDONE, DecisionState.CORRECTED}

    @property
    def review_times(self) -> ReviewTimes:
        """Return the clock and groups by which a person is asked: an appeal has its own where the policy says so."""
        usual, own = self.policy.review, self.policy.appeal
        if not self.appeals:
            return usual
        return replace(own, group=own.group or usual.group, escalate_to=own.escalate_to or usual.escalate_to)
