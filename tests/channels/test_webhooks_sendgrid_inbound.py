"""Mail that comes in: trusted by address or signature, bound by the reply address, read in any character set."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kindregards.channels.webhooks_sendgrid_inbound import SendGridInbound
from kindregards.domain.errors import DomainError
from kindregards.domain.ports.channels import ForgedWebhookError, UnreadableWebhookError
from kindregards.domain.provider_events import EventKind, ProviderEvent, Severity
from kindregards.domain.replies import Answer, Automatic
from kindregards.fake_providers.credentials import Credentials
from tests.channels.inbound_mails import ADDRESS, HEADERS, TOKEN, body_of, chunks_of, fields_of

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECRET = "s" * 40
KEYS = Credentials()


def read(
    body: bytes,
    *,
    token: str | None = SECRET,
    headers: dict[str, str] = HEADERS,
    reader: SendGridInbound | None = None,
    size: int = 65_536,
    now: datetime = NOW,
) -> tuple[ProviderEvent, ...]:
    reader = reader or SendGridInbound(token=SECRET, public_key=None)
    return asyncio.run(reader.read(token=token, headers=headers, chunks=chunks_of(body, size), now=now))


def one(**changes: str | bytes | None) -> ProviderEvent:
    (event,) = read(body_of(fields_of(**changes)))
    return event


def answer_of(event: ProviderEvent) -> Answer:
    assert event.answer is not None
    return event.answer


def signed(body: bytes, at: datetime = NOW) -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    return HEADERS | {
        "x-twilio-email-event-webhook-timestamp": stamp,
        "x-twilio-email-event-webhook-signature": KEYS.sign_events(stamp, body),
    }


def test_a_person_s_mail_is_a_reply_to_the_letter_of_its_address() -> None:
    event = one()

    assert (event.kind, event.machine, event.occurred_at, event.address) == (EventKind.REPLIED, None, NOW, None)
    assert answer_of(event) == Answer(
        text="谢谢！", subject="Re: 关于您的申请", sender="王梅 <wang@example.com>", token=TOKEN
    )
    assert json.loads(event.raw)["text"].startswith("谢谢！\n\n在 2026")


def test_the_same_mail_has_the_same_key_however_it_is_cut_and_another_has_another() -> None:
    body = body_of(fields_of())
    keys = {read(body, size=size)[0].event_key for size in (1, 7, 64, 100_000)}
    other = one(headers="Message-ID: <two@example.com>")
    nameless = [one(headers="", text=text).event_key for text in ("hello", "hello", "good bye")]

    assert len(keys) == 1
    assert other.event_key not in keys
    assert nameless[0] == nameless[1] != nameless[2]


def test_mail_to_several_letters_answers_each_and_mail_to_none_answers_nothing() -> None:
    second = ADDRESS.replace("reply-abc", "REPLY-xyz")
    both = read(body_of(fields_of(envelope=json.dumps({"to": [ADDRESS, second, ADDRESS]}))))
    none = read(body_of(fields_of(envelope=json.dumps({"to": ["jobs@example.com"]}), to="jobs@example.com")))

    assert [answer_of(event).token for event in both] == [TOKEN, TOKEN.replace("abc", "xyz")]
    assert len({event.event_key for event in both}) == 2
    assert none == ()


@pytest.mark.parametrize("envelope", [None, "", "[]", "junk", "{}", '{"to": "x"}', '{"to": []}', "[" * 10_000])
def test_without_an_envelope_the_header_says_to_whom(envelope: str | None) -> None:
    assert answer_of(one(envelope=envelope)).token == TOKEN


@pytest.mark.parametrize(
    "charset", ["gb2312", "GBK", "gb18030", "UTF-8", "utf-16", "hz-gb-2312", "", "x-unknown", "idna"]
)
def test_text_is_read_in_its_character_set(charset: str) -> None:
    codec = charset if charset in {"gb2312", "GBK", "gb18030", "UTF-8", "utf-16", "hz-gb-2312"} else "gb18030"
    charsets = json.dumps({"text": charset, "subject": "UTF-8"})

    assert answer_of(one(text="谢谢您".encode(codec), charsets=charsets)).text == "谢谢您"


def test_bytes_that_are_no_text_are_kept_as_far_as_they_go() -> None:
    event = one(text=b"thanks \xff\x00\x81 a lot\x07", charsets='{"text": "us-ascii"}')

    assert answer_of(event).text.startswith("thanks")
    assert "\x00" not in answer_of(event).text + event.raw


def test_attachments_are_named_and_thrown_away() -> None:
    body = body_of(fields_of(), {"简历.pdf": b"x" * 3_000_000, "a\x00b.ics": b"BEGIN:VCALENDAR"})

    (event,) = read(body)

    assert answer_of(event).attachments == ("简历.pdf", "ab.ics")
    assert answer_of(event).automatic is Automatic.CALENDAR
    assert len(event.raw) < 2_000


def test_of_html_only_the_words_are_kept() -> None:
    html = "<style>p{}</style><p>Thank&nbsp;you<br>all</p><script>alert(1)</script><blockquote>Dear W</blockquote>"

    assert answer_of(one(text=None, html=html)).text == "Thank you\nall"


def test_the_raw_form_of_a_mail_is_read_as_well() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "王梅 <wang@example.com>", ADDRESS, "回复：申请"
    mail["Message-ID"] = "<raw@example.com>"
    mail.set_content("谢谢您", charset="gb18030")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="简历.pdf")

    event = one(email=mail.as_bytes(), text=None)

    assert answer_of(event) == Answer(
        text="谢谢您", subject="回复：申请", sender="王梅 <wang@example.com>", attachments=("简历.pdf",), token=TOKEN
    )


def test_an_automatic_reply_is_a_machine_s() -> None:
    event = one(headers="Auto-Submitted: auto-replied\n", subject="Out of office")

    assert (event.kind, event.machine) == (EventKind.REPLIED, True)
    assert answer_of(event).automatic is Automatic.OUT_OF_OFFICE


def test_a_mail_that_asks_to_stop_silences_nobody_but_the_person_of_the_letter() -> None:
    event = one(text="请不要再发邮件了")

    assert (event.kind, event.severity, event.address) == (EventKind.UNSUBSCRIBED, Severity.POLICY, None)


def test_an_out_of_office_that_says_stop_is_no_wish() -> None:
    assert one(headers="Auto-Submitted: auto-replied\n", text="unsubscribe").kind is EventKind.REPLIED


@pytest.mark.parametrize("token", [None, "", "x", SECRET[:-1], SECRET + "s", "\udcff"])
def test_a_wrong_address_is_refused_before_a_byte_is_read(token: str | None) -> None:
    with pytest.raises(ForgedWebhookError):
        read(b"junk", token=token)


def test_without_token_and_key_nothing_is_trusted() -> None:
    with pytest.raises(ForgedWebhookError):
        read(body_of(fields_of()), reader=SendGridInbound(token=None, public_key=None))


def test_a_signature_over_every_byte_is_trusted_for_three_days() -> None:
    reader = SendGridInbound(token=None, public_key=KEYS.sendgrid_public_key)
    body = body_of(fields_of(), {"a.bin": b"\x00" * 100_000})

    assert read(body, token=None, headers=signed(body), reader=reader, now=NOW + timedelta(hours=72))
    for forged in (body + b"\r\n", body.replace(b"wang", b"wong"), b""):
        with pytest.raises(ForgedWebhookError):
            read(forged, token=None, headers=signed(body), reader=reader)
    with pytest.raises(ForgedWebhookError):
        read(body, token=None, headers=signed(body), reader=reader, now=NOW + timedelta(hours=74))


def test_where_both_are_set_both_are_needed() -> None:
    reader = SendGridInbound(token=SECRET, public_key=KEYS.sendgrid_public_key)
    body = body_of(fields_of())

    assert read(body, headers=signed(body), reader=reader)
    with pytest.raises(ForgedWebhookError):
        read(body, reader=reader)
    with pytest.raises(ForgedWebhookError):
        read(body, token=None, headers=signed(body), reader=reader)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"content-type": "application/json"}, b"{}"),
        ({}, b""),
        ({"content-type": "multipart/form-data"}, b""),
        (HEADERS, b""),
        (HEADERS, b"junk"),
        (HEADERS, body_of(fields_of())[:-20]),
        (HEADERS, body_of(fields_of()).replace(b"\r\n", b"\n")),
        (HEADERS, body_of({f"f{number}": "x" for number in range(600)})),
    ],
)
def test_what_is_no_mail_is_unreadable(headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(UnreadableWebhookError):
        read(body, headers=headers)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=2_000), st.binary(max_size=300), st.binary(max_size=300), st.binary(max_size=1_500))
def test_no_field_breaks_the_reading(text: bytes, charsets: bytes, headers: bytes, raw: bytes) -> None:
    for changes in ({"email": raw, "headers": headers}, {"text": text, "charsets": charsets, "headers": headers}):
        try:
            read(body_of(fields_of(**changes)))
        except DomainError as error:
            assert error.code == "webhook_unreadable"  # noqa: PT017 -- only this refusal, or none
