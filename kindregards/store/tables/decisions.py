"""Decisions and the reviews in which people make them."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from kindregards.store.tables.base import CompanyRow, instant, json_value, optional_instant, sealed

_IS_DECIDED = text("decided_at IS NOT NULL")


class DecisionTable(CompanyRow, table=True):
    """One decision; `state` standing can be undone, released is with the candidate."""

    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint("application_id", "version"),
        Index("ix_decisions_reported", "company_id", "decided_at"),
    )

    application_id: str = Field(foreign_key="applications.id", max_length=36)
    version: int
    outcome: str
    mode: str
    rule: str | None = None
    reason: str | None = None
    decided_by: str
    decided_at: datetime = instant()
    leave_at: datetime = instant()
    policy_version: int
    inputs: dict[str, object] = json_value()
    state: str


class ReviewTable(CompanyRow, table=True):
    """A question to a person. `version` is compared and set by whoever changes it."""

    __tablename__ = "reviews"
    __table_args__ = (
        UniqueConstraint("application_id", "number"),
        Index("ix_reviews_queue", "company_id", "state", "due_at", "id"),
        Index(
            "ix_reviews_reported", "company_id", "decided_at", sqlite_where=_IS_DECIDED, postgresql_where=_IS_DECIDED
        ),
    )

    application_id: str = Field(foreign_key="applications.id", max_length=36)
    number: int
    version: int
    state: str
    flags: list[str] = json_value()
    rule: str | None = None
    reason: str | None = None
    reviewer_group: str
    result_id: str | None = Field(default=None, max_length=36)
    letter_id: str | None = Field(default=None, max_length=36)
    appeal_id: str | None = Field(default=None, max_length=36)
    opened_at: datetime = instant()
    remind_at: datetime = instant()
    due_at: datetime = instant()
    escalate_at: datetime = instant()
    hold_at: datetime = instant()
    claimed_by: str | None = None
    lease_until: datetime | None = optional_instant()
    outcome: str | None = None
    decided_reason: str | None = None
    decided_by: str | None = None
    decided_at: datetime | None = optional_instant()
    sealed_comment: bytes | None = sealed()
