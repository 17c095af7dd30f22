"""Neighbour systems of the office: their endpoints, what they hear, and a courier's work on a real outbox."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kindregards.domain.outgoing_events import EventDelivery, EventType, NewEndpoint, WebhookEndpoint
from kindregards.domain.ports.outbox import Parcel, Receipt, Reception
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.outbox_queue import Outbox
from kindregards.store.webhook_endpoints import WebhookEndpoints
from tests.builders import NOW
from tests.store.office import Office

URL = "https://ats.example.com/kind-regards"
TAKEN = Receipt(reception=Reception.TAKEN, status=204)
NOT_TAKEN = Receipt(reception=Reception.NOT_TAKEN, status=500, error="status_500")
GONE = Receipt(reception=Reception.GONE, status=410, error="status_410")


def outbox_of(office: Office) -> Outbox:
    """Return the queue as a courier of this process sees it."""
    return Outbox(office.stores.database, office.stores.companies)


def endpoints_of(office: Office) -> WebhookEndpoints:
    """Return the endpoints as the API sees them."""
    return WebhookEndpoints(office.stores.database, office.stores.companies)


async def a_neighbour(office: Office, *events: EventType, **changes: Any) -> WebhookEndpoint:  # noqa: ANN401 -- flags
    """Add an endpoint that hears these events, or all."""
    new = NewEndpoint(url=URL, events=events or tuple(EventType), **changes)
    endpoint, _ = await endpoints_of(office).add(DEFAULT_COMPANY_ID, new, now=NOW)
    return endpoint


async def log_of(office: Office, endpoint: WebhookEndpoint) -> list[EventDelivery]:
    """Return an endpoint's log, oldest first."""
    page = await endpoints_of(office).deliveries(
        DEFAULT_COMPANY_ID, endpoint.id, is_test=endpoint.is_test, limit=200, after=None
    )
    return list(reversed(page.deliveries))


async def heard_by(office: Office, endpoint: WebhookEndpoint) -> list[str]:
    """Return the names of events for an endpoint, oldest first."""
    return [delivery.type for delivery in await log_of(office, endpoint)]


async def claim(office: Office, endpoint: WebhookEndpoint, *, limit: int = 10, now: datetime = NOW) -> Sequence[Parcel]:
    """Claim what is due."""
    return await outbox_of(office).claim(endpoint.id, limit=limit, now=now)


async def claim_one(office: Office, endpoint: WebhookEndpoint, *, now: datetime = NOW) -> Parcel:
    """Claim the only event that is due."""
    (parcel,) = await claim(office, endpoint, now=now)
    return parcel


async def carry(office: Office, endpoint: WebhookEndpoint, receipt: Receipt = TAKEN, *, now: datetime = NOW) -> Parcel:
    """Claim the only event that is due, and record this answer."""
    parcel = await claim_one(office, endpoint, now=now)
    await outbox_of(office).settle(parcel, receipt, now=now)
    return parcel
