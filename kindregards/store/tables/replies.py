"""What candidates write back."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from kindregards.store.tables.base import CompanyRow, instant, optional_instant, sealed


class ReplyTable(CompanyRow, table=True):
    """An answer to a letter, once each; the raw mail is with the report that brought it."""

    __tablename__ = "replies"
    __table_args__ = (
        UniqueConstraint("event_id"),
        Index("ix_replies_application", "application_id", "id"),
    )

    application_id: str = Field(foreign_key="applications.id", max_length=36)
    letter_id: str = Field(max_length=36)
    event_id: str = Field(max_length=36)
    channel: str
    sealed_content: bytes | None = sealed()
    automatic: str | None = None
    asks_to_stop: bool = False
    received_at: datetime = instant()
    handled_at: datetime | None = optional_instant()
    handled_by: str | None = None
