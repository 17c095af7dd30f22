import json
import logging
from datetime import timedelta

import pytest

from kindregards.channels.email_sendgrid import SendGridEmail
from kindregards.channels.sendgrid_mail import Tracking
from kindregards.domain.channels import SendResult, SendStatus
from kindregards.domain.errors import InvalidError
from kindregards.fake_providers import FakeProviders
from kindregards.fake_providers.faults import Fault, Mode
from tests.builders import a_message
from tests.channels.broken_servers import port_that
from tests.channels.senders import CALM, FAKE_KEYS, FROM, NOW, send, sendgrid_at

pytestmark = pytest.mark.slow


def test_an_accepted_letter_returns_sendgrids_message_id(fake: FakeProviders) -> None:
    result = send(sendgrid_at(fake.url), a_message(attempt_id="attempt-7"))

    handed = fake.ledger.accepted("attempt-7")
    assert handed is not None
    assert result == SendResult(
        status=SendStatus.ACCEPTED, provider="sendgrid", provider_message_id=handed.provider_message_id
    )
    assert result.provider_message_id


def test_the_request_carries_the_whole_letter(fake: FakeProviders) -> None:
    message = a_message(unsubscribe_url="https://letters.example.com/u/token")

    send(sendgrid_at(fake.url), message)

    body = json.loads(fake.ledger.requests()[0].body)
    assert body["personalizations"] == [
        {
            "to": [{"email": message.address, "name": message.recipient_name}],
            "custom_args": {"kr_attempt_id": message.attempt_id},
        }
    ]
    assert body["from"] == {"email": FROM.email, "name": message.sender_name}
    assert body["subject"] == message.subject
    assert body["content"] == [
        {"type": "text/plain", "value": message.text},
        {"type": "text/html", "value": message.html},
    ]
    assert body["headers"] == {
        "List-Unsubscribe": "<https://letters.example.com/u/token>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert "custom_args" not in body


def test_sendgrid_adds_nothing_to_a_letter_unless_the_company_wants_it(fake: FakeProviders) -> None:
    tracked = SendGridEmail(
        api_key=FAKE_KEYS.sendgrid_api_key,
        sender=FROM,
        base_url=fake.url,
        tracking=Tracking(opens=True, clicks=True),
        timeouts=CALM,
    )

    send(sendgrid_at(fake.url), a_message())
    send(tracked, a_message())

    plain, wished = (json.loads(handed.body)["tracking_settings"] for handed in fake.ledger.requests())
    assert [setting["enable"] for setting in plain.values()] == [False, False, False]
    assert wished["open_tracking"]["enable"]
    assert wished["click_tracking"]["enable"]
    assert not wished["subscription_tracking"]["enable"]


def test_a_letter_without_html_or_sender_name_goes_as_text_from_the_company(fake: FakeProviders) -> None:
    send(sendgrid_at(fake.url), a_message(html=None, sender_name=None, recipient_name=""))

    body = json.loads(fake.ledger.requests()[0].body)
    assert [part["type"] for part in body["content"]] == ["text/plain"]
    assert body["from"]["name"] == "Example Jobs"
    assert body["personalizations"][0]["to"] == [{"email": "wang@example.com"}]


def test_a_domain_in_another_script_is_written_in_ascii(fake: FakeProviders) -> None:
    result = send(sendgrid_at(fake.url), a_message(address="wang@例子.测试"))

    assert result.status is SendStatus.ACCEPTED
    assert fake.ledger.requests()[0].address == "wang@xn--fsqu00a.xn--0zwm56d"


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Hello\r\nBcc: everybody@example.com"},
        {"subject": "Hello\nBcc: everybody@example.com"},
        {"recipient_name": "Wang\r\nBcc: everybody@example.com"},
        {"sender_name": "Jobs\x00"},
        {"address": "wang@example.com\r\nRCPT TO:<x@example.com>"},
        {"unsubscribe_url": "https://example.com/\r\nBcc: x@example.com"},
        {"attempt_id": "a\nb"},
        {"text": "half a pair \ud800"},
        {"html": "<p>\x00</p>"},
    ],
)
def test_what_would_break_a_header_or_the_text_is_refused_before_anything_is_sent(
    changes: dict[str, str], fake: FakeProviders
) -> None:
    result = send(sendgrid_at(fake.url), a_message(**changes))

    assert (result.status, result.error_code) == (SendStatus.REFUSED, "unsafe_text")
    assert not fake.ledger.requests()


