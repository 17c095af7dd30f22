"""Integrators' endpoints for events, and the log of what was sent to them."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field

from api.schemas.resources import Resource
from kindregards.domain.outgoing_events import (
    EventDelivery,
    EventState,
    EventType,
    NewEndpoint,
    WebhookEndpoint,
    event_types,
)
from kindregards.http.json_bodies import JsonBody

_MOST_EVENTS = 50


class Scope(StrEnum):
    """What an endpoint may hear beyond the rest."""

    PRE_TELL = "pre_tell"


class EndpointBody(JsonBody):
    """Where events go, which ones (all, when none are named), and with which scopes."""

    url: Annotated[str, Field(min_length=1, max_length=2000)]
    events: Annotated[tuple[str, ...], Field(min_length=1, max_length=_MOST_EVENTS)] | None = None
    scopes: Annotated[tuple[Scope, ...], Field(max_length=len(Scope))] = ()

    def value(self, *, is_test: bool) -> NewEndpoint:
        """Return the endpoint; raise EventUnknownError."""
        return NewEndpoint(
            url=self.url,
            events=tuple(EventType) if self.events is None else event_types(self.events),
            pre_tell=Scope.PRE_TELL in self.scopes,
            is_test=is_test,
        )


class EndpointResource(Resource):
    """An endpoint; `disabled_at` is when it answered 410 Gone and was sent nothing more."""

    id: str
    url: str
    events: tuple[EventType, ...]
    scopes: tuple[Scope, ...]
    is_test: bool
    created_at: datetime
    disabled_at: datetime | None

    @classmethod
    def of(cls, endpoint: WebhookEndpoint) -> Self:
        """Return the resource of an endpoint."""
        return cls(**_fields(endpoint))


class NewEndpointResource(EndpointResource):
    """A new endpoint with the secret that verifies what it is sent. It is shown this once."""

    secret: str

    @classmethod
    def with_secret(cls, endpoint: WebhookEndpoint, secret: str) -> Self:
        """Return the resource of a new endpoint."""
        return cls(**_fields(endpoint), secret=secret)


class EventDeliveryResource(Resource):
    """One event for one endpoint. `id` is the `webhook-id` of every try; `tries` counts from the latest replay."""

    id: str
    type: EventType
    application_id: str
    state: EventState
    tries: int
    last_status: int | None
    last_error: str | None
    created_at: datetime
    last_tried_at: datetime | None
    next_try_at: datetime | None
    settled_at: datetime | None
    data: Mapping[str, object]

    @classmethod
    def of(cls, delivery: EventDelivery) -> Self:
        """Return the resource of a delivery."""
        return cls(**{name: getattr(delivery, name) for name in cls.model_fields})


def _fields(endpoint: WebhookEndpoint) -> dict[str, object]:
    shared = {name: getattr(endpoint, name) for name in ("id", "url", "events", "is_test", "created_at", "disabled_at")}
    return {**shared, "scopes": (Scope.PRE_TELL,) if endpoint.pre_tell else ()}
