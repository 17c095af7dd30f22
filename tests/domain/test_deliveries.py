"""A delivery's state as a pure function of attempts and events."""

from itertools import permutations
from typing import Any

import pytest

from kindregards.domain.deliveries import Attempt, AttemptState, DeliveryState
from kindregards.domain.provider_events import EventKind, ProviderEvent, Severity
from tests.builders import an_attempt, an_event
from tests.domain.ledgers import (
    ABOUT_THE_PERSON,
    BOUNCED,
    CLICKED,
    DEFERRED,
    DELIVERED,
    FLAGS,
    HARD_BOUNCE,
    OPENED,
    QUEUED,
    SENT,
    SOFT_BOUNCE,
    attempted,
    state_of,
)


def test_before_any_attempt_a_delivery_is_scheduled() -> None:
    assert state_of(attempts=()) is DeliveryState.SCHEDULED


@pytest.mark.parametrize(
    ("attempt", "state"),
    [
        (AttemptState.RESERVED, DeliveryState.DISPATCHING),
        (AttemptState.IN_FLIGHT, DeliveryState.DISPATCHING),
        (AttemptState.ACCEPTED, DeliveryState.ACCEPTED),
        (AttemptState.RESOLVED_SENT, DeliveryState.ACCEPTED),
        (AttemptState.NOT_SENT, DeliveryState.READY),
        (AttemptState.MISCONFIGURED, DeliveryState.READY),
        (AttemptState.RESOLVED_NOT_SENT, DeliveryState.READY),
        (AttemptState.REFUSED, DeliveryState.REJECTED_BY_PROVIDER),
        (AttemptState.OPTED_OUT, DeliveryState.SUPPRESSED),
        (AttemptState.AMBIGUOUS, DeliveryState.AMBIGUOUS),
    ],
)
def test_without_events_the_attempt_says_it_all(attempt: AttemptState, state: DeliveryState) -> None:
    assert state_of(attempts=attempted(attempt)) is state


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ([QUEUED], DeliveryState.IN_TRANSIT),
        ([SENT], DeliveryState.IN_TRANSIT),
        ([DEFERRED], DeliveryState.IN_TRANSIT),
        ([QUEUED, DEFERRED], DeliveryState.IN_TRANSIT),
        ([DELIVERED], DeliveryState.DELIVERED),
        ([QUEUED, DELIVERED], DeliveryState.DELIVERED),
        ([DELIVERED, DEFERRED, QUEUED], DeliveryState.DELIVERED),
        ([OPENED], DeliveryState.DELIVERED),
        ([CLICKED], DeliveryState.DELIVERED),
        ([EventKind.UNKNOWN], DeliveryState.ACCEPTED),
    ],
)
def test_the_furthest_event_counts_not_the_latest(kinds: list[EventKind], state: DeliveryState) -> None:
    for order in permutations(kinds):
        assert state_of(*map(an_event, order)) is state


@pytest.mark.parametrize("kind", [BOUNCED, EventKind.REJECTED, EventKind.FAILED])
@pytest.mark.parametrize(
    ("severity", "state"),
    [
        (Severity.PERMANENT, DeliveryState.UNDELIVERABLE_PERMANENT),
        (Severity.POLICY, DeliveryState.UNDELIVERABLE_PERMANENT),
        (Severity.TRANSIENT, DeliveryState.UNDELIVERABLE_TRANSIENT),
        (Severity.NONE, DeliveryState.UNDELIVERABLE_TRANSIENT),
    ],
)
def test_a_failure_ends_the_journey_for_good_or_for_now(
    kind: EventKind, severity: Severity, state: DeliveryState
) -> None:
    failure = an_event(kind, severity=severity)

    assert state_of(failure) is state
    assert state_of(an_event(QUEUED), failure, an_event(DEFERRED)) is state


def test_a_lasting_failure_beats_a_passing_one() -> None:
    assert state_of(HARD_BOUNCE, SOFT_BOUNCE) is DeliveryState.UNDELIVERABLE_PERMANENT
    assert state_of(SOFT_BOUNCE, HARD_BOUNCE) is DeliveryState.UNDELIVERABLE_PERMANENT


@pytest.mark.parametrize("bounce", [HARD_BOUNCE, SOFT_BOUNCE])
@pytest.mark.parametrize("arrival", [DELIVERED, OPENED, CLICKED])
def test_a_late_bounce_shows_that_delivered_was_not_the_end(bounce: ProviderEvent, arrival: EventKind) -> None:
    assert state_of(an_event(arrival), bounce) is DeliveryState.BOUNCED_AFTER_DELIVERY
    assert state_of(bounce, an_event(arrival)) is DeliveryState.BOUNCED_AFTER_DELIVERY


