"""The delivery ledger: letters, deliveries, attempts, provider events, suppressions."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from kindregards.domain.suppressions import SuppressionScope
from kindregards.store.tables.base import CompanyRow, instant, json_value, optional_instant, optional_json, sealed

_ONE_OPEN_ATTEMPT = text("state IN ('reserved', 'in_flight', 'ambiguous')")
_IS_IN_DOUBT = text("state IN ('ambiguous', 'held')")
_IS_IN_TROUBLE = text(
    "state IN ('rejected_by_provider', 'undeliverable_permanent', 'undeliverable_transient', "
    "'bounced_after_delivery', 'delivery_unknown', 'expired', 'suppressed')"
)
_IS_WATCHED = text("next_check_at IS NOT NULL")
_IS_ACCEPTED = text("accepted_at IS NOT NULL")
_IS_PENDING = text("state = 'pending'")
_IS_WRITTEN = text("state <> 'draft'")


class LetterTable(CompanyRow, table=True):
    """One intent to write to a candidate; its unique key makes a second letter impossible.

    For the quality report: `edited_blocks` are those a reviewer changed, `personal_facts` how many parts of the
    evaluation the letter rests on, `evidence_parts` how many there were.
    """

    __tablename__ = "letters"
    __table_args__ = (
        UniqueConstraint("company_id", "application_id", "purpose", "sequence"),
        Index("ix_letters_written", "company_id", "id", sqlite_where=_IS_WRITTEN, postgresql_where=_IS_WRITTEN),
        Index(
            "ix_letters_accepted", "company_id", "accepted_at", sqlite_where=_IS_ACCEPTED, postgresql_where=_IS_ACCEPTED
        ),
        Index(
            "ix_letters_pending",
            "company_id",
            "not_before",
            "id",
            sqlite_where=_IS_PENDING,
            postgresql_where=_IS_PENDING,
        ),
    )

    application_id: str = Field(foreign_key="applications.id", index=True, max_length=36)
    purpose: str
    sequence: int
    kind: str
    language: str
    tone: str
    template_version: str
    content_hash: str
    sealed_content: bytes | None = sealed()
    findings: list[dict[str, object]] = json_value()
    channels: list[str] = json_value()
    author: str
    edited_blocks: list[str] | None = optional_json()
    personal_facts: int | None = None
    evidence_parts: int | None = None
    state: str
    not_before: datetime | None = optional_instant()
    decision_id: str | None = Field(default=None, max_length=36)
    created_at: datetime = instant()
    accepted_at: datetime | None = optional_instant()


class DeliveryTable(CompanyRow, table=True):
    """A letter on one channel, in ladder order; `state` is recomputed from the facts here, attempts and events.

    Facts: `stopped` (`suppressed` or `expired`, while nothing had left), `held_at` (looking up ended in doubt) and
    `silent_at` (polling ended in silence). `slot_at` is the place it holds in its channel's line, `next_check_at` when
    somebody looks after it.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("letter_id", "position"),
        UniqueConstraint("letter_id", "channel"),
        Index("ix_deliveries_watched", "next_check_at", sqlite_where=_IS_WATCHED, postgresql_where=_IS_WATCHED),
        Index(
            "ix_deliveries_in_trouble",
            "company_id",
            "letter_id",
            sqlite_where=_IS_IN_TROUBLE,
            postgresql_where=_IS_IN_TROUBLE,
        ),
        Index("ix_deliveries_in_doubt", "company_id", "id", sqlite_where=_IS_IN_DOUBT, postgresql_where=_IS_IN_DOUBT),
    )

    application_id: str = Field(foreign_key="applications.id", max_length=36)
    letter_id: str = Field(foreign_key="letters.id", max_length=36)
    channel: str
    position: int
    state: str
    next_try_at: datetime | None = optional_instant()
    stopped: str | None = None
    held_at: datetime | None = optional_instant()
    silent_at: datetime | None = optional_instant()
    slot_at: datetime | None = optional_instant()
    next_check_at: datetime | None = optional_instant()
    created_at: datetime = instant()
    updated_at: datetime = instant()


