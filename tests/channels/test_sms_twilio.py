import logging
from datetime import timedelta
from urllib.parse import parse_qs

import pytest

from kindregards.channels.sms_twilio import TwilioAccount
from kindregards.domain.channels import SendResult, SendStatus
from kindregards.domain.errors import InvalidError
from kindregards.fake_providers import FakeProviders
from kindregards.fake_providers.faults import Fault, Mode
from tests.channels.broken_servers import port_that
from tests.channels.senders import FAKE_KEYS, NOW, a_text, send, twilio_at

pytestmark = pytest.mark.slow


def http(status: str, body: str) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


def test_an_accepted_message_returns_twilios_sid(fake: FakeProviders) -> None:
    result = send(twilio_at(fake.url), a_text(attempt_id="attempt-7"))

    handed = fake.ledger.accepted("attempt-7")
    assert handed is not None
    assert result == SendResult(
        status=SendStatus.ACCEPTED, provider="twilio", provider_message_id=handed.provider_message_id
    )
    assert str(result.provider_message_id).startswith("SM")


def test_the_request_carries_text_status_address_and_validity(fake: FakeProviders) -> None:
    message = a_text(attempt_id="attempt-7")

    send(twilio_at(fake.url), message)

    assert parse_qs(fake.ledger.requests()[0].body.decode()) == {
        "To": [message.address],
        "From": ["+15005550006"],
        "Body": [message.text],
        "StatusCallback": ["https://letters.example.com/webhooks/twilio/status/attempt-7"],
        "ValidityPeriod": ["7200"],
    }


def test_a_messaging_service_stands_in_for_a_number(fake: FakeProviders) -> None:
    send(twilio_at(fake.url, sender="MG" + "0" * 32), a_text())

    form = parse_qs(fake.ledger.requests()[0].body.decode())
    assert form["MessagingServiceSid"] == ["MG" + "0" * 32]
    assert "From" not in form


def test_the_region_of_the_environment_does_not_rewrite_our_base_url(
    fake: FakeProviders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_EDGE", "sydney")
    monkeypatch.setenv("TWILIO_REGION", "au1")

    result = send(twilio_at(fake.url), a_text())

    assert result.status is SendStatus.ACCEPTED


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (21211, SendStatus.REFUSED),
        (21614, SendStatus.REFUSED),
        (21635, SendStatus.REFUSED),
        (21610, SendStatus.OPTED_OUT),
        (63014, SendStatus.OPTED_OUT),
        (20005, SendStatus.MISCONFIGURED),
        (21408, SendStatus.MISCONFIGURED),
        (21606, SendStatus.MISCONFIGURED),
        (21608, SendStatus.MISCONFIGURED),
        (30002, SendStatus.MISCONFIGURED),
        (63038, SendStatus.MISCONFIGURED),
        (21611, SendStatus.NOT_SENT),
        (99999, SendStatus.REFUSED),
    ],
)
def test_a_refusal_is_classified_by_its_code(code: int, expected: SendStatus, fake: FakeProviders) -> None:
    fake.misbehave(Fault(mode=Mode.STATUS, status=400, code=code))

    result = send(twilio_at(fake.url), a_text())

    assert (result.status, result.error_code) == (expected, f"twilio_{code}")
    assert fake.ledger.counts()["received"] == 1


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+15005550001", SendStatus.REFUSED),
        ("+15005550009", SendStatus.REFUSED),
        ("+15005550004", SendStatus.OPTED_OUT),
        ("+15005550003", SendStatus.MISCONFIGURED),
        ("not a number", SendStatus.REFUSED),
    ],
)
def test_twilios_own_test_numbers_are_classified(number: str, expected: SendStatus, fake: FakeProviders) -> None:
    result = send(twilio_at(fake.url), a_text(address=number))

    assert result.status is expected


@pytest.mark.parametrize("changes", [{"text": "half a pair \ud800"}, {"text": "\x00"}, {"address": "+1415\n555"}])
def test_what_cannot_be_written_is_refused_before_anything_is_sent(
    changes: dict[str, str], fake: FakeProviders
) -> None:
    result = send(twilio_at(fake.url), a_text(**changes))

    assert (result.status, result.error_code) == (SendStatus.REFUSED, "unsafe_text")
    assert not fake.ledger.requests()


