"""Decisions and the reviews in which people make them."""

from datetime import datetime

from sqlalchemy import ColumnElement, Index, UniqueConstraint, literal_column, text
from sqlmodel import Field

from kindregards.store.tables.base import (
    CompanyRow,
    instant,
    json_list,
    json_value,
    optional_instant,
    optional_json,
    sealed,
)

_IS_DECIDED = text("decided_at IS NOT NULL")
WAITING: ColumnElement[bool] = literal_column("reviews.state IN ('open', 'claimed', 'held')")
"""In literals, because a partial index is used only where the planner sees that a query implies it.

Without a type, because SQLite compares a Boolean with 1, and then the planner sees nothing.
"""
_WAITS = text("state IN ('open', 'claimed', 'held')")


class DecisionTable(CompanyRow, table=True):
    """One decision; `state` standing can be undone, released is with the candidate.

    `differed` is null where the rule left it to a person; seconds and evidence are the person's, where the console
    saw them. Columns that came later are null in rows of before.
    """

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
    policy_name: str | None = None
    policy_version: int
    rule_number: int | None = None
    review_id: str | None = Field(default=None, max_length=36)
    differed: bool | None = None
    seconds_on_case: int | None = None
    evidence: list[str] = json_list()
    inputs: dict[str, object] = json_value()
    state: str


class ReviewTable(CompanyRow, table=True):
    """A question to a person. `version` is compared and set by whoever changes it.

    `inputs` are what the rules looked at when a person was asked; what is known of the candidate may change until they
    have decided, and the rule that fired must still be explained.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        UniqueConstraint("application_id", "number"),
        Index("ix_reviews_queue", "company_id", "state", "due_at", "id"),
        Index(
            "ix_reviews_reported", "company_id", "decided_at", sqlite_where=_IS_DECIDED, postgresql_where=_IS_DECIDED
        ),
        Index("ix_reviews_waiting", "company_id", "due_at", "id", sqlite_where=_WAITS, postgresql_where=_WAITS),
        Index(
            "ix_reviews_assigned", "company_id", "assigned_to", "due_at", sqlite_where=_WAITS, postgresql_where=_WAITS
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
    assigned_to: str | None = None
    snoozed_until: datetime | None = optional_instant()
    outcome: str | None = None
    decided_reason: str | None = None
    decided_by: str | None = None
    decided_at: datetime | None = optional_instant()
    inputs: dict[str, object] | None = optional_json()
    sealed_comment: bytes | None = sealed()


class ReviewOpeningTable(CompanyRow, table=True):
    """What one reviewer has seen of a review, and for how long they had it open."""

    __tablename__ = "review_openings"
    __table_args__ = (UniqueConstraint("review_id", "user_id"),)

    review_id: str = Field(foreign_key="reviews.id", max_length=36)
    user_id: str
    version: int
    letter_hash: str | None = None
    opened_at: datetime = instant()
    seen_at: datetime = instant()
    seconds: int = 0
    evidence: list[str] = json_list()


class ReviewQuestionTable(CompanyRow, table=True):
    """What one reviewer asked another about a case; both texts are sealed under the candidate's key."""

    __tablename__ = "review_questions"
    __table_args__ = (
        Index("ix_review_questions_review", "review_id", "id"),
        Index("ix_review_questions_asked", "company_id", "asked_of", "answered_at"),
    )

    review_id: str = Field(foreign_key="reviews.id", max_length=36)
    application_id: str = Field(foreign_key="applications.id", max_length=36)
    asked_by: str
    asked_of: str
    asked_at: datetime = instant()
    sealed_question: bytes | None = sealed()
    answered_by: str | None = None
    answered_at: datetime | None = optional_instant()
    sealed_answer: bytes | None = sealed()


class ReviewNoticeTable(CompanyRow, table=True):
    """Something that one reviewer is told by mail; `occasion` makes it happen once."""

    __tablename__ = "review_notices"
    __table_args__ = (
        UniqueConstraint("user_id", "review_id", "occasion"),
        Index("ix_review_notices_due", "state", "due_at"),
        Index("ix_review_notices_newest", "user_id", "id"),
    )

    user_id: str = Field(foreign_key="users.id", max_length=64)
    review_id: str = Field(foreign_key="reviews.id", max_length=36)
    event: str
    occasion: str
    state: str
    created_at: datetime = instant()
    due_at: datetime = instant()
    tries: int = 0
    mail_id: str | None = None
    lease_until: datetime | None = optional_instant()
    settled_at: datetime | None = optional_instant()
    error_code: str | None = None
