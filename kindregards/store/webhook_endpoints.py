"""Integrators' endpoints for events, and the log of what was sent to them."""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.outgoing_events import (
    EndpointDisabledError,
    EndpointNotFoundError,
    EndpointsFullError,
    EventDelivery,
    EventDeliveryPage,
    EventKeptError,
    EventNotFoundError,
    EventState,
    EventType,
    NewEndpoint,
    WebhookEndpoint,
)
from kindregards.store.companies import Companies
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.outbox_queue import ENDPOINT_TABLE, SECRET_COLUMN, cancel_waiting
from kindregards.store.rows import insert_row
from kindregards.store.tables import OutgoingEventTable, WebhookEndpointTable

MOST_ENDPOINTS = 20
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class WebhookEndpoints:
    """Adds, lists and removes endpoints; shows and replays deliveries."""

    database: Database
    companies: Companies

    async def add(self, company_id: str, new: NewEndpoint, *, now: datetime) -> tuple[WebhookEndpoint, str]:
        """Keep an endpoint; return it with its signing secret, for the only time. Raise EndpointsFullError."""
        return await self.database.write(lambda session: self._add(session, company_id, new, now))

    async def all(self, company_id: str, *, is_test: bool) -> Sequence[WebhookEndpoint]:
        """Return the endpoints of one mode, oldest first."""
        return await self.database.read(lambda session: _all(session, company_id, is_test=is_test))

    async def remove(self, company_id: str, endpoint_id: str, *, is_test: bool, now: datetime) -> None:
        """Forget an endpoint and its secret, and cancel what waits for it; raise EndpointNotFoundError."""

        def work(session: Session) -> None:
            endpoint = _find(session, company_id, endpoint_id, is_test=is_test)
            endpoint.deleted_at = now
            endpoint.sealed_secret = None
            cancel_waiting(session, endpoint_id, now)

        await self.database.write(work)

    async def deliveries(
        self, company_id: str, endpoint_id: str, *, is_test: bool, limit: int, after: str | None
    ) -> EventDeliveryPage:
        """Return a page of the log, newest first; raise EndpointNotFoundError."""

        def work(session: Session) -> EventDeliveryPage:
            _find(session, company_id, endpoint_id, is_test=is_test)
            return _page(session, endpoint_id, limit, after)

        return await self.database.read(work)

    async def replay(
        self, company_id: str, endpoint_id: str, delivery_id: str, *, is_test: bool, now: datetime
    ) -> EventDelivery:
        """Let an event be sent once more, under the same id and with a day's patience."""

        def work(session: Session) -> EventDelivery:
            endpoint = _find(session, company_id, endpoint_id, is_test=is_test)
            event = _find_event(session, endpoint_id, delivery_id)
            _refuse_unless_replayable(endpoint, event)
            _replay(session, event, now)
            return _delivery(event)

        return await self.database.write(work)

    def _add(self, session: Session, company_id: str, new: NewEndpoint, now: datetime) -> tuple[WebhookEndpoint, str]:
        _refuse_when_full(session, company_id, is_test=new.is_test)
        endpoint_id = new_id()
        secret = f"whsec_{base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()}"
        key = self.companies.key(session, company_id)
        insert_row(
            session,
            WebhookEndpointTable,
            id=endpoint_id,
            company_id=company_id,
            url=new.url,
            events=list(new.events),
            pre_tell=new.pre_tell,
            is_test=new.is_test,
            sealed_secret=key.seal(secret, table=ENDPOINT_TABLE, row=endpoint_id, column=SECRET_COLUMN),
            created_at=now,
        )
        return _endpoint(_find(session, company_id, endpoint_id, is_test=new.is_test)), secret


def _refuse_when_full(session: Session, company_id: str, *, is_test: bool) -> None:
    count = session.execute(
        select(func.count())
        .select_from(WebhookEndpointTable)
        .where(col(WebhookEndpointTable.company_id) == company_id)
        .where(col(WebhookEndpointTable.is_test).is_(is_test))
        .where(col(WebhookEndpointTable.deleted_at).is_(None))
    ).scalar_one()
    if count >= MOST_ENDPOINTS:
        raise EndpointsFullError(f"There are {count} webhook endpoints already, the most there can be. Delete one.")


