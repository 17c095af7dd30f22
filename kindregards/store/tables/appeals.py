"""What a candidate may ask for after the letter, and the call that comes before one: appeals, calls."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from kindregards.store.tables.base import CompanyRow, instant, optional_instant, sealed

_IS_OPEN = text("state = 'open'")


class AppealTable(CompanyRow, table=True):
    """A candidate's wish that another person looks again, one for each application.

    `first_decider` is who decided what is appealed against, a user's id or `policy`; that user may not answer it.
    """

    __tablename__ = "appeals"
    __table_args__ = (
        UniqueConstraint("application_id"),
        Index("ix_appeals_open", "company_id", "due_at", sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
    )

    application_id: str = Field(foreign_key="applications.id", max_length=36)
    decision_id: str = Field(max_length=36)
    first_decider: str
    state: str
    source: str
    sealed_words: bytes | None = sealed()
    outcome: str | None = None
    decided_by: str | None = None
    created_at: datetime = instant()
    due_at: datetime = instant()
    answered_at: datetime | None = optional_instant()


class CallTable(CompanyRow, table=True):
    """A call to somebody who was not selected at the offer stage, to be settled before the letter of its decision."""

    __tablename__ = "calls"
    __table_args__ = (
        UniqueConstraint("decision_id"),
        Index("ix_calls_open", "company_id", "due_at", sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
    )

    application_id: str = Field(foreign_key="applications.id", index=True, max_length=36)
    decision_id: str = Field(max_length=36)
    state: str
    sealed_note: bytes | None = sealed()
    opened_at: datetime = instant()
    due_at: datetime = instant()
    settled_at: datetime | None = optional_instant()
    settled_by: str | None = None