@pytest.mark.parametrize("kind", ABOUT_THE_PERSON)
@pytest.mark.parametrize("before", [[], [QUEUED], [DELIVERED], [DELIVERED, OPENED]])
def test_complaints_and_replies_leave_the_state_alone(kind: EventKind, before: list[EventKind]) -> None:
    events = [an_event(each) for each in before]

    assert state_of(*events, an_event(kind)) is state_of(*events)


UNSURE = [AttemptState.AMBIGUOUS, AttemptState.IN_FLIGHT]


@pytest.mark.parametrize("attempt", UNSURE)
@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (QUEUED, DeliveryState.IN_TRANSIT),
        (DELIVERED, DeliveryState.DELIVERED),
        (OPENED, DeliveryState.DELIVERED),
        (EventKind.UNKNOWN, DeliveryState.ACCEPTED),
        (EventKind.COMPLAINED, DeliveryState.ACCEPTED),
    ],
)
def test_an_event_under_our_attempt_id_ends_the_doubt(
    attempt: AttemptState, kind: EventKind, state: DeliveryState
) -> None:
    event = an_event(kind, provider_message_id=None)

    assert state_of(event, attempts=attempted(attempt, provider_message_id=None)) is state


@pytest.mark.parametrize("attempt", UNSURE)
def test_a_failure_under_our_attempt_id_ends_the_doubt_too(attempt: AttemptState) -> None:
    assert state_of(HARD_BOUNCE, attempts=attempted(attempt)) is DeliveryState.UNDELIVERABLE_PERMANENT


def test_an_event_under_the_message_id_is_as_good_as_under_our_own() -> None:
    event = an_event(DELIVERED, attempt_id=None)

    assert state_of(event, attempts=attempted(AttemptState.AMBIGUOUS)) is DeliveryState.DELIVERED


@pytest.mark.parametrize("attempt", [AttemptState.AMBIGUOUS, AttemptState.IN_FLIGHT, AttemptState.NOT_SENT])
def test_an_event_without_any_id_ends_no_doubt(attempt: AttemptState) -> None:
    event = an_event(DELIVERED, attempt_id=None, provider_message_id=None)
    attempts = attempted(attempt, provider_message_id=None)

    assert state_of(event, attempts=attempts) is state_of(attempts=attempts)


def test_a_bounce_without_any_id_belongs_to_the_letter_that_was_taken() -> None:
    bounce = an_event(BOUNCED, severity=Severity.PERMANENT, attempt_id=None, provider_message_id=None)

    assert state_of(an_event(DELIVERED), bounce) is DeliveryState.BOUNCED_AFTER_DELIVERY


def test_a_strangers_event_counts_for_nothing() -> None:
    stranger = an_event(DELIVERED, attempt_id="attempt-of-another-letter")

    assert state_of(stranger) is DeliveryState.ACCEPTED


@pytest.mark.parametrize("attempt", [AttemptState.NOT_SENT, AttemptState.RESOLVED_NOT_SENT, AttemptState.REFUSED])
def test_proof_that_the_provider_has_it_beats_our_belief_that_it_was_not_sent(attempt: AttemptState) -> None:
    assert state_of(an_event(QUEUED), attempts=attempted(attempt)) is DeliveryState.IN_TRANSIT


UNSENT = [
    (),
    attempted(AttemptState.RESERVED),
    attempted(AttemptState.NOT_SENT),
    attempted(AttemptState.MISCONFIGURED),
    attempted(AttemptState.RESOLVED_NOT_SENT),
]


@pytest.mark.parametrize("attempts", UNSENT)
@pytest.mark.parametrize(("flag", "state"), FLAGS.items())
def test_what_has_not_left_can_be_stopped(attempts: tuple[Attempt, ...], flag: str, state: DeliveryState) -> None:
    assert state_of(attempts=attempts, **{flag: True}) is state


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("attempt", [AttemptState.IN_FLIGHT, AttemptState.ACCEPTED, AttemptState.RESOLVED_SENT])
def test_what_may_have_left_cannot_be_stopped(attempt: AttemptState, flag: str) -> None:
    attempts = attempted(attempt)

    assert state_of(attempts=attempts, **{flag: True}) is state_of(attempts=attempts)
    assert state_of(an_event(DELIVERED), attempts=attempts, **{flag: True}) is DeliveryState.DELIVERED


def test_when_several_things_stopped_it_cancelling_is_named_first() -> None:
    assert state_of(attempts=(), cancelled=True, suppressed=True, expired=True, held=True) is DeliveryState.CANCELLED
    assert state_of(attempts=(), suppressed=True, expired=True, held=True) is DeliveryState.SUPPRESSED
    assert state_of(attempts=(), expired=True, held=True) is DeliveryState.EXPIRED


