"""One letter on one channel: its attempts, and its state as a pure function of attempts and events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from kindregards.domain.provider_events import EventKind, ProviderEvent, Severity


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    SCHEDULED = "scheduled"
    READY = "ready"
    DISPATCHING = "dispatching"
    ACCEPTED = "accepted"
    IN_TRANSIT = "in_transit"
    DELIVERED = "delivered"
    SUPPRESSED = "suppressed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    REJECTED_BY_PROVIDER = "rejected_by_provider"
    UNDELIVERABLE_PERMANENT = "undeliverable_permanent"
    UNDELIVERABLE_TRANSIENT = "undeliverable_transient"
    AMBIGUOUS = "ambiguous"
    DELIVERY_UNKNOWN = "delivery_unknown"
    BOUNCED_AFTER_DELIVERY = "bounced_after_delivery"
    HELD = "held"

    @property
    def has_left(self) -> bool:
        """Say whether a provider has taken the letter and nothing says that it came back."""
        return self in _LEFT

    @property
    def has_failed(self) -> bool:
        """Say whether this channel will not reach the person, so that the next one is tried."""
        return self in _FAILED

    @property
    def may_have_left(self) -> bool:
        """Say whether the candidate may know, so that undoing in silence is over."""
        return self in _LEFT | {DeliveryState.DISPATCHING, DeliveryState.AMBIGUOUS, *_CAME_BACK}


_LEFT = frozenset(
    {DeliveryState.ACCEPTED, DeliveryState.IN_TRANSIT, DeliveryState.DELIVERED, DeliveryState.DELIVERY_UNKNOWN}
)
_CAME_BACK = frozenset(
    {
        DeliveryState.UNDELIVERABLE_PERMANENT,
        DeliveryState.UNDELIVERABLE_TRANSIENT,
        DeliveryState.BOUNCED_AFTER_DELIVERY,
    }
)
_FAILED = _CAME_BACK | {DeliveryState.REJECTED_BY_PROVIDER, DeliveryState.SUPPRESSED}


class AttemptState(StrEnum):
    """What is known about one try; `reserved` was surely not sent, `in_flight` may be."""

    RESERVED = "reserved"
    IN_FLIGHT = "in_flight"
    ACCEPTED = "accepted"
    NOT_SENT = "not_sent"
    REFUSED = "refused"
    OPTED_OUT = "opted_out"
    MISCONFIGURED = "misconfigured"
    AMBIGUOUS = "ambiguous"
    RESOLVED_SENT = "resolved_sent"
    RESOLVED_NOT_SENT = "resolved_not_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try of a delivery; `number` counts from 1, `absences` how often its provider said it knows nothing of it."""

    id: str
    number: int
    state: AttemptState
    provider: str
    provider_message_id: str | None = None
    error_code: str | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    absences: int = 0
    looked_up_at: datetime | None = None
    resolved_by: str | None = None


def delivery_state(  # noqa: PLR0913 -- each flag is one stored fact of a delivery
    *,
    cancelled: bool,
    suppressed: bool,
    expired: bool,
    attempts: Sequence[Attempt],
    events: Iterable[ProviderEvent],
    held: bool = False,
    silent: bool = False,
) -> DeliveryState:
    """Return the state; any order and any repetition of the same events gives the same one.

    What providers report beats what we meant: a cancelled letter that left is not cancelled. The flags count only
    while nothing can have left (`held` also over doubt). `silent` says that polling has ended without an answer.
    An event that names an attempt by our id or by its message id belongs to it and proves that the provider has it;
    one that names none belongs to the last attempt that was taken; one with a strange attempt id counts for nothing.
    """
    stopped = _stopped(cancelled=cancelled, suppressed=suppressed, expired=expired, held=held)
    states = _attempt_states(attempts, frozenset(events))
    if DeliveryState.DELIVERED in states:
        return DeliveryState.DELIVERED
    state = states[-1] if states else DeliveryState.SCHEDULED
    if _is_unsent(state, attempts):
        return stopped or state
    if held and state is DeliveryState.AMBIGUOUS:
        return DeliveryState.HELD
    if silent and state in {DeliveryState.ACCEPTED, DeliveryState.IN_TRANSIT}:
        return DeliveryState.DELIVERY_UNKNOWN
    return state


