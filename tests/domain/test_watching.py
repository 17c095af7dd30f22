"""When a letter under way is looked after, and what a provider's answers prove."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.channels import Channel
from kindregards.domain.deliveries import AttemptState, DeliveryState
from kindregards.domain.watching import (
    ASKED_IN_VAIN_FOR,
    BETWEEN_ABSENCES,
    POLLS,
    SILENT_AFTER,
    STUCK_AFTER,
    Answer,
    Check,
    due_check,
    first_check,
    is_past_asking,
    is_proven_absent,
    next_poll,
)
from tests.builders import NOW, an_attempt

TAKEN = an_attempt(state=AttemptState.ACCEPTED, finished_at=NOW)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("state", "after"),
    [
        (DeliveryState.DISPATCHING, STUCK_AFTER),
        (DeliveryState.AMBIGUOUS, MINUTE),
        (DeliveryState.ACCEPTED, POLLS[0]),
        (DeliveryState.IN_TRANSIT, POLLS[0]),
    ],
)
def test_what_is_under_way_is_looked_after(state: DeliveryState, after: timedelta) -> None:
    assert first_check(state, (TAKEN,), NOW) == NOW + after


@pytest.mark.parametrize(
    "state",
    sorted(
        set(DeliveryState)
        - {DeliveryState.DISPATCHING, DeliveryState.AMBIGUOUS, DeliveryState.ACCEPTED, DeliveryState.IN_TRANSIT}
    ),
)
def test_what_is_settled_or_has_not_left_is_left_alone(state: DeliveryState) -> None:
    assert first_check(state, (TAKEN,), NOW) is None
    assert due_check(state, Channel.EMAIL, (TAKEN,), NOW + timedelta(days=9)) is Check.NOTHING


def test_a_letter_in_our_own_mailbox_is_never_silent() -> None:
    kept = (an_attempt(provider="mailbox"),)

    assert first_check(DeliveryState.ACCEPTED, kept, NOW) is None
    assert due_check(DeliveryState.ACCEPTED, Channel.EMAIL, kept, NOW + timedelta(days=9)) is Check.NOTHING


@pytest.mark.parametrize("channel", Channel)
def test_polls_come_after_one_and_twelve_hours_and_then_silence_is_a_state(channel: Channel) -> None:
    polls = []
    now = NOW + POLLS[0]
    while due_check(DeliveryState.ACCEPTED, channel, (TAKEN,), now) is Check.POLL:
        polls.append(now - NOW)
        now = next_poll(channel, (TAKEN,), now)

    assert polls == [each for each in POLLS if each < SILENT_AFTER[channel]]
    assert now - NOW == SILENT_AFTER[channel]
    assert due_check(DeliveryState.IN_TRANSIT, channel, (TAKEN,), now) is Check.LAST_POLL


def test_a_try_is_stuck_when_no_worker_can_still_hold_it() -> None:
    started = (an_attempt(state=AttemptState.IN_FLIGHT, started_at=NOW),)

    assert due_check(DeliveryState.DISPATCHING, Channel.SMS, started, NOW + STUCK_AFTER - MINUTE) is Check.NOTHING
    assert due_check(DeliveryState.DISPATCHING, Channel.SMS, started, NOW + STUCK_AFTER) is Check.STUCK


@given(st.integers(0, 5), st.one_of(st.none(), st.integers(0, 100)))
def test_only_two_absences_half_an_hour_apart_prove_that_nothing_was_sent(
    absences: int, minutes_since: int | None
) -> None:
    looked_up_at = None if minutes_since is None else NOW - minutes_since * MINUTE
    attempt = an_attempt(state=AttemptState.AMBIGUOUS, absences=absences, looked_up_at=looked_up_at)

    proven = is_proven_absent(attempt, NOW)

    assert proven == (absences >= 1 and minutes_since is not None and minutes_since * MINUTE >= BETWEEN_ABSENCES)


@pytest.mark.parametrize(
    ("answer", "waits"), [(Answer.CANNOT_SAY, BETWEEN_ABSENCES), (Answer.NOT_NOW, ASKED_IN_VAIN_FOR)]
)
def test_a_doubt_that_no_provider_settles_goes_to_a_person(answer: Answer, waits: timedelta) -> None:
    attempt = an_attempt(state=AttemptState.AMBIGUOUS, finished_at=NOW)

    assert not is_past_asking(attempt, answer, NOW + waits - MINUTE)
    assert is_past_asking(attempt, answer, NOW + waits)
