"""What holds of a delivery's state for any attempts and events: order, repetition and loss."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.deliveries import Attempt, AttemptState, DeliveryState
from kindregards.domain.provider_events import EventKind, ProviderEvent, Severity
from tests.builders import an_event
from tests.domain.ledgers import (
    DELIVERED,
    HARD_BOUNCE,
    QUEUED,
    SOFT_BOUNCE,
    attempt_lists,
    attempted,
    event_lists,
    flags,
    state_of,
)


@given(attempt_lists, event_lists, flags, st.randoms(use_true_random=False), st.integers(1, 3))
def test_any_order_and_any_repetition_give_the_same_state(
    attempts: tuple[Attempt, ...],
    reports: list[ProviderEvent],
    facts: dict[str, bool],
    chance: random.Random,
    times: int,
) -> None:
    shuffled = reports * times
    chance.shuffle(shuffled)
    jumbled = tuple(chance.sample(attempts, len(attempts)))

    assert state_of(*shuffled, attempts=jumbled, **facts) is state_of(*reports, attempts=attempts, **facts)


RANK = {
    DeliveryState.DISPATCHING: 0,
    DeliveryState.AMBIGUOUS: 0,
    DeliveryState.ACCEPTED: 10,
    DeliveryState.IN_TRANSIT: 20,
    DeliveryState.DELIVERED: 50,
    DeliveryState.UNDELIVERABLE_TRANSIENT: 60,
    DeliveryState.UNDELIVERABLE_PERMANENT: 61,
    DeliveryState.BOUNCED_AFTER_DELIVERY: 62,
}


@given(
    st.sampled_from([AttemptState.IN_FLIGHT, AttemptState.AMBIGUOUS, AttemptState.ACCEPTED]),
    st.lists(st.builds(an_event, st.sampled_from(EventKind), severity=st.sampled_from(Severity)), max_size=8),
    st.data(),
)
def test_one_more_event_never_takes_an_attempt_back(
    attempt: AttemptState, reports: list[ProviderEvent], data: st.DataObject
) -> None:
    lost = data.draw(st.lists(st.sampled_from(reports), unique=True)) if reports else []
    kept = [event for event in reports if event not in lost]

    attempts = attempted(attempt)
    assert RANK[state_of(*kept, attempts=attempts)] <= RANK[state_of(*reports, attempts=attempts)]


@given(attempt_lists, event_lists)
def test_a_cancelled_letter_that_a_provider_has_is_not_cancelled(
    attempts: tuple[Attempt, ...], reports: list[ProviderEvent]
) -> None:
    state = state_of(*reports, attempts=attempts, cancelled=True)

    if any(attempt.id == event.attempt_id for event in reports for attempt in attempts[-1:]):
        assert state is not DeliveryState.CANCELLED
    if not attempts:
        assert state is DeliveryState.CANCELLED


@given(attempt_lists, event_lists, flags, st.data())
def test_events_that_were_lost_and_come_late_end_where_they_would_have(
    attempts: tuple[Attempt, ...], reports: list[ProviderEvent], facts: dict[str, bool], data: st.DataObject
) -> None:
    lost = data.draw(st.lists(st.sampled_from(reports), unique=True)) if reports else []
    first = [event for event in reports if event not in lost]

    assert state_of(*first, *lost, attempts=attempts, **facts) is state_of(*reports, attempts=attempts, **facts)


@given(attempt_lists, event_lists, st.data())
def test_losing_events_never_makes_a_letter_that_may_have_left_look_unsent(
    attempts: tuple[Attempt, ...], reports: list[ProviderEvent], data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.sampled_from(reports), unique=True)) if reports else []
    taken = {AttemptState.IN_FLIGHT, AttemptState.AMBIGUOUS, AttemptState.ACCEPTED, AttemptState.RESOLVED_SENT}

    state = state_of(*kept, attempts=attempts)

    if attempts and attempts[-1].state in taken:
        assert state.may_have_left


@given(attempt_lists, event_lists, flags)
def test_every_state_is_one_of_the_table_and_says_whether_it_has_left_or_failed(
    attempts: tuple[Attempt, ...], reports: list[ProviderEvent], facts: dict[str, bool]
) -> None:
    state = state_of(*reports, attempts=attempts, **facts)

    assert not (state.has_left and state.has_failed)
    if state in {DeliveryState.SCHEDULED, DeliveryState.CANCELLED, DeliveryState.EXPIRED}:
        assert not any(event.attempt_id == attempt.id for event in reports for attempt in attempts[-1:])


@pytest.mark.parametrize("wanted", DeliveryState)
def test_every_state_of_the_table_can_be_reached(wanted: DeliveryState) -> None:
    hard, soft = HARD_BOUNCE, SOFT_BOUNCE
    ways = {
        DeliveryState.SCHEDULED: state_of(attempts=()),
        DeliveryState.READY: state_of(attempts=attempted(AttemptState.NOT_SENT)),
        DeliveryState.DISPATCHING: state_of(attempts=attempted(AttemptState.IN_FLIGHT)),
        DeliveryState.ACCEPTED: state_of(),
        DeliveryState.IN_TRANSIT: state_of(an_event(QUEUED)),
        DeliveryState.DELIVERED: state_of(an_event(DELIVERED)),
        DeliveryState.SUPPRESSED: state_of(attempts=(), suppressed=True),
        DeliveryState.CANCELLED: state_of(attempts=(), cancelled=True),
        DeliveryState.EXPIRED: state_of(attempts=(), expired=True),
        DeliveryState.REJECTED_BY_PROVIDER: state_of(attempts=attempted(AttemptState.REFUSED)),
        DeliveryState.UNDELIVERABLE_PERMANENT: state_of(hard),
        DeliveryState.UNDELIVERABLE_TRANSIENT: state_of(soft),
        DeliveryState.AMBIGUOUS: state_of(attempts=attempted(AttemptState.AMBIGUOUS)),
        DeliveryState.DELIVERY_UNKNOWN: state_of(silent=True),
        DeliveryState.BOUNCED_AFTER_DELIVERY: state_of(an_event(DELIVERED), hard),
        DeliveryState.HELD: state_of(attempts=attempted(AttemptState.AMBIGUOUS), held=True),
    }

    assert ways[wanted] is wanted
