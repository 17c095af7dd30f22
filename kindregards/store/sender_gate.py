"""The gate before a sender: its circuit and its pace, shared by all workers through the database."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.channels import Channel, SendResult
from kindregards.domain.circuits import Cause, Circuit, after_answer, closed_until, on_trial
from kindregards.domain.outgoing_events import EventType, rfc3339
from kindregards.domain.pacing import Pace
from kindregards.domain.pausing import look_again_at
from kindregards.store.outbox import publish_for_company
from kindregards.store.pacing import book_slot, held_sender
from kindregards.store.pauses import paused_since
from kindregards.store.rows import change_row
from kindregards.store.tables import DeliveryTable, SenderTable

log = logging.getLogger(__name__)

SLOT_LASTS = timedelta(minutes=5)
"""A place in line that was not used by then is gone: letters that waited for something else must not come at once."""


@dataclass(frozen=True, slots=True)
class SenderGate:
    """Lets letters through to their senders."""

    paces: Mapping[Channel, Pace] = field(default_factory=dict)

    def closed_until(
        self, session: Session, company_id: str, channel: Channel, delivery_id: str, now: datetime
    ) -> datetime | None:
        """Return when a letter may come back, or None when it may go now; then its place in line is used up."""
        paused_at = paused_since(session, company_id)
        if paused_at is not None:
            return look_again_at(paused_at, now, seed=delivery_id)
        until = _circuit_closed_until(session, company_id, channel, delivery_id, now)
        if until is not None or channel not in self.paces:
            return until
        return self._turn(session, company_id, channel, delivery_id, now)

    def _turn(
        self, session: Session, company_id: str, channel: Channel, delivery_id: str, now: datetime
    ) -> datetime | None:
        """Take a place in line once, and wait for it."""
        slot_at = session.execute(
            select(col(DeliveryTable.slot_at)).where(col(DeliveryTable.id) == delivery_id)
        ).scalar_one()
        if slot_at is None or now - slot_at > SLOT_LASTS:
            slot_at = book_slot(session, company_id, channel, self.paces[channel], now)
        waits = slot_at > now
        change_row(session, DeliveryTable, delivery_id, slot_at=slot_at if waits else None)
        return slot_at if waits else None


def heard(session: Session, company_id: str, channel: Channel, result: SendResult, now: datetime) -> datetime | None:
    """Write down how a sender fared; return when it is tried again while its circuit is open.

    The first to see it open tells the operators, once: by an event, the log and a metric.
    """
    before = _circuit(session, company_id, channel)
    if before.is_well and after_answer(before, result, now).is_well and not result.retry_after:
        return None
    row = held_sender(session, company_id, channel, now)
    known = _of(row)
    after = after_answer(known, result, now)
    for name in _NAMES:
        setattr(row, name, getattr(after, name))
    row.updated_at = now
    session.flush()
    if (known.stopped_at is None) != (after.stopped_at is None):
        _alert(session, company_id, channel, after, known, now)
    return after.retry_at if after.stopped_at else None


def _circuit_closed_until(
    session: Session, company_id: str, channel: Channel, delivery_id: str, now: datetime
) -> datetime | None:
    circuit = _circuit(session, company_id, channel)
    until = closed_until(circuit, now, seed=delivery_id)
    if until is not None or circuit.stopped_at is None:
        return until
    row = held_sender(session, company_id, channel, now)
    # Somebody else may have taken the trial meanwhile.
    until = closed_until(_of(row), now, seed=delivery_id)
    if until is None and row.stopped_at is not None:
        row.retry_at = on_trial(_of(row), now).retry_at
        session.flush()
    return until


_NAMES = tuple(each.name for each in fields(Circuit))
_COLUMNS = tuple(getattr(SenderTable, name) for name in _NAMES)


def _circuit(session: Session, company_id: str, channel: Channel) -> Circuit:
    row = session.execute(
        select(*_COLUMNS).where(col(SenderTable.company_id) == company_id).where(col(SenderTable.name) == channel)
    ).one_or_none()
    return _from(dict(row._mapping)) if row else Circuit()  # noqa: SLF001 -- SQLAlchemy's documented name


def _of(row: SenderTable) -> Circuit:
    return _from({name: getattr(row, name) for name in _NAMES})


def _from(values: dict[str, object]) -> Circuit:
    cause = values.pop("cause")
    return Circuit(cause=Cause(str(cause)) if cause else None, **values)  # type: ignore[arg-type] # columns of its names


def _alert(session: Session, company_id: str, channel: Channel, after: Circuit, before: Circuit, now: datetime) -> None:
    """Tell the operators that a sender stopped, or goes again."""
    stopped = after.stopped_at is not None
    told = after if stopped else before
    codes = {"channel": channel, "provider": told.provider, "cause": told.cause, "error_code": told.error_code}
    if stopped:
        log.error("sender_stopped", extra=codes)
    else:
        log.warning("sender_recovered", extra=codes)
    publish_for_company(
        session,
        company_id,
        EventType.SENDER_STOPPED if stopped else EventType.SENDER_RECOVERED,
        now=now,
        stopped_at=rfc3339(told.stopped_at or now),
        **codes,
    )