def test_a_wrong_token_is_our_own_trouble(fake: FakeProviders) -> None:
    result = send(twilio_at(fake.url, auth_token="other"), a_text())

    assert (result.status, result.error_code) == (SendStatus.MISCONFIGURED, "twilio_20003")


def test_too_many_requests_names_the_instant_to_come_back(fake: FakeProviders) -> None:
    fake.misbehave(Fault(mode=Mode.STATUS, status=429, retry_after=9))

    result = send(twilio_at(fake.url), a_text())

    assert (result.status, result.error_code) == (SendStatus.NOT_SENT, "http_429")
    assert result.retry_after == NOW + timedelta(seconds=9)
    assert fake.ledger.counts()["received"] == 1


@pytest.mark.parametrize(
    ("answer", "expected", "error_code"),
    [
        (http("500 Internal Server Error", "<html>"), SendStatus.MAYBE_SENT, "http_500"),
        (http("500 Oops", '{"code": 21211, "message": "", "status": 500}'), SendStatus.MAYBE_SENT, "twilio_21211"),
        (http("400 Bad Request", "<html>"), SendStatus.REFUSED, "http_400"),
        (http("403 Forbidden", "[]"), SendStatus.MISCONFIGURED, "http_403"),
        (http("307 Temporary Redirect", ""), SendStatus.MISCONFIGURED, "http_307"),
        (
            http("400 Bad", '{"type": "u", "title": "t", "status": 400, "code": 21610}'),
            SendStatus.OPTED_OUT,
            "twilio_21610",
        ),
        (
            http("400 Bad", '{"type": "u", "title": "t", "status": "no", "code": "x"}'),
            SendStatus.MAYBE_SENT,
            "unreadable_answer",
        ),
        (http("201 Created", "[]"), SendStatus.MAYBE_SENT, "unreadable_answer"),
        (http("201 Created", "null"), SendStatus.MAYBE_SENT, "unreadable_answer"),
        (http("201 Created", '"SM"'), SendStatus.MAYBE_SENT, "unreadable_answer"),
        (http("201 Created", "[" * 100_000), SendStatus.MAYBE_SENT, "unreadable_answer"),
        (http("201 Created", '{"sid": "SM1", "date_created": 5}'), SendStatus.MAYBE_SENT, "unreadable_answer"),
        (http("201 Created", "{}"), SendStatus.MAYBE_SENT, "no_message_id"),
        (http("201 Created", '{"sid": 5}'), SendStatus.MAYBE_SENT, "no_message_id"),
        (http("201 Created", '{"sid": "SM1"}'), SendStatus.ACCEPTED, None),
        (
            http("201 Created", '{"sid": "SM1", "status": "failed", "error_code": 21610}'),
            SendStatus.OPTED_OUT,
            "twilio_21610",
        ),
        (b"\x00\x01\x02\r\n\r\n", SendStatus.MAYBE_SENT, "connection_lost"),
    ],
)
def test_whatever_answers_is_classified(answer: bytes, expected: SendStatus, error_code: str | None) -> None:
    with port_that(answer) as port:
        result = send(twilio_at(f"http://127.0.0.1:{port}"), a_text())

    assert (result.status, result.error_code) == (expected, error_code)


def test_every_message_has_a_connection_of_its_own(fake: FakeProviders) -> None:
    sender = twilio_at(fake.url)

    results = [send(sender, a_text(attempt_id=f"attempt-{number}")) for number in range(3)]

    assert {result.status for result in results} == {SendStatus.ACCEPTED}
    assert {handed.headers["connection"] for handed in fake.ledger.requests()} == {"close"}


def test_neither_token_nor_person_reaches_the_log(fake: FakeProviders, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    message = a_text()

    send(twilio_at(fake.url), message)

    assert FAKE_KEYS.twilio_auth_token not in caplog.text
    assert message.address not in caplog.text
    assert message.text not in caplog.text


def test_an_account_does_not_show_its_token() -> None:
    account = TwilioAccount(account_sid="AC1", auth_token="very secret", sender="+15005550006")

    assert "very secret" not in repr(account)


def test_a_token_no_header_can_carry_stops_the_start() -> None:
    with pytest.raises(InvalidError):
        twilio_at("https://api.twilio.com", auth_token="to\nken")
