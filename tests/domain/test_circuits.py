"""When a sender stops for all, when one letter tries it, and when it goes again."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.channels import SendResult, SendStatus
from kindregards.domain.circuits import (
    LONGEST_WAIT,
    MOST_FAILURES,
    SPREAD,
    TRIAL_LASTS,
    Cause,
    Circuit,
    after_answer,
    closed_until,
    on_trial,
)
from kindregards.domain.dispatching import WORKER_LOST
from tests.builders import NOW

MINUTE = timedelta(minutes=1)


def an_answer(status: SendStatus, code: str | None = None, retry_after: timedelta | None = None) -> SendResult:
    at = NOW + retry_after if retry_after else None
    return SendResult(status=status, provider="sendgrid", error_code=code, retry_after=at)


def after(*answers: SendResult) -> Circuit:
    circuit = Circuit()
    for answer in answers:
        circuit = after_answer(circuit, answer, NOW)
    return circuit


REFUSED_US = an_answer(SendStatus.MISCONFIGURED, "http_401")
LOST = an_answer(SendStatus.MAYBE_SENT, "http_503")
OFFLINE = an_answer(SendStatus.NOT_SENT, "connection_refused")
TAKEN = an_answer(SendStatus.ACCEPTED)


def test_a_key_that_is_refused_stops_the_sender_at_once() -> None:
    circuit = after(REFUSED_US)

    assert (circuit.stopped_at, circuit.cause, circuit.error_code) == (NOW, Cause.CONFIGURATION, "http_401")
    assert circuit.retry_at == NOW + MINUTE


@pytest.mark.parametrize("trouble", [LOST, OFFLINE, an_answer(SendStatus.MISCONFIGURED, "twilio_21408")])
def test_trouble_that_may_be_one_letters_own_stops_it_only_when_it_repeats(trouble: SendResult) -> None:
    assert after(*[trouble] * (MOST_FAILURES - 1)).stopped_at is None
    assert after(*[trouble] * MOST_FAILURES).stopped_at == NOW


def test_one_success_between_failures_begins_the_count_anew() -> None:
    assert after(*[LOST] * 4, TAKEN, *[LOST] * 4).stopped_at is None


@pytest.mark.parametrize("status", [SendStatus.ACCEPTED, SendStatus.REFUSED, SendStatus.OPTED_OUT])
def test_a_sensible_answer_lets_the_sender_go_again(status: SendStatus) -> None:
    circuit = after(REFUSED_US, an_answer(status))

    assert circuit.is_well
    assert closed_until(circuit, NOW, seed="letter") is None


@pytest.mark.parametrize(
    "answer", [an_answer(SendStatus.NOT_SENT, code) for code in ("smtp_450", "http_429", "wechat_-1")]
)
def test_a_passing_refusal_of_one_letter_says_nothing_about_the_sender(answer: SendResult) -> None:
    assert after(*[answer] * 20) == Circuit()


def test_a_provider_that_asks_for_rest_gets_it_from_every_letter() -> None:
    circuit = after(an_answer(SendStatus.NOT_SENT, "http_429", retry_after=10 * MINUTE))

    until = closed_until(circuit, NOW, seed="letter")

    assert circuit.stopped_at is None
    assert until is not None
    assert NOW + 10 * MINUTE <= until <= NOW + 10 * MINUTE + SPREAD
    assert closed_until(circuit, NOW + 10 * MINUTE, seed="letter") is None


def test_after_a_short_rest_letters_come_back_soon() -> None:
    circuit = after(an_answer(SendStatus.NOT_SENT, "http_429", retry_after=timedelta(seconds=2)))

    waits = [closed_until(circuit, NOW, seed=f"letter-{number}") for number in range(50)]

    assert all(at is not None and NOW + timedelta(seconds=2) <= at <= NOW + timedelta(seconds=4) for at in waits)
    assert len(set(waits)) > 40


def test_while_one_letter_tries_the_others_wait_and_a_lost_trial_does_not_block_for_ever() -> None:
    stopped = after(REFUSED_US)
    later = NOW + MINUTE
    assert closed_until(stopped, later, seed="first") is None

    trying = on_trial(stopped, later)

    assert closed_until(trying, later, seed="second") is not None
    assert closed_until(trying, later + TRIAL_LASTS, seed="second") is None


def test_waits_grow_with_failed_trials_to_a_quarter_of_an_hour_and_the_alert_keeps_its_time() -> None:
    circuit, waits = Circuit(), []
    for turn in range(7):
        now = NOW + turn * timedelta(hours=1)
        circuit = after_answer(circuit, REFUSED_US, now)
        assert circuit.retry_at is not None
        waits.append(circuit.retry_at - now)

    assert waits == [MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE, *[LONGEST_WAIT] * 3]
    assert circuit.stopped_at == NOW


answers = st.builds(
    an_answer,
    st.sampled_from(SendStatus),
    st.sampled_from([None, "http_401", "http_503", "http_429", "dns", "twilio_21408"]),
    st.one_of(st.none(), st.timedeltas(timedelta(seconds=1), timedelta(days=3))),
)


@given(st.lists(answers, max_size=12))
def test_an_open_circuit_always_names_its_cause_and_its_next_trial(given_answers: list[SendResult]) -> None:
    circuit = after(*given_answers)

    assert (circuit.stopped_at is None) == (circuit.cause is None) == (circuit.retry_at is None)
    if circuit.retry_at is not None:
        assert circuit.retry_at <= NOW + LONGEST_WAIT


@given(st.lists(answers, max_size=12))
def test_a_success_always_closes_it(given_answers: list[SendResult]) -> None:
    assert after(*given_answers, TAKEN).is_well


def test_a_sender_that_was_never_called_is_not_blamed() -> None:
    asleep = an_answer(SendStatus.NOT_SENT, WORKER_LOST)

    assert after(*[asleep] * (MOST_FAILURES + 1)) == Circuit()
