"""Deliveries, attempts and provider events of a letter, as values and back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, select, text, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.channels import Channel
from kindregards.domain.deliveries import Attempt, AttemptState, DeliveryState, delivery_state
from kindregards.domain.dispatching import AfterAttempt, after_attempt
from kindregards.domain.letters import LetterState
from kindregards.domain.provider_events import EventKind, EventReason, ProviderEvent, Severity
from kindregards.domain.watching import first_check
from kindregards.store.rows import change_row
from kindregards.store.tables import AttemptTable, DeliveryTable, LetterTable, ProviderEventTable

IN_DOUBT = text("deliveries.state IN ('ambiguous', 'held')")
"""Deliveries that nobody knows about; in literals, or SQLite does not see that their index serves."""

TROUBLE = (
    "state IN ('rejected_by_provider', 'undeliverable_permanent', 'undeliverable_transient', "
    "'bounced_after_delivery', 'delivery_unknown', 'expired', 'suppressed')"
)
IN_TROUBLE = text(f"deliveries.{TROUBLE}")
"""Deliveries that a candidate surely or perhaps never got; in literals, as above."""

IS_WAITING = text("letters.state = 'pending'")
"""Letters that have not begun to leave; in literals, as above."""

IS_WRITTEN = text("letters.state <> 'draft'")
"""Letters of decisions, not those that lie beside a case; in literals, as above."""

BY_REPORT = "report"
"""A provider's report, come by itself or looked up, ended the doubt."""