def _all(session: Session, company_id: str, *, is_test: bool) -> tuple[WebhookEndpoint, ...]:
    rows = session.scalars(
        select(WebhookEndpointTable)
        .where(col(WebhookEndpointTable.company_id) == company_id)
        .where(col(WebhookEndpointTable.is_test).is_(is_test))
        .where(col(WebhookEndpointTable.deleted_at).is_(None))
        .order_by(col(WebhookEndpointTable.id))
    )
    return tuple(_endpoint(row) for row in rows)


def _find(session: Session, company_id: str, endpoint_id: str, *, is_test: bool) -> WebhookEndpointTable:
    row = session.scalars(
        select(WebhookEndpointTable)
        .where(col(WebhookEndpointTable.company_id) == company_id)
        .where(col(WebhookEndpointTable.id) == endpoint_id)
        .where(col(WebhookEndpointTable.is_test).is_(is_test))
        .where(col(WebhookEndpointTable.deleted_at).is_(None))
    ).one_or_none()
    if row is None:
        raise EndpointNotFoundError(
            f"There is no webhook endpoint {endpoint_id}. GET /v1/webhook-endpoints lists those there are."
        )
    return row


def _page(session: Session, endpoint_id: str, limit: int, after: str | None) -> EventDeliveryPage:
    statement = select(OutgoingEventTable).where(col(OutgoingEventTable.endpoint_id) == endpoint_id)
    if after is not None:
        statement = statement.where(col(OutgoingEventTable.id) < after)
    rows = session.scalars(statement.order_by(col(OutgoingEventTable.id).desc()).limit(limit + 1)).all()
    shown = rows[:limit]
    return EventDeliveryPage(
        deliveries=tuple(_delivery(row) for row in shown),
        next_after=shown[-1].id if len(rows) > limit else None,
    )


def _find_event(session: Session, endpoint_id: str, delivery_id: str) -> OutgoingEventTable:
    row = session.scalars(
        select(OutgoingEventTable)
        .where(col(OutgoingEventTable.endpoint_id) == endpoint_id)
        .where(col(OutgoingEventTable.id) == delivery_id)
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise EventNotFoundError(f"Webhook endpoint {endpoint_id} has no delivery {delivery_id}.")
    return row


def _refuse_unless_replayable(endpoint: WebhookEndpointTable, event: OutgoingEventTable) -> None:
    if event.state == EventState.KEPT:
        raise EventKeptError(f"Delivery {event.id} is about a test application; nothing of it leaves the house.")
    if endpoint.disabled_at is not None:
        raise EndpointDisabledError(
            f"Webhook endpoint {endpoint.id} answered 410 Gone and is disabled. Add a new endpoint instead."
        )


def _replay(session: Session, event: OutgoingEventTable, now: datetime) -> None:
    """Make the event due, and with it those that would wait behind it."""
    if event.state != EventState.WAITING:
        event.state = EventState.WAITING
        event.tries = 0
        event.settled_at = None
    session.execute(
        update(OutgoingEventTable)
        .where(col(OutgoingEventTable.endpoint_id) == event.endpoint_id)
        .where(col(OutgoingEventTable.application_id) == event.application_id)
        .where(col(OutgoingEventTable.state) == EventState.WAITING)
        .where(col(OutgoingEventTable.id) >= event.id)
        .values(next_try_at=now)
    )
    session.refresh(event)


def _endpoint(row: WebhookEndpointTable) -> WebhookEndpoint:
    return WebhookEndpoint(
        id=row.id,
        url=row.url,
        events=tuple(EventType(name) for name in row.events),
        pre_tell=row.pre_tell,
        is_test=row.is_test,
        created_at=row.created_at,
        disabled_at=row.disabled_at,
    )


def _delivery(row: OutgoingEventTable) -> EventDelivery:
    state = EventState(row.state)
    return EventDelivery(
        id=row.id,
        type=EventType(row.type),
        application_id=row.application_id,
        state=state,
        tries=row.tries,
        last_status=row.last_status,
        last_error=row.last_error,
        created_at=row.created_at,
        last_tried_at=row.last_tried_at,
        next_try_at=row.next_try_at if state is EventState.WAITING else None,
        settled_at=row.settled_at,
        data=row.payload,
    )