class AttemptTable(CompanyRow, table=True):
    """One try to hand a delivery to a provider; `in_flight` is committed before the first byte leaves.

    `resolved_by` says who ended a doubt: `report`, `look_up`, `acknowledgement`, or a person's id. `absences` counts
    how often the provider, asked at `looked_up_at` for the last time, knew nothing of it.
    """

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("delivery_id", "number"),
        Index(
            "uq_attempts_open",
            "delivery_id",
            unique=True,
            sqlite_where=_ONE_OPEN_ATTEMPT,
            postgresql_where=_ONE_OPEN_ATTEMPT,
        ),
        Index("ix_attempts_application", "application_id"),
        Index("ix_attempts_message", "provider", "provider_message_id"),
    )

    application_id: str = Field(foreign_key="applications.id", max_length=36)
    letter_id: str = Field(foreign_key="letters.id", index=True, max_length=36)
    delivery_id: str = Field(foreign_key="deliveries.id", max_length=36)
    number: int
    state: str
    provider: str | None = None
    provider_message_id: str | None = None
    error_code: str | None = None
    resolved_by: str | None = None
    absences: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    looked_up_at: datetime | None = optional_instant()
    started_at: datetime = instant()
    finished_at: datetime | None = optional_instant()


class ProviderEventTable(CompanyRow, table=True):
    """What a provider reported, once each; kept even when it belongs to nothing yet."""

    __tablename__ = "provider_events"
    __table_args__ = (
        UniqueConstraint("provider", "event_key"),
        Index("ix_provider_events_attempt", "attempt_id"),
        Index("ix_provider_events_message", "provider", "provider_message_id"),
    )

    provider: str
    event_key: str
    kind: str
    attempt_id: str | None = Field(default=None, max_length=64)
    provider_message_id: str | None = None
    severity: str
    reason: str | None = None
    error_code: str | None = None
    machine: bool | None = None
    sealed_raw: bytes | None = sealed()
    occurred_at: datetime = instant()
    received_at: datetime = instant()


class SuppressionTable(CompanyRow, table=True):
    """An address that must not be written to on a channel: at all, or (`scope`) only not with invitations.

    One whose `expires_at` is past counts no more; it stays as a record.
    """

    __tablename__ = "suppressions"
    __table_args__ = (UniqueConstraint("company_id", "channel", "address_index", "scope"),)

    channel: str
    address_index: str
    scope: str = Field(default=SuppressionScope.EVERYTHING, sa_column_kwargs={"server_default": "everything"})
    reason: str
    source_event: str | None = None
    created_at: datetime = instant()
    expires_at: datetime | None = optional_instant()


class LinkTokenTable(CompanyRow, table=True):
    """A candidate's link, kept as the SHA-256 of its token; with a letter's, the hash of its reply address."""

    __tablename__ = "link_tokens"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_link_tokens_reply", "reply_hash", unique=True),
        Index("ix_link_tokens_attempt", "attempt_id"),
    )

    token_hash: str
    reply_hash: str | None = None
    attempt_id: str | None = Field(default=None, max_length=36)
    application_id: str = Field(foreign_key="applications.id", max_length=36)
    letter_id: str | None = Field(default=None, max_length=36)
    created_at: datetime = instant()
    expires_at: datetime = instant()
    revoked_at: datetime | None = optional_instant()


class PageViewTable(CompanyRow, table=True):
    """A view of a hosted letter: evidence, graded, never proof."""

    __tablename__ = "page_views"
    __table_args__ = (Index("ix_page_views_letter", "letter_id", "at"),)

    application_id: str = Field(foreign_key="applications.id", index=True, max_length=36)
    letter_id: str = Field(max_length=36)
    at: datetime = instant()
    machine: bool | None = None


class MailboxTable(CompanyRow, table=True):
    """A message of the embedded mailbox; the id is the attempt's, so it is kept once."""

    __tablename__ = "mailbox"
    __table_args__ = (Index("ix_mailbox_newest", "company_id", "id"),)

    application_id: str = Field(foreign_key="applications.id", max_length=36)
    letter_id: str = Field(max_length=36)
    channel: str
    sealed_content: bytes | None = sealed()
    created_at: datetime = instant()