@pytest.mark.parametrize(
    ("changes", "error_code"),
    [
        ({"address": "wang@" + "x" * 64 + ".example"}, "bad_address"),
        ({"text": "SG.abc.def is what a key looks like"}, "looks_like_api_key"),
    ],
)
def test_what_the_library_would_choke_on_is_refused(
    changes: dict[str, str], error_code: str, fake: FakeProviders
) -> None:
    result = send(sendgrid_at(fake.url), a_message(**changes))

    assert (result.status, result.error_code) == (SendStatus.REFUSED, error_code)
    assert not fake.ledger.requests()


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(mode=Mode.STATUS, status=400), SendStatus.REFUSED),
        (Fault(mode=Mode.STATUS, status=400, field="personalizations.0.to.0.email"), SendStatus.REFUSED),
        (Fault(mode=Mode.STATUS, status=400, field="from.email"), SendStatus.MISCONFIGURED),
        (Fault(mode=Mode.STATUS, status=401), SendStatus.MISCONFIGURED),
        (Fault(mode=Mode.STATUS, status=403), SendStatus.MISCONFIGURED),
        (Fault(mode=Mode.STATUS, status=404), SendStatus.MISCONFIGURED),
        (Fault(mode=Mode.STATUS, status=302), SendStatus.MISCONFIGURED),
        (Fault(mode=Mode.STATUS, status=413), SendStatus.REFUSED),
        (Fault(mode=Mode.STATUS, status=429), SendStatus.NOT_SENT),
    ],
)
def test_a_refusal_is_classified_by_its_status(fault: Fault, expected: SendStatus, fake: FakeProviders) -> None:
    fake.misbehave(fault)

    result = send(sendgrid_at(fake.url), a_message())

    assert (result.status, result.error_code) == (expected, f"http_{fault.status}")
    assert fake.ledger.counts()["received"] == 1


def test_a_wrong_key_is_our_own_trouble(fake: FakeProviders) -> None:
    result = send(sendgrid_at(fake.url, api_key="SG.other"), a_message())

    assert (result.status, result.error_code) == (SendStatus.MISCONFIGURED, "http_401")


def test_too_many_requests_names_the_instant_to_come_back(fake: FakeProviders) -> None:
    fake.misbehave(Fault(mode=Mode.STATUS, status=429, retry_after=7))

    result = send(sendgrid_at(fake.url), a_message())

    assert (result.status, result.retry_after) == (SendStatus.NOT_SENT, NOW + timedelta(seconds=7))


def test_the_rate_limits_reset_time_is_understood(fake: FakeProviders) -> None:
    fake.misbehave(Fault(mode=Mode.STATUS, status=429, reset_in=60))

    result = send(sendgrid_at(fake.url), a_message())

    assert result.status is SendStatus.NOT_SENT
    assert result.retry_after is not None


def test_a_redirect_is_not_followed_with_our_key() -> None:
    with port_that(b"") as elsewhere:
        redirect = f"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{elsewhere}/\r\nContent-Length: 0\r\n\r\n"
        with port_that(redirect.encode()) as port:
            result = send(sendgrid_at(f"http://127.0.0.1:{port}"), a_message())

    assert (result.status, result.error_code) == (SendStatus.MISCONFIGURED, "http_302")


def test_an_error_body_cut_short_leaves_doubt() -> None:
    with port_that(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 500\r\n\r\n{") as port:
        result = send(sendgrid_at(f"http://127.0.0.1:{port}"), a_message())

    assert (result.status, result.error_code) == (SendStatus.MAYBE_SENT, "connection_lost")


@pytest.mark.parametrize("answer", [b"\x00\x01\x02\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"SSH-2.0-OpenSSH_9.2\r\n"])
def test_an_answer_that_is_no_http_leaves_doubt(answer: bytes) -> None:
    with port_that(answer) as port:
        result = send(sendgrid_at(f"http://127.0.0.1:{port}"), a_message())

    assert result.status is SendStatus.MAYBE_SENT


def test_neither_key_nor_letter_reaches_the_log(fake: FakeProviders, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    message = a_message(text="a secret of the candidate's")

    send(sendgrid_at(fake.url), message)

    assert FAKE_KEYS.sendgrid_api_key not in caplog.text
    assert message.text not in caplog.text
    assert message.address not in caplog.text


def test_a_key_file_that_ends_in_a_line_break_works(fake: FakeProviders) -> None:
    result = send(sendgrid_at(fake.url, api_key=FAKE_KEYS.sendgrid_api_key + "\n"), a_message())

    assert result.status is SendStatus.ACCEPTED


@pytest.mark.parametrize("key", ["", "  ", "SG.a\nb", "密钥"])
def test_a_key_no_header_can_carry_stops_the_start(key: str) -> None:
    with pytest.raises(InvalidError):
        sendgrid_at("https://api.sendgrid.com", api_key=key)


@pytest.mark.parametrize(
    "url", ["", "api.sendgrid.com", "ftp://api.sendgrid.com", "https://", "http://a..b", "http://[x"]
)
def test_a_base_url_that_is_none_stops_the_start(url: str) -> None:
    with pytest.raises(InvalidError):
        sendgrid_at(url)
