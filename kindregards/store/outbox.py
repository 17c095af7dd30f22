"""Writing down what neighbour systems are told, in the same transaction as what happened."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.journey import ApplicationRef
from kindregards.domain.outgoing_events import Audience, EventState, EventType
from kindregards.store.identifiers import new_id
from kindregards.store.tables import ApplicationTable, OutgoingEventTable, WebhookEndpointTable


class _Listener(NamedTuple):
    """An endpoint that may hear of something."""

    id: str
    events: Sequence[str]
    pre_tell: bool
    is_test: bool

    def hears(self, event_type: EventType, audience: Audience) -> bool:
        match audience:
            case Audience.EVERYBODY:
                is_time = True
            case Audience.BEFORE_TELLING:
                is_time = self.pre_tell
            case Audience.AT_TELLING:
                is_time = not self.pre_tell
        return is_time and event_type in self.events


_LISTENERS = (
    select(
        col(WebhookEndpointTable.id),
        col(WebhookEndpointTable.events),
        col(WebhookEndpointTable.pre_tell),
        col(WebhookEndpointTable.is_test),
    )
    .where(col(WebhookEndpointTable.company_id) == bindparam("company_id"))
    .where(col(WebhookEndpointTable.disabled_at).is_(None))
    .where(col(WebhookEndpointTable.deleted_at).is_(None))
)


def anybody_listens(session: Session, company_id: str) -> bool:
    """Say whether a company has any endpoint: one look into an index, mostly at nothing."""
    return bool(_listeners(session, company_id))


def publish(
    session: Session,
    ref: ApplicationRef,
    event_type: EventType,
    *,
    now: datetime,
    audience: Audience = Audience.EVERYBODY,
    **codes: object,
) -> None:
    """Write an event for every endpoint that may hear it; `codes` are ids, codes and times as text, never people."""
    listeners = [each for each in _listeners(session, ref.company_id) if each.hears(event_type, audience)]
    if not listeners:
        return
    application = session.execute(
        select(col(ApplicationTable.external_id), col(ApplicationTable.stage), col(ApplicationTable.is_test))
        .where(col(ApplicationTable.company_id) == ref.company_id)
        .where(col(ApplicationTable.id) == ref.application_id)
    ).one()
    data = {
        "application_id": ref.application_id,
        "external_id": application.external_id,
        "stage": application.stage,
        **codes,
    }
    hearing = [listener for listener in listeners if listener.is_test == application.is_test]
    rows = [_row(ref, listener, event_type, data, now) for listener in hearing]
    if rows:
        session.execute(insert(OutgoingEventTable), rows)


def publish_for_company(
    session: Session, company_id: str, event_type: EventType, *, now: datetime, **codes: object
) -> None:
    """Write an event that is about no application, for every endpoint but those of tests."""
    hearing = [each for each in _listeners(session, company_id) if event_type in each.events and not each.is_test]
    ref = ApplicationRef(company_id=company_id, application_id="")
    if hearing:
        session.execute(
            insert(OutgoingEventTable), [_row(ref, listener, event_type, codes, now) for listener in hearing]
        )


def _listeners(session: Session, company_id: str) -> list[_Listener]:
    return [_Listener(*row) for row in session.execute(_LISTENERS, {"company_id": company_id})]


def _row(
    ref: ApplicationRef, listener: _Listener, event_type: EventType, data: Mapping[str, object], now: datetime
) -> dict[str, object]:
    """Return the row for one endpoint; about a test application it is written down and never sent."""
    return {
        "id": new_id(),
        "company_id": ref.company_id,
        "endpoint_id": listener.id,
        "application_id": ref.application_id,
        "type": event_type,
        "payload": data,
        "state": EventState.KEPT if listener.is_test else EventState.WAITING,
        "tries": 0,
        "created_at": now,
        "next_try_at": now,
        "settled_at": now if listener.is_test else None,
    }
