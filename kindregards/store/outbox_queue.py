"""Events that wait for their receivers: leased, tried again, in order per endpoint and application."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, exists, or_, select, update
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from kindregards.domain.outgoing_events import EventState, next_try
from kindregards.domain.ports.outbox import Parcel, Receipt, Reception
from kindregards.store.companies import Companies
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.rows import chosen_once
from kindregards.store.tables import OutgoingEventTable, WebhookEndpointTable

LEASE = timedelta(seconds=60)
"""Well beyond the longest delivery, so that only a dead courier's events are tried by another."""
ENDPOINT_TABLE = "webhook_endpoints"
SECRET_COLUMN = "sealed_secret"  # noqa: S105 -- the name of a column
_ENDPOINT_DISABLED = "endpoint_disabled"


@dataclass(frozen=True, slots=True)
class Outbox:
    """The queue, as the courier sees it."""

    database: Database
    companies: Companies

    async def lines(self, *, now: datetime) -> Sequence[str]:
        """Return the ids of endpoints for which something is due."""
        return await self.database.read(lambda session: _lines(session, now))

    async def claim(self, endpoint_id: str, *, limit: int, now: datetime) -> Sequence[Parcel]:
        """Lease the earliest due event of up to `limit` applications; cancel all of a disabled endpoint's."""
        return await self.database.write(lambda session: self._claim(session, endpoint_id, limit, now))

    async def settle(self, parcel: Parcel, receipt: Receipt, *, now: datetime) -> None:
        """Record how it went where the lease is still ours."""
        await self.database.write(lambda session: _settle(session, parcel, receipt, now))

    def _claim(self, session: Session, endpoint_id: str, limit: int, now: datetime) -> tuple[Parcel, ...]:
        endpoint = session.get_one(WebhookEndpointTable, endpoint_id)
        if endpoint.disabled_at is not None or endpoint.deleted_at is not None:
            cancel_waiting(session, endpoint_id, now)
            return ()
        key = self.companies.key(session, endpoint.company_id)
        secret = key.open(endpoint.sealed_secret, table=ENDPOINT_TABLE, row=endpoint_id, column=SECRET_COLUMN) or ""
        token = new_id()
        claimed = session.execute(
            update(OutgoingEventTable)
            .where(col(OutgoingEventTable.id).in_(chosen_once(_earliest_due(endpoint_id, limit, now))))
            .values(lease_token=token, lease_until=now + LEASE)
            .returning(
                col(OutgoingEventTable.id),
                col(OutgoingEventTable.type),
                col(OutgoingEventTable.created_at),
                col(OutgoingEventTable.payload),
            )
        ).all()
        return tuple(
            Parcel(
                id=row.id,
                lease_token=token,
                url=endpoint.url,
                secret=secret,
                type=row.type,
                created_at=row.created_at,
                data=row.payload,
            )
            for row in sorted(claimed, key=lambda row: row.id)
        )


def cancel_waiting(session: Session, endpoint_id: str, now: datetime) -> None:
    """Give up what an endpoint will not hear any more."""
    session.execute(
        update(OutgoingEventTable)
        .where(col(OutgoingEventTable.endpoint_id) == endpoint_id)
        .where(col(OutgoingEventTable.state) == EventState.WAITING)
        .values(state=EventState.CANCELLED, last_error=_ENDPOINT_DISABLED, settled_at=now)
    )


def _lines(session: Session, now: datetime) -> tuple[str, ...]:
    due = (
        exists()
        .where(col(OutgoingEventTable.endpoint_id) == col(WebhookEndpointTable.id))
        .where(col(OutgoingEventTable.state) == EventState.WAITING)
        .where(col(OutgoingEventTable.next_try_at) <= now)
    )
    return tuple(session.scalars(select(col(WebhookEndpointTable.id)).where(due)))


def _earliest_due(endpoint_id: str, limit: int, now: datetime) -> Select[str]:
    event, earlier = aliased(OutgoingEventTable), aliased(OutgoingEventTable)
    waits_behind = (
        exists()
        .where(col(earlier.endpoint_id) == endpoint_id)
        .where(col(earlier.application_id) == col(event.application_id))
        .where(col(earlier.state) == EventState.WAITING)
        .where(col(earlier.id) < col(event.id))
    )
    return (
        select(col(event.id))
        .where(col(event.endpoint_id) == endpoint_id)
        .where(col(event.state) == EventState.WAITING)
        .where(col(event.next_try_at) <= now)
        .where(or_(col(event.lease_until).is_(None), col(event.lease_until) <= now))
        .where(~waits_behind)
        .order_by(col(event.next_try_at), col(event.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


def _settle(session: Session, parcel: Parcel, receipt: Receipt, now: datetime) -> None:
    event = session.scalars(
        select(OutgoingEventTable)
        .where(col(OutgoingEventTable.id) == parcel.id)
        .where(col(OutgoingEventTable.lease_token) == parcel.lease_token)
        .where(col(OutgoingEventTable.state) == EventState.WAITING)
        .with_for_update()
    ).one_or_none()
    if event is None:
        return
    event.tries += 1
    event.last_tried_at = now
    event.last_status = receipt.status
    event.last_error = receipt.error
    event.lease_token = event.lease_until = None
    match receipt.reception:
        case Reception.TAKEN:
            _end(event, EventState.DELIVERED, now)
        case Reception.NOT_TAKEN:
            _put_off(session, event, receipt.retry_after, now)
        case Reception.GONE:
            _end(event, EventState.FAILED, now)
            _disable(session, event.endpoint_id, now)


def _end(event: OutgoingEventTable, state: EventState, now: datetime) -> None:
    event.state = state
    event.settled_at = now


def _put_off(session: Session, event: OutgoingEventTable, retry_after: datetime | None, now: datetime) -> None:
    """Plan the next try, or give up after a day."""
    at = next_try(failed_tries=event.tries, now=now, retry_after=retry_after)
    if at is None:
        _end(event, EventState.FAILED, now)
        return
    event.next_try_at = at
    # Those behind it wait anyway; saying so keeps a dead receiver's backlog out of every look for work.
    session.execute(
        update(OutgoingEventTable)
        .where(col(OutgoingEventTable.endpoint_id) == event.endpoint_id)
        .where(col(OutgoingEventTable.application_id) == event.application_id)
        .where(col(OutgoingEventTable.state) == EventState.WAITING)
        .where(col(OutgoingEventTable.id) > event.id)
        .where(col(OutgoingEventTable.next_try_at) < at)
        .values(next_try_at=at)
    )


def _disable(session: Session, endpoint_id: str, now: datetime) -> None:
    session.execute(
        update(WebhookEndpointTable)
        .where(col(WebhookEndpointTable.id) == endpoint_id)
        .where(col(WebhookEndpointTable.disabled_at).is_(None))
        .values(disabled_at=now)
    )
    cancel_waiting(session, endpoint_id, now)
