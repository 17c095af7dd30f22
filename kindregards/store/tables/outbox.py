"""What neighbour systems are told."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from kindregards.store.tables.base import CompanyRow, instant, json_value, optional_instant, sealed


class WebhookEndpointTable(CompanyRow, table=True):
    """An integrator's address for events; the signing secret is sealed under the company's key."""

    __tablename__ = "webhook_endpoints"

    url: str
    events: list[str] = json_value()
    pre_tell: bool = False
    sealed_secret: bytes | None = sealed()
    created_at: datetime = instant()
    disabled_at: datetime | None = optional_instant()


class OutgoingEventTable(CompanyRow, table=True):
    """One event for one endpoint, tried with growing pauses for a day."""

    __tablename__ = "outgoing_events"
    __table_args__ = (Index("ix_outgoing_events_due", "state", "next_try_at"),)

    endpoint_id: str = Field(foreign_key="webhook_endpoints.id", max_length=36)
    application_id: str = Field(max_length=36)
    type: str
    payload: dict[str, object] = json_value()
    state: str
    tries: int = 0
    last_error: str | None = None
    created_at: datetime = instant()
    next_try_at: datetime = instant()
    settled_at: datetime | None = optional_instant()
