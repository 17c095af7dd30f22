"""What candidates say and allow after they were told: feedback, the talent pool, erasure."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from kindregards.store.tables.base import CompanyRow, instant, optional_instant, sealed

_IS_OPEN = text("state = 'open'")


class FeedbackTable(CompanyRow, table=True):
    """How a candidate found the way they were told, 1 to 5 and words; the latest counts."""

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("application_id"), Index("ix_feedback_given", "company_id", "given_at"))

    application_id: str = Field(foreign_key="applications.id", max_length=36)
    letter_id: str | None = Field(default=None, max_length=36)
    score: int
    sealed_words: bytes | None = sealed()
    given_at: datetime = instant()


class PoolEntryTable(CompanyRow, table=True):
    """A candidate's consent to hear of openings, for a purpose and until a day.

    `ended_at` and `ended_because` say when and why it counts no more: `withdrawn`, `new_application`, `corrected`,
    `reinstated` or `erased`. `invited_to` is the opening they were last told of.
    """

    __tablename__ = "pool_entries"
    __table_args__ = (
        UniqueConstraint("application_id"),
        Index("ix_pool_entries_newest", "company_id", "id"),
        Index("ix_pool_entries_candidate", "candidate_id"),
    )

    candidate_id: str = Field(foreign_key="candidates.id", max_length=36)
    application_id: str = Field(foreign_key="applications.id", max_length=36)
    purpose: str
    source: str
    consented_at: datetime = instant()
    expires_at: datetime = instant()
    ended_at: datetime | None = optional_instant()
    ended_because: str | None = None
    invited_at: datetime | None = optional_instant()
    invited_to: str | None = None


class ErasureTable(CompanyRow, table=True):
    """A candidate's wish to be forgotten, and what became of it.

    `kept_record` says that decisions stay under a pseudonym because a law or a hold wants them; it ends when they go.
    """

    __tablename__ = "erasures"
    __table_args__ = (
        UniqueConstraint("candidate_id"),
        Index("ix_erasures_open", "company_id", "due_at", sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
    )

    candidate_id: str = Field(foreign_key="candidates.id", max_length=36)
    application_id: str = Field(foreign_key="applications.id", max_length=36)
    state: str
    source: str
    requested_at: datetime = instant()
    due_at: datetime = instant()
    settled_at: datetime | None = optional_instant()
    settled_by: str | None = None
    kept_record: bool = False


class RetentionRunTable(CompanyRow, table=True):
    """One round in which people were forgotten whose time was over, with how many."""

    __tablename__ = "retention_runs"
    __table_args__ = (Index("ix_retention_runs_newest", "company_id", "ran_at"),)

    ran_at: datetime = instant()
    forgotten: int
    kept_records: int
    cleared: int
    held: int
