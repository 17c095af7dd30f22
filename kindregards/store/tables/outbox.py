"""What neighbour systems are told."""

from datetime import datetime

from sqlalchemy import Index, false
from sqlmodel import Field

from kindregards.store.tables.base import CompanyRow, instant, json_value, optional_instant, sealed


class WebhookEndpointTable(CompanyRow, table=True):
    """An integrator's address for events; the signing secret is sealed under the company's key.

    A deleted endpoint's row stays, without its secret: a transaction that knew it may still be writing events.
    """

    __tablename__ = "webhook_endpoints"
    __table_args__ = (Index("ix_webhook_endpoints_company", "company_id"),)

    url: str
    events: list[str] = json_value()
    pre_tell: bool = False
    is_test: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    sealed_secret: bytes | None = sealed()
    created_at: datetime = instant()
    disabled_at: datetime | None = optional_instant()
    deleted_at: datetime | None = optional_instant()


class OutgoingEventTable(CompanyRow, table=True):
    """One event for one endpoint, tried with growing pauses for a day; ids and codes only."""

    __tablename__ = "outgoing_events"
    __table_args__ = (
        Index("ix_outgoing_events_due", "endpoint_id", "state", "next_try_at"),
        Index("ix_outgoing_events_line", "endpoint_id", "application_id", "id"),
        Index("ix_outgoing_events_log", "endpoint_id", "id"),
    )

    endpoint_id: str = Field(foreign_key="webhook_endpoints.id", max_length=36)
    application_id: str = Field(max_length=36)
    type: str
    payload: dict[str, object] = json_value()
    state: str
    tries: int = 0
    last_status: int | None = None
    last_error: str | None = None
    lease_token: str | None = Field(default=None, max_length=36)
    lease_until: datetime | None = optional_instant()
    created_at: datetime = instant()
    last_tried_at: datetime | None = optional_instant()
    next_try_at: datetime = instant()
    settled_at: datetime | None = optional_instant()
