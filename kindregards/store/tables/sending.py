"""Who carries letters: how each sender fares, and what people found out about doubtful letters."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from kindregards.store.tables.base import CompanyRow, instant, optional_instant, sealed


class SenderTable(CompanyRow, table=True):
    """How a sender fares, shared by all workers; `name` is its channel, or a provider's look-up.

    `stopped_at` is set while its circuit is open; at `retry_at` one letter tries it. `resting_until` is the provider's
    own wish, `next_slot_at` the first free place in its line. The row named `*` stands for all channels: while its
    `paused_at` is set nothing leaves.
    """

    __tablename__ = "senders"
    __table_args__ = (UniqueConstraint("company_id", "name"),)

    name: str
    provider: str | None = None
    error_code: str | None = None
    cause: str | None = None
    failures: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    trials: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    stopped_at: datetime | None = optional_instant()
    retry_at: datetime | None = optional_instant()
    resting_until: datetime | None = optional_instant()
    next_slot_at: datetime | None = optional_instant()
    paused_at: datetime | None = optional_instant()
    paused_by: str | None = None
    sealed_pause_reason: bytes | None = sealed()
    updated_at: datetime = instant()


class ResolutionTable(CompanyRow, table=True):
    """What a person said about a letter that may or may not have left; their note is sealed."""

    __tablename__ = "resolutions"
    __table_args__ = (Index("ix_resolutions_letter", "letter_id", "id"),)

    application_id: str = Field(foreign_key="applications.id", max_length=36)
    letter_id: str = Field(foreign_key="letters.id", max_length=36)
    verdict: str
    actor: str
    sealed_note: bytes | None = sealed()
    created_at: datetime = instant()


class PolishBudgetTable(CompanyRow, table=True):
    """How many letters a company had polished by a model on one day (UTC, ISO 8601)."""

    __tablename__ = "polish_budgets"
    __table_args__ = (UniqueConstraint("company_id", "day"),)

    day: str
    used: int