def test_doubt_can_be_put_before_a_person() -> None:
    attempts = attempted(AttemptState.AMBIGUOUS)

    assert state_of(attempts=attempts, held=True) is DeliveryState.HELD
    assert state_of(attempts=attempts, cancelled=True) is DeliveryState.AMBIGUOUS
    assert state_of(an_event(QUEUED), attempts=attempts, held=True) is DeliveryState.IN_TRANSIT


def test_silence_after_polling_is_neither_failed_nor_delivered() -> None:
    assert state_of(silent=True) is DeliveryState.DELIVERY_UNKNOWN
    assert state_of(an_event(QUEUED), silent=True) is DeliveryState.DELIVERY_UNKNOWN
    assert state_of(an_event(DELIVERED), silent=True) is DeliveryState.DELIVERED
    assert state_of(HARD_BOUNCE, silent=True) is DeliveryState.UNDELIVERABLE_PERMANENT
    assert state_of(attempts=attempted(AttemptState.AMBIGUOUS), silent=True) is DeliveryState.AMBIGUOUS


FIRST = an_attempt(id="attempt-1", number=1, provider_message_id="message-1")
SECOND = an_attempt(id="attempt-2", number=2, provider_message_id="message-2")


def second(kind: EventKind, **changes: Any) -> ProviderEvent:  # noqa: ANN401 -- replace() checks the names
    changes = {"attempt_id": "attempt-2", "provider_message_id": "message-2", "event_key": f"second-{kind}", **changes}
    return an_event(kind, **changes)


def test_the_latest_attempt_counts() -> None:
    assert state_of(SOFT_BOUNCE, attempts=(FIRST, SECOND)) is DeliveryState.ACCEPTED
    assert state_of(SOFT_BOUNCE, second(QUEUED), attempts=(SECOND, FIRST)) is DeliveryState.IN_TRANSIT
    assert state_of(SOFT_BOUNCE, second(BOUNCED), attempts=(FIRST, SECOND)) is DeliveryState.UNDELIVERABLE_TRANSIENT


def test_one_attempt_delivered_is_delivered() -> None:
    assert state_of(an_event(DELIVERED), second(BOUNCED), attempts=(FIRST, SECOND)) is DeliveryState.DELIVERED


def test_the_first_attempt_counts_while_the_second_says_nothing_new() -> None:
    unsent = an_attempt(id="attempt-2", number=2, state=AttemptState.NOT_SENT, provider_message_id=None)

    assert state_of(an_event(DELIVERED), attempts=(FIRST, unsent)) is DeliveryState.DELIVERED
    assert state_of(attempts=(an_attempt(state=AttemptState.RESOLVED_NOT_SENT), unsent)) is DeliveryState.READY


def test_an_event_without_id_belongs_to_the_latest_attempt_that_was_taken() -> None:
    bounce = an_event(BOUNCED, severity=Severity.PERMANENT, attempt_id=None, provider_message_id=None)

    assert state_of(bounce, attempts=(FIRST, SECOND)) is DeliveryState.UNDELIVERABLE_PERMANENT
    assert state_of(bounce, second(DELIVERED), attempts=(FIRST, SECOND)) is DeliveryState.BOUNCED_AFTER_DELIVERY


def test_a_delivery_has_left_failed_or_neither_but_never_both() -> None:
    left = {state for state in DeliveryState if state.has_left}
    failed = {state for state in DeliveryState if state.has_failed}

    assert left == {
        DeliveryState.ACCEPTED,
        DeliveryState.IN_TRANSIT,
        DeliveryState.DELIVERED,
        DeliveryState.DELIVERY_UNKNOWN,
    }
    assert failed == {
        DeliveryState.SUPPRESSED,
        DeliveryState.REJECTED_BY_PROVIDER,
        DeliveryState.UNDELIVERABLE_PERMANENT,
        DeliveryState.UNDELIVERABLE_TRANSIENT,
        DeliveryState.BOUNCED_AFTER_DELIVERY,
    }


def test_what_the_candidate_may_know_cannot_be_undone_in_silence() -> None:
    silent = {state for state in DeliveryState if not state.may_have_left}

    assert silent == {
        DeliveryState.SCHEDULED,
        DeliveryState.READY,
        DeliveryState.SUPPRESSED,
        DeliveryState.CANCELLED,
        DeliveryState.EXPIRED,
        DeliveryState.REJECTED_BY_PROVIDER,
        DeliveryState.HELD,
    }
