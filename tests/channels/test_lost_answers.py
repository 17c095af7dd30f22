"""When the answer got lost the message may have been sent: doubt, within the time limit, and never a second request."""

import pytest

from kindregards.channels.timeouts import Timeouts
from kindregards.domain.channels import SendStatus
from kindregards.fake_providers import FakeProviders
from kindregards.fake_providers.faults import Fault, Mode
from tests.channels.senders import QUICK, every_sender, message_for, send, send_timed, sendgrid_at, twilio_at

pytestmark = pytest.mark.slow

PROVIDERS = ("sendgrid", "smtp", "twilio")
A_BIT = 3.0


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("mode", [Mode.SLOW, Mode.ACCEPT_THEN_SILENCE])
def test_silence_after_the_request_is_doubt_within_the_read_limit(
    provider: str, mode: Mode, fake: FakeProviders
) -> None:
    fake.misbehave(Fault(mode=mode, seconds=30))

    result, seconds = send_timed(every_sender(fake, QUICK)[provider], message_for(provider))

    assert (result.status, result.error_code) == (SendStatus.MAYBE_SENT, "read_timeout")
    assert seconds < QUICK.connect_seconds + QUICK.read_seconds + A_BIT
    assert fake.ledger.counts()["received"] == 1


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("mode", [Mode.ACCEPT_THEN_RESET, Mode.HALF_BODY])
def test_a_connection_lost_after_the_request_is_doubt(provider: str, mode: Mode, fake: FakeProviders) -> None:
    fake.misbehave(Fault(mode=mode))

    result = send(every_sender(fake)[provider], message_for(provider))

    assert (result.status, result.error_code) == (SendStatus.MAYBE_SENT, "connection_lost")
    assert fake.ledger.counts()["received"] == 1


@pytest.mark.parametrize("provider", ["sendgrid", "twilio"])
def test_a_reset_after_the_request_is_doubt_although_nothing_was_accepted(provider: str, fake: FakeProviders) -> None:
    fake.misbehave(Fault(mode=Mode.RESET))

    result = send(every_sender(fake)[provider], message_for(provider))

    assert (result.status, result.error_code) == (SendStatus.MAYBE_SENT, "connection_lost")
    assert fake.ledger.counts() == {"received": 1, "accepted": 0, "attempts": 0, "duplicates": 0}


@pytest.mark.parametrize(
    ("provider", "error_code"),
    [("sendgrid", "no_message_id"), ("smtp", "unreadable_answer"), ("twilio", "unreadable_answer")],
)
def test_a_success_that_names_no_message_is_doubt(provider: str, error_code: str, fake: FakeProviders) -> None:
    fake.misbehave(Fault(mode=Mode.GARBAGE))

    result = send(every_sender(fake)[provider], message_for(provider))

    assert (result.status, result.error_code) == (SendStatus.MAYBE_SENT, error_code)
    assert result.provider_message_id is None


@pytest.mark.parametrize("provider", ["sendgrid", "twilio"])
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_trouble_at_the_provider_is_doubt_and_no_library_tries_again(
    provider: str, status: int, fake: FakeProviders
) -> None:
    fake.misbehave(Fault(mode=Mode.STATUS, status=status))

    result = send(every_sender(fake)[provider], message_for(provider))

    assert result.status is SendStatus.MAYBE_SENT
    assert fake.ledger.counts()["received"] == 1


@pytest.mark.parametrize("provider", ["sendgrid", "twilio"])
def test_an_answer_byte_by_byte_outlasts_the_read_timeout_but_not_the_deadline(
    provider: str, fake: FakeProviders
) -> None:
    # What the libraries call a timeout is the longest pause between two reads, not the length of the whole.
    fake.misbehave(Fault(mode=Mode.DRIP, seconds=8))

    result, seconds = send_timed(every_sender(fake, QUICK)[provider], message_for(provider))

    assert (result.status, result.error_code) == (SendStatus.MAYBE_SENT, "deadline")
    assert QUICK.read_seconds * 2 < seconds < QUICK.total_seconds + A_BIT


@pytest.mark.parametrize("provider", ["sendgrid", "twilio"])
def test_a_slow_answer_within_the_read_limit_is_waited_for(provider: str, fake: FakeProviders) -> None:
    # The limit for connecting is the shorter one and must not be the one that applies to reading.
    patient = Timeouts(connect_seconds=0.1, read_seconds=5, total_seconds=6)
    sender = (
        sendgrid_at(fake.url, timeouts=patient) if provider == "sendgrid" else twilio_at(fake.url, timeouts=patient)
    )
    fake.misbehave(Fault(mode=Mode.SLOW, seconds=0.5))

    result = send(sender, message_for(provider))

    assert result.status is SendStatus.ACCEPTED
