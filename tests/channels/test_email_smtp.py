from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from kindregards.domain.channels import SendResult, SendStatus
from kindregards.fake_providers import FakeProviders
from kindregards.fake_providers.faults import Fault, Mode
from tests.builders import a_message
from tests.channels.broken_servers import port_that, port_that_greets
from tests.channels.senders import FROM, QUICK, send, smtp_at

pytestmark = pytest.mark.slow


def the_mail(fake: FakeProviders) -> EmailMessage:
    return message_from_bytes(fake.ledger.requests()[0].body, policy=default)


def test_an_accepted_letter_is_known_by_its_attempt(fake: FakeProviders) -> None:
    result = send(smtp_at(fake.smtp_url), a_message(attempt_id="attempt-7"))

    assert result == SendResult(
        status=SendStatus.ACCEPTED, provider="smtp", provider_message_id="<attempt-7@example.com>"
    )
    assert fake.ledger.counts() == {"received": 1, "accepted": 1, "attempts": 1, "duplicates": 0}


def test_the_mail_carries_the_whole_letter(fake: FakeProviders) -> None:
    message = a_message(unsubscribe_url="https://letters.example.com/u/token")

    send(smtp_at(fake.smtp_url), message)

    mail = the_mail(fake)
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert mail.get_content_type() == "multipart/alternative"
    assert mail["Subject"] == message.subject
    assert mail["From"].addresses[0].addr_spec == FROM.email
    assert mail["From"].addresses[0].display_name == message.sender_name
    assert mail["To"].addresses[0].display_name == message.recipient_name
    assert mail["Message-ID"] == f"<{message.attempt_id}@example.com>"
    assert mail["Date"] == "Mon, 02 Mar 2026 09:00:00 +0000"
    assert mail["List-Unsubscribe"] == "<https://letters.example.com/u/token>"
    assert text is not None
    assert html is not None
    assert text.get_content().strip() == message.text
    assert html.get_content().strip() == message.html


def test_a_letter_without_html_is_plain_text(fake: FakeProviders) -> None:
    send(smtp_at(fake.smtp_url), a_message(html=None))

    assert the_mail(fake).get_content_type() == "text/plain"


def test_a_line_of_one_dot_and_a_very_long_line_survive(fake: FakeProviders) -> None:
    text = "您好\n.\n" + "长" * 3000 + "\n.."

    send(smtp_at(fake.smtp_url), a_message(text=text, html=None))

    assert the_mail(fake).get_content().splitlines() == text.splitlines()


@pytest.mark.parametrize("field", ["subject", "recipient_name", "sender_name", "address"])
def test_a_line_break_in_a_header_is_refused_before_anything_is_sent(field: str, fake: FakeProviders) -> None:
    result = send(smtp_at(fake.smtp_url), a_message(**{field: "x@example.com\r\nBcc: everybody@example.com"}))

    assert (result.status, result.error_code) == (SendStatus.REFUSED, "unsafe_text")
    assert not fake.ledger.requests()


@pytest.mark.parametrize("address", ["", "wang", "wang@", "@example.com", "王@example.com", "a@b@c", "wang@a..b"])
def test_an_address_no_mail_can_carry_is_refused(address: str, fake: FakeProviders) -> None:
    result = send(smtp_at(fake.smtp_url), a_message(address=address))

    assert (result.status, result.error_code) == (SendStatus.REFUSED, "bad_address")
    assert not fake.ledger.requests()


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(mode=Mode.STATUS, status=550), SendStatus.REFUSED),
        (Fault(mode=Mode.STATUS, status=552), SendStatus.REFUSED),
        (Fault(mode=Mode.STATUS, status=530), SendStatus.MISCONFIGURED),
        (Fault(mode=Mode.STATUS, status=450), SendStatus.NOT_SENT),
        (Fault(mode=Mode.STATUS, status=421), SendStatus.NOT_SENT),
        (Fault(mode=Mode.STATUS, status=554, stage="data"), SendStatus.REFUSED),
        (Fault(mode=Mode.STATUS, status=451, stage="data"), SendStatus.NOT_SENT),
        (Fault(mode=Mode.STATUS, status=550, stage="mail"), SendStatus.MISCONFIGURED),
        (Fault(mode=Mode.STATUS, status=552, stage="mail"), SendStatus.REFUSED),
        (Fault(mode=Mode.STATUS, status=450, stage="mail"), SendStatus.NOT_SENT),
    ],
)
def test_a_refusal_is_classified_by_its_reply_code(fault: Fault, expected: SendStatus, fake: FakeProviders) -> None:
    fake.misbehave(fault)

    result = send(smtp_at(fake.smtp_url), a_message())

    assert (result.status, result.error_code) == (expected, f"smtp_{fault.status}")
    assert fake.ledger.counts()["accepted"] == 0


def test_a_connection_lost_before_the_content_was_surely_not_sent(fake: FakeProviders) -> None:
    fake.misbehave(Fault(mode=Mode.RESET))

    result = send(smtp_at(fake.smtp_url), a_message())

    assert (result.status, result.error_code) == (SendStatus.NOT_SENT, "connection_lost")


def test_a_wrong_password_is_our_own_trouble(fake: FakeProviders) -> None:
    host = fake.smtp_url.rpartition("@")[2]

    result = send(smtp_at(f"smtp://fake:wrong@{host}"), a_message())

    assert (result.status, result.error_code) == (SendStatus.MISCONFIGURED, "smtp_535")
    assert not fake.ledger.requests()


@pytest.mark.parametrize(
    ("greeting", "expected"),
    [(b"554 go away\r\n", SendStatus.MISCONFIGURED), (b"421 too busy\r\n", SendStatus.NOT_SENT)],
)
def test_a_server_that_greets_with_a_refusal_is_classified(greeting: bytes, expected: SendStatus) -> None:
    with port_that_greets(greeting) as port:
        result = send(smtp_at(f"smtp://127.0.0.1:{port}"), a_message())

    assert result.status is expected


def test_a_server_that_speaks_no_smtp_got_nothing() -> None:
    with port_that_greets(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        result = send(smtp_at(f"smtp://127.0.0.1:{port}"), a_message())

    assert result.status is SendStatus.NOT_SENT


def test_a_silent_server_got_nothing() -> None:
    with port_that(b"", hang_up=False) as port:
        result = send(smtp_at(f"smtp://127.0.0.1:{port}", timeouts=QUICK), a_message())

    assert (result.status, result.error_code) == (SendStatus.NOT_SENT, "connect_timeout")


def test_a_server_that_offers_no_login_where_one_is_set_is_our_own_trouble() -> None:
    with port_that_greets(b"220 hello\r\n", then=b"250 hello\r\n") as port:
        result = send(smtp_at(f"smtp://user:password@127.0.0.1:{port}"), a_message())

    assert (result.status, result.error_code) == (SendStatus.MISCONFIGURED, "smtp_security")