def _stopped(*, cancelled: bool, suppressed: bool, expired: bool, held: bool) -> DeliveryState | None:
    flags = (
        (cancelled, DeliveryState.CANCELLED),
        (suppressed, DeliveryState.SUPPRESSED),
        (expired, DeliveryState.EXPIRED),
        (held, DeliveryState.HELD),
    )
    return next((state for flag, state in flags if flag), None)


def _is_unsent(state: DeliveryState, attempts: Sequence[Attempt]) -> bool:
    if state is DeliveryState.DISPATCHING:
        return _latest(attempts).state is AttemptState.RESERVED
    return state in {DeliveryState.SCHEDULED, DeliveryState.READY}


def _latest(attempts: Sequence[Attempt]) -> Attempt:
    return max(attempts, key=lambda attempt: attempt.number)


def _attempt_states(attempts: Sequence[Attempt], events: frozenset[ProviderEvent]) -> tuple[DeliveryState, ...]:
    """Return each attempt's state in the order of their numbers."""
    ordered = sorted(attempts, key=lambda attempt: attempt.number)
    named = {attempt.id: {event for event in events if _names(event, attempt)} for attempt in ordered}
    unnamed = {event for event in events if event.attempt_id is None and not _is_named(event, ordered)}
    states = {attempt.id: _state_of(attempt, named[attempt.id]) for attempt in ordered}
    taken = next((attempt for attempt in reversed(ordered) if states[attempt.id] in _LEFT), None)
    if taken is not None:
        states[taken.id] = _after_events(named[taken.id] | unnamed, known=DeliveryState.ACCEPTED)
    return tuple(states[attempt.id] for attempt in ordered)


def _names(event: ProviderEvent, attempt: Attempt) -> bool:
    if event.attempt_id is not None:
        return event.attempt_id == attempt.id
    return attempt.provider_message_id is not None and event.provider_message_id == attempt.provider_message_id


def _is_named(event: ProviderEvent, attempts: Sequence[Attempt]) -> bool:
    return any(_names(event, attempt) for attempt in attempts)


def _state_of(  # noqa: PLR0911 -- one answer per state
    attempt: Attempt, events: set[ProviderEvent]
) -> DeliveryState:
    # An event under our id proves that the provider has the letter, whatever we believed about the attempt.
    if events:
        return _after_events(events, known=DeliveryState.ACCEPTED)
    match attempt.state:
        case AttemptState.RESERVED | AttemptState.IN_FLIGHT:
            return DeliveryState.DISPATCHING
        case AttemptState.ACCEPTED | AttemptState.RESOLVED_SENT:
            return DeliveryState.ACCEPTED
        case AttemptState.NOT_SENT | AttemptState.MISCONFIGURED | AttemptState.RESOLVED_NOT_SENT:
            return DeliveryState.READY
        case AttemptState.REFUSED:
            return DeliveryState.REJECTED_BY_PROVIDER
        case AttemptState.OPTED_OUT:
            return DeliveryState.SUPPRESSED
        case AttemptState.AMBIGUOUS:
            return DeliveryState.AMBIGUOUS
        case _ as never:
            assert_never(never)


_ARRIVED = frozenset({EventKind.DELIVERED, EventKind.OPENED, EventKind.CLICKED})
_TRAVELLING = frozenset({EventKind.QUEUED, EventKind.SENT, EventKind.DEFERRED})
_FAILURE = frozenset({EventKind.BOUNCED, EventKind.REJECTED, EventKind.FAILED})


def _after_events(events: set[ProviderEvent], *, known: DeliveryState) -> DeliveryState:
    """Return the furthest state that the events reach: failure over arrival over travelling over what was known.

    Providers may report "delivered" before "processed", so the order of arrival says nothing. Complaints, replies and
    unsubscribing are facts about the person and leave the state alone.
    """
    kinds = {event.kind for event in events}
    if failures := {event.severity for event in events if event.kind in _FAILURE}:
        if kinds & _ARRIVED:
            return DeliveryState.BOUNCED_AFTER_DELIVERY
        lasting = failures & {Severity.PERMANENT, Severity.POLICY}
        return DeliveryState.UNDELIVERABLE_PERMANENT if lasting else DeliveryState.UNDELIVERABLE_TRANSIENT
    if kinds & _ARRIVED:
        return DeliveryState.DELIVERED
    return DeliveryState.IN_TRANSIT if kinds & _TRAVELLING else known
