"""Attempts and reports of a delivery, chosen and drawn, for the tests of its state."""

from typing import Any

from hypothesis import strategies as st

from kindregards.domain.deliveries import Attempt, AttemptState, DeliveryState, delivery_state
from kindregards.domain.provider_events import EventKind, ProviderEvent, Severity
from tests.builders import an_attempt, an_event

QUEUED, SENT, DEFERRED, DELIVERED = EventKind.QUEUED, EventKind.SENT, EventKind.DEFERRED, EventKind.DELIVERED
OPENED, CLICKED, BOUNCED = EventKind.OPENED, EventKind.CLICKED, EventKind.BOUNCED

HARD_BOUNCE = an_event(BOUNCED, event_key="hard", severity=Severity.PERMANENT)
SOFT_BOUNCE = an_event(BOUNCED, event_key="soft", severity=Severity.TRANSIENT)
ABOUT_THE_PERSON = [EventKind.COMPLAINED, EventKind.UNSUBSCRIBED, EventKind.RESUBSCRIBED, EventKind.REPLIED]


def state_of(
    *events: ProviderEvent,
    attempts: tuple[Attempt, ...] | None = None,
    **flags: Any,  # noqa: ANN401 -- booleans
) -> DeliveryState:
    return delivery_state(
        **{"cancelled": False, "suppressed": False, "expired": False, **flags},
        attempts=(an_attempt(),) if attempts is None else attempts,
        events=events,
    )


def attempted(state: AttemptState, **changes: Any) -> tuple[Attempt, ...]:  # noqa: ANN401 -- replace() checks the names
    return (an_attempt(state=state, **changes),)


FLAGS = {
    "cancelled": DeliveryState.CANCELLED,
    "suppressed": DeliveryState.SUPPRESSED,
    "expired": DeliveryState.EXPIRED,
    "held": DeliveryState.HELD,
}
attempt_states = st.sampled_from(AttemptState)
attempt_lists = st.lists(attempt_states, max_size=3).map(
    lambda states: tuple(
        an_attempt(id=f"attempt-{number}", number=number, state=state, provider_message_id=f"message-{number}")
        for number, state in enumerate(states, start=1)
    )
)
ids = st.sampled_from([None, "1", "2", "3", "9"])
events = st.builds(
    lambda kind, severity, attempt, message, key: an_event(
        kind,
        severity=severity,
        attempt_id=attempt and f"attempt-{attempt}",
        provider_message_id=message and f"message-{message}",
        event_key=f"key-{key}",
    ),
    st.sampled_from(EventKind),
    st.sampled_from(Severity),
    ids,
    ids,
    st.integers(0, 9),
)
event_lists = st.lists(events, max_size=8)
flags = st.fixed_dictionaries({flag: st.booleans() for flag in [*FLAGS, "silent"]})
