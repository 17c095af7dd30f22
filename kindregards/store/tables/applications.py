"""Applications: where each stands, and what has come in for it."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from kindregards.store.tables.base import CompanyRow, instant, json_value, optional_instant, sealed

_REPLY_WAITS = text("reply_waits_since IS NOT NULL")
_IS_TOLD = text("told_at IS NOT NULL")


class ApplicationTable(CompanyRow, table=True):
    """One application of one candidate for one job at one stage."""

    __tablename__ = "applications"
    __table_args__ = (
        UniqueConstraint("company_id", "external_id"),
        Index("ix_applications_newest", "company_id", "id"),
        Index("ix_applications_state", "company_id", "state", "id"),
        Index("ix_applications_candidate", "candidate_id"),
        Index("ix_applications_told", "company_id", "told_at", sqlite_where=_IS_TOLD, postgresql_where=_IS_TOLD),
        Index("ix_applications_replies", "company_id", "id", sqlite_where=_REPLY_WAITS, postgresql_where=_REPLY_WAITS),
    )

    external_id: str
    content_digest: str
    candidate_id: str = Field(foreign_key="candidates.id", max_length=36)
    job_id: str = Field(foreign_key="jobs.id", max_length=36)
    stage: str
    state: str
    outcome: str | None = None
    held_reason: str | None = None
    policy_name: str
    policy_version: int
    is_test: bool = False
    interview_source: str
    interview_id: str | None = None
    interview_due_at: datetime | None = optional_instant()
    interview_notified_at: datetime | None = optional_instant()
    interview_expires_at: datetime | None = optional_instant()
    command_sequence: int = 0
    decision_id: str | None = Field(default=None, max_length=36)
    review_id: str | None = Field(default=None, max_length=36)
    letter_id: str | None = Field(default=None, max_length=36)
    appeal_id: str | None = Field(default=None, max_length=36)
    told_at: datetime | None = optional_instant()
    acknowledged_at: datetime | None = optional_instant()
    reply_waits_since: datetime | None = optional_instant()
    closed_at: datetime | None = optional_instant()
    created_at: datetime = instant()
    updated_at: datetime = instant()


class InterviewResultTable(CompanyRow, table=True):
    """What the vendor reported; everything but the numbers is sealed."""

    __tablename__ = "interview_results"
    __table_args__ = (UniqueConstraint("application_id", "result_id"),)

    application_id: str = Field(foreign_key="applications.id", max_length=36)
    result_id: str
    content_digest: str
    score: float
    confidence: float | None = None
    is_current: bool = True
    sealed_content: bytes | None = sealed()
    completed_at: datetime = instant()
    received_at: datetime = instant()


class CandidateRequestTable(CompanyRow, table=True):
    """Something the candidate asked for: to withdraw, not to be interviewed by software, to decline an offer."""

    __tablename__ = "candidate_requests"
    __table_args__ = (Index("ix_candidate_requests_reported", "company_id", "created_at"),)

    application_id: str = Field(foreign_key="applications.id", index=True, max_length=36)
    kind: str
    reason: str | None = None
    sealed_comment: bytes | None = sealed()
    source: str
    created_at: datetime = instant()


class TimelineTable(CompanyRow, table=True):
    """Something that happened to an application; `detail` holds codes only."""

    __tablename__ = "timeline"
    __table_args__ = (Index("ix_timeline_application", "application_id", "id"),)

    application_id: str = Field(foreign_key="applications.id", max_length=36)
    at: datetime = instant()
    actor: str
    event: str
    reference: str | None = None
    detail: dict[str, object] = json_value()


class WorkflowCommandTable(CompanyRow, table=True):
    """Something that came in and must reach the workflow, in order; ids and codes only."""

    __tablename__ = "workflow_commands"
    __table_args__ = (
        UniqueConstraint("application_id", "sequence"),
        Index("ix_workflow_commands_open", "state", "lease_until"),
    )

    application_id: str = Field(foreign_key="applications.id", max_length=36)
    sequence: int
    kind: str
    reference: str | None = None
    state: str
    lease_token: str | None = None
    lease_until: datetime | None = optional_instant()
    created_at: datetime = instant()
    settled_at: datetime | None = optional_instant()
