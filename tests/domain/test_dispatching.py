"""What follows an attempt, and when."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.channels import SendStatus
from kindregards.domain.deliveries import AttemptState, DeliveryState
from kindregards.domain.dispatching import (
    FIRST_WAIT,
    LONGEST_PROVIDER_WAIT,
    LONGEST_WAIT,
    WORKER_LOST,
    AfterAttempt,
    after_attempt,
    after_news,
    rest_after_deaths,
    retry_at,
    send_verdict,
)
from tests.builders import NOW, a_send_result, an_attempt


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (SendStatus.ACCEPTED, AttemptState.ACCEPTED),
        (SendStatus.NOT_SENT, AttemptState.NOT_SENT),
        (SendStatus.REFUSED, AttemptState.REFUSED),
        (SendStatus.OPTED_OUT, AttemptState.OPTED_OUT),
        (SendStatus.MISCONFIGURED, AttemptState.MISCONFIGURED),
        (SendStatus.MAYBE_SENT, AttemptState.AMBIGUOUS),
    ],
)
def test_each_answer_leaves_an_attempt_in_its_state(status: SendStatus, state: AttemptState) -> None:
    assert send_verdict(a_send_result(status=status)) is state


@pytest.mark.parametrize(
    ("state", "follows"),
    [
        (AttemptState.RESERVED, AfterAttempt.RETRY),
        (AttemptState.IN_FLIGHT, AfterAttempt.RECONCILE),
        (AttemptState.AMBIGUOUS, AfterAttempt.RECONCILE),
        (AttemptState.ACCEPTED, AfterAttempt.LISTEN),
        (AttemptState.RESOLVED_SENT, AfterAttempt.LISTEN),
        (AttemptState.NOT_SENT, AfterAttempt.RETRY),
        (AttemptState.RESOLVED_NOT_SENT, AfterAttempt.RETRY),
        (AttemptState.REFUSED, AfterAttempt.NEXT_CHANNEL),
        (AttemptState.OPTED_OUT, AfterAttempt.NEXT_CHANNEL),
        (AttemptState.MISCONFIGURED, AfterAttempt.RETRY),
    ],
)
def test_each_state_of_an_attempt_has_its_next_step(state: AttemptState, follows: AfterAttempt) -> None:
    assert after_attempt([an_attempt(state=state)]) is follows


@pytest.mark.parametrize("state", [AttemptState.AMBIGUOUS, AttemptState.IN_FLIGHT])
@pytest.mark.parametrize("number", [1, 2, 50])
def test_doubt_is_never_answered_by_sending_again(state: AttemptState, number: int) -> None:
    earlier = [an_attempt(number=each, state=AttemptState.NOT_SENT) for each in range(1, number)]

    assert after_attempt([*earlier, an_attempt(number=number, state=state)]) is AfterAttempt.RECONCILE


@pytest.mark.parametrize(("tries", "follows"), [(9, AfterAttempt.RETRY), (10, AfterAttempt.NEXT_CHANNEL)])
def test_a_provider_that_stays_away_gives_the_next_channel_its_turn(tries: int, follows: AfterAttempt) -> None:
    attempts = [an_attempt(number=number, state=AttemptState.NOT_SENT) for number in range(1, tries + 1)]

    assert after_attempt(attempts) is follows


def test_the_second_doubt_goes_to_a_person() -> None:
    doubts = [an_attempt(number=number, state=AttemptState.RESOLVED_NOT_SENT) for number in (1, 2)]

    assert after_attempt(doubts) is AfterAttempt.HOLD


def test_tries_that_surely_failed_are_no_doubts() -> None:
    attempts = [
        an_attempt(number=1, state=AttemptState.NOT_SENT),
        an_attempt(number=2, state=AttemptState.NOT_SENT),
        an_attempt(number=3, state=AttemptState.RESOLVED_NOT_SENT),
    ]

    assert after_attempt(attempts) is AfterAttempt.RETRY


def test_the_highest_number_is_the_latest_attempt_whatever_the_order() -> None:
    attempts = [an_attempt(number=2, state=AttemptState.REFUSED), an_attempt(number=1, state=AttemptState.NOT_SENT)]

    assert after_attempt(attempts) is AfterAttempt.NEXT_CHANNEL


@pytest.mark.parametrize(
    ("state", "follows"),
    [
        (DeliveryState.SCHEDULED, None),
        (DeliveryState.READY, None),
        (DeliveryState.DISPATCHING, None),
        (DeliveryState.CANCELLED, None),
        (DeliveryState.EXPIRED, None),
        (DeliveryState.ACCEPTED, AfterAttempt.LISTEN),
        (DeliveryState.IN_TRANSIT, AfterAttempt.LISTEN),
        (DeliveryState.DELIVERED, AfterAttempt.LISTEN),
        (DeliveryState.DELIVERY_UNKNOWN, AfterAttempt.LISTEN),
        (DeliveryState.SUPPRESSED, AfterAttempt.NEXT_CHANNEL),
        (DeliveryState.REJECTED_BY_PROVIDER, AfterAttempt.NEXT_CHANNEL),
        (DeliveryState.UNDELIVERABLE_PERMANENT, AfterAttempt.NEXT_CHANNEL),
        (DeliveryState.BOUNCED_AFTER_DELIVERY, AfterAttempt.NEXT_CHANNEL),
        (DeliveryState.UNDELIVERABLE_TRANSIENT, AfterAttempt.RETRY),
        (DeliveryState.AMBIGUOUS, AfterAttempt.RECONCILE),
        (DeliveryState.HELD, AfterAttempt.HOLD),
    ],
)
def test_each_news_of_a_delivery_has_its_next_step(state: DeliveryState, follows: AfterAttempt | None) -> None:
    assert after_news(state=state, attempts=[an_attempt()]) is follows


def test_every_state_of_a_delivery_is_answered() -> None:
    assert all(after_news(state=state, attempts=[an_attempt()]) in {None, *AfterAttempt} for state in DeliveryState)


def test_after_a_passing_trouble_a_letter_is_sent_once_more_and_then_elsewhere() -> None:
    state = DeliveryState.UNDELIVERABLE_TRANSIENT
    first, second = an_attempt(number=1), an_attempt(number=2)
    unsent = an_attempt(number=2, state=AttemptState.NOT_SENT)

    assert after_news(state=state, attempts=[first]) is AfterAttempt.RETRY
    assert after_news(state=state, attempts=[first, unsent]) is AfterAttempt.RETRY
    assert after_news(state=state, attempts=[first, second]) is AfterAttempt.NEXT_CHANNEL


@pytest.mark.parametrize(
    ("number", "longest"), [(1, 30), (2, 60), (3, 120), (4, 240), (7, 1920), (8, 3600), (9, 3600), (10_000, 3600)]
)
def test_waits_double_from_half_a_minute_to_an_hour(number: int, longest: int) -> None:
    wait = retry_at(now=NOW, attempt_number=number, retry_after=None, seed="delivery-1") - NOW

    assert timedelta(seconds=longest) / 2 <= wait <= timedelta(seconds=longest)


def test_the_same_seed_waits_as_long_and_another_one_differently() -> None:
    waits = [retry_at(now=NOW, attempt_number=3, retry_after=None, seed=seed) for seed in ("a", "a", "b")]

    assert waits[0] == waits[1]
    assert waits[0] != waits[2]


def test_a_thousand_deliveries_do_not_come_back_together() -> None:
    moments = {retry_at(now=NOW, attempt_number=1, retry_after=None, seed=f"delivery-{n}") for n in range(1000)}

    assert len(moments) > 990
    assert max(moments) - min(moments) > timedelta(seconds=14)


def test_the_providers_reset_time_is_honoured() -> None:
    reset = NOW + timedelta(hours=5)

    assert retry_at(now=NOW, attempt_number=1, retry_after=reset, seed="a") == reset


@pytest.mark.parametrize("ago", [timedelta(0), timedelta(days=1)])
def test_a_reset_time_that_has_passed_shortens_nothing(ago: timedelta) -> None:
    plain = retry_at(now=NOW, attempt_number=1, retry_after=None, seed="a")

    assert retry_at(now=NOW, attempt_number=1, retry_after=NOW - ago, seed="a") == plain


def test_a_provider_that_asks_for_a_year_is_not_believed() -> None:
    at = retry_at(now=NOW, attempt_number=1, retry_after=NOW + timedelta(days=365), seed="a")

    assert at == NOW + LONGEST_PROVIDER_WAIT


@given(st.integers(-5, 1000), st.none() | st.timedeltas(timedelta(days=-1), timedelta(days=400)), st.text())
def test_a_retry_is_always_ahead_and_never_too_far(number: int, asked: timedelta | None, seed: str) -> None:
    retry_after = None if asked is None else NOW + asked

    wait = retry_at(now=NOW, attempt_number=number, retry_after=retry_after, seed=seed) - NOW

    assert FIRST_WAIT / 2 <= wait <= max(LONGEST_WAIT, LONGEST_PROVIDER_WAIT)
    assert asked is None or wait >= min(asked, LONGEST_PROVIDER_WAIT)


@pytest.mark.parametrize(
    ("codes", "state", "seconds"),
    [
        ((WORKER_LOST,), AttemptState.NOT_SENT, 0),
        ((WORKER_LOST,), AttemptState.RESOLVED_NOT_SENT, 0),
        (("429", WORKER_LOST), AttemptState.NOT_SENT, 0),
        ((WORKER_LOST, "429", WORKER_LOST), AttemptState.NOT_SENT, 0),
        ((WORKER_LOST,) * 2, AttemptState.NOT_SENT, 5),
        ((WORKER_LOST,) * 3, AttemptState.NOT_SENT, 10),
        ((WORKER_LOST,) * 40, AttemptState.NOT_SENT, 10),
        ((WORKER_LOST, "429"), AttemptState.NOT_SENT, None),
        ((WORKER_LOST,), AttemptState.RESOLVED_SENT, None),
        ((None,), AttemptState.NOT_SENT, None),
    ],
)
def test_a_letter_rests_after_workers_died_over_it_in_a_row(
    codes: tuple[str | None, ...], state: AttemptState, seconds: float | None
) -> None:
    attempts = [an_attempt(number=number, state=state, error_code=code) for number, code in enumerate(codes, start=1)]

    assert rest_after_deaths(attempts) == (None if seconds is None else timedelta(seconds=seconds))
