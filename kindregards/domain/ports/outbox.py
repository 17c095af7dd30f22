"""Events on their way to neighbour systems."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from kindregards.domain.outgoing_events import EventDelivery, EventDeliveryPage, NewEndpoint, WebhookEndpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """An event leased to us until it is settled; `id` is what the receiver sees on every try."""

    id: str
    lease_token: str
    url: str
    secret: str = field(repr=False)
    type: str
    created_at: datetime
    data: Mapping[str, object]


class Reception(StrEnum):
    """How a receiver took an event."""

    TAKEN = "taken"
    NOT_TAKEN = "not_taken"
    GONE = "gone"
    """The receiver wants nothing any more (410)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A receiver's answer: its HTTP status, or a stable word for why there was none."""

    reception: Reception
    status: int | None = None
    error: str | None = None
    retry_after: datetime | None = None


class Outbox(Protocol):
    """Events that wait, in order per endpoint and application."""

    async def lines(self, *, now: datetime) -> Sequence[str]:
        """Return the ids of endpoints for which something is due."""
        ...

    async def claim(self, endpoint_id: str, *, limit: int, now: datetime) -> Sequence[Parcel]:
        """Lease the earliest due event of up to `limit` applications; a lease ends by itself."""
        ...

    async def settle(self, parcel: Parcel, receipt: Receipt, *, now: datetime) -> None:
        """Record how it went where the lease is still ours: delivered, again later, or over."""
        ...


class OutboxCourier(Protocol):
    """Carries one event to its receiver."""

    async def deliver(self, parcel: Parcel, *, now: datetime) -> Receipt:
        """Send it once; never raises for what the receiver or the network does."""
        ...


class EndpointAddresses(Protocol):
    """Knows where events may go."""

    async def check(self, url: str) -> None:
        """Raise UrlNotAllowedError for an address that events may not be sent to, as far as can be known today."""
        ...


class WebhookEndpoints(Protocol):
    """Integrators' endpoints and the log of what was sent to them; a test caller sees test endpoints only."""

    async def add(self, company_id: str, new: NewEndpoint, *, now: datetime) -> tuple[WebhookEndpoint, str]:
        """Keep an endpoint; return it with its signing secret, for the only time. Raise EndpointsFullError."""
        ...

    async def all(self, company_id: str, *, is_test: bool) -> Sequence[WebhookEndpoint]:
        """Return the endpoints, oldest first."""
        ...

    async def remove(self, company_id: str, endpoint_id: str, *, is_test: bool, now: datetime) -> None:
        """Forget an endpoint and its secret; what waits for it is cancelled. Raise EndpointNotFoundError."""
        ...

    async def deliveries(
        self, company_id: str, endpoint_id: str, *, is_test: bool, limit: int, after: str | None
    ) -> EventDeliveryPage:
        """Return a page of the log, newest first; raise EndpointNotFoundError."""
        ...

    async def replay(
        self, company_id: str, endpoint_id: str, delivery_id: str, *, is_test: bool, now: datetime
    ) -> EventDelivery:
        """Let an event be sent once more, under the same id.

        Raises EndpointNotFoundError, EventNotFoundError, EndpointDisabledError or EventKeptError.
        """
        ...