_DELIVERIES = (
    select(DeliveryTable)
    .where(col(DeliveryTable.letter_id) == bindparam("letter_id"))
    .order_by(col(DeliveryTable.position))
)
_ATTEMPTS = (
    select(AttemptTable).where(col(AttemptTable.letter_id) == bindparam("letter_id")).order_by(col(AttemptTable.number))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFile:
    """One delivery with everything its state follows from."""

    id: str
    channel: Channel
    position: int
    state: DeliveryState
    next_try_at: datetime | None
    attempts: tuple[Attempt, ...]
    events: tuple[ProviderEvent, ...]
    stopped: DeliveryState | None = None
    held_at: datetime | None = None
    silent_at: datetime | None = None
    slot_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Say whether this channel did not reach the person and is not tried again of its own accord."""
        if self.state is DeliveryState.READY and self.attempts:
            return after_attempt(self.attempts) in {AfterAttempt.NEXT_CHANNEL, AfterAttempt.HOLD}
        return self.state.has_failed

    @property
    def waits_for_person(self) -> bool:
        """Say whether only a person may let this channel be tried again."""
        is_ready = self.state is DeliveryState.READY and self.attempts and self.next_try_at is None
        return bool(is_ready) and after_attempt(self.attempts) is AfterAttempt.HOLD

    def projected(self, letter_state: str) -> DeliveryState:
        """Return the state that follows from the ledger, whatever is stored."""
        return delivery_state(
            cancelled=letter_state == LetterState.CANCELLED,
            suppressed=self.stopped is DeliveryState.SUPPRESSED,
            expired=self.stopped is DeliveryState.EXPIRED,
            attempts=self.attempts,
            events=self.events,
            held=self.held_at is not None,
            silent=self.silent_at is not None,
        )


def deliveries_of(session: Session, letter_id: str) -> tuple[DeliveryFile, ...]:
    """Return a letter's deliveries in ladder order."""
    rows = session.scalars(_DELIVERIES, {"letter_id": letter_id}).all()
    if not rows:
        return ()
    attempts = session.scalars(_ATTEMPTS, {"letter_id": letter_id}).all()
    events = events_about(session, [each.id for each in attempts])
    return files_of(rows, attempts, events)


def deliveries_of_all(session: Session, letter_ids: Sequence[str]) -> dict[str, tuple[DeliveryFile, ...]]:
    """Return the deliveries of several letters, each in ladder order, by as many queries as for one."""
    rows = session.scalars(
        select(DeliveryTable)
        .where(col(DeliveryTable.letter_id).in_(letter_ids))
        .order_by(col(DeliveryTable.letter_id), col(DeliveryTable.position))
    ).all()
    attempts = session.scalars(
        select(AttemptTable).where(col(AttemptTable.letter_id).in_(letter_ids)).order_by(col(AttemptTable.number))
    ).all()
    files = files_of(rows, attempts, events_about(session, [each.id for each in attempts]))
    found: dict[str, tuple[DeliveryFile, ...]] = dict.fromkeys(letter_ids, ())
    for row, file in zip(rows, files, strict=True):
        found[row.letter_id] += (file,)
    return found


def files_of(
    rows: Sequence[DeliveryTable], attempts: Sequence[AttemptTable], events: Sequence[ProviderEvent]
) -> tuple[DeliveryFile, ...]:
    """Return deliveries, each with its own of these attempts and events."""
    own = defaultdict(list)
    for attempt in attempts:
        own[attempt.delivery_id].append(attempt)
    told = defaultdict(list)
    for event in events:
        told[event.attempt_id].append(event)
    return tuple(_file(row, own[row.id], [each for a in own[row.id] for each in told[a.id]]) for row in rows)


def recompute(session: Session, letter: LetterTable, delivery: DeliveryFile, now: datetime) -> DeliveryFile:
    """Store what follows from a delivery's attempts and events, and return it as it now stands."""
    attempts = tuple(_without_doubt(session, attempt, delivery.events) for attempt in delivery.attempts)
    known = replace(delivery, attempts=attempts)
    state = known.projected(letter.state)
    if state is not delivery.state:
        look_at = first_check(state, attempts, now)
        change_row(session, DeliveryTable, delivery.id, state=state, next_check_at=look_at, updated_at=now)
    return replace(known, state=state)


def _without_doubt(session: Session, attempt: Attempt, events: Sequence[ProviderEvent]) -> Attempt:
    """Mark an attempt in doubt as sent where a report about it proves that, or it would stay open for ever."""
    proof = next((event for event in events if event.attempt_id == attempt.id), None)
    if attempt.state is not AttemptState.AMBIGUOUS or proof is None:
        return attempt
    message_id = attempt.provider_message_id or proof.provider_message_id
    session.execute(
        update(AttemptTable)
        .where(col(AttemptTable.id) == attempt.id)
        .values(
            state=AttemptState.RESOLVED_SENT,
            provider=proof.provider,
            provider_message_id=message_id,
            resolved_by=BY_REPORT,
        )
    )
    return replace(attempt, state=AttemptState.RESOLVED_SENT, provider=proof.provider, provider_message_id=message_id)


def event_of(row: ProviderEventTable) -> ProviderEvent:
    """Return the event behind a row, without its raw body."""
    return ProviderEvent(
        provider=row.provider,
        event_key=row.event_key,
        kind=EventKind(row.kind),
        occurred_at=row.occurred_at,
        attempt_id=row.attempt_id,
        provider_message_id=row.provider_message_id,
        severity=Severity(row.severity),
        reason=EventReason(row.reason) if row.reason else None,
        error_code=row.error_code,
        machine=row.machine,
    )


def events_about(session: Session, attempt_ids: Sequence[str]) -> tuple[ProviderEvent, ...]:
    """Return what was reported about these attempts, in the order in which it came in."""
    if not attempt_ids:
        return ()
    rows = session.scalars(
        select(ProviderEventTable)
        .where(col(ProviderEventTable.attempt_id).in_(attempt_ids))
        .order_by(col(ProviderEventTable.id))
    )
    return tuple(event_of(row) for row in rows)


def _file(row: DeliveryTable, attempts: Sequence[AttemptTable], events: Sequence[ProviderEvent]) -> DeliveryFile:
    return DeliveryFile(
        id=row.id,
        channel=Channel(row.channel),
        position=row.position,
        state=DeliveryState(row.state),
        next_try_at=row.next_try_at,
        attempts=tuple(_attempt(each) for each in attempts),
        events=tuple(events),
        stopped=DeliveryState(row.stopped) if row.stopped else None,
        held_at=row.held_at,
        silent_at=row.silent_at,
        slot_at=row.slot_at,
    )


def _attempt(row: AttemptTable) -> Attempt:
    return Attempt(
        id=row.id,
        number=row.number,
        state=AttemptState(row.state),
        provider=row.provider or "",
        provider_message_id=row.provider_message_id,
        error_code=row.error_code,
        started_at=row.started_at,
        finished_at=row.finished_at,
        absences=row.absences,
        looked_up_at=row.looked_up_at,
        resolved_by=row.resolved_by,
    )
