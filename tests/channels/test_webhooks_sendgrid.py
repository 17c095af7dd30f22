import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from kindregards.channels.webhooks_sendgrid import SendGridEvents
from kindregards.domain.errors import InvalidError
from kindregards.domain.ports.channels import ForgedWebhookError, UnreadableWebhookError
from kindregards.domain.provider_events import EventKind, EventReason, ProviderEvent, Severity
from kindregards.fake_providers.credentials import Credentials

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
URL = "https://letters.example.com/webhooks/sendgrid/events"
KEYS = Credentials()
READER = SendGridEvents(KEYS.sendgrid_public_key)
SIGNATURE = "x-twilio-email-event-webhook-signature"
TIMESTAMP = "x-twilio-email-event-webhook-timestamp"


def an_event(event: str = "delivered", **changes: object) -> dict[str, object]:
    return {
        "email": "wang@example.com",
        "timestamp": int(NOW.timestamp()) - 60,
        "event": event,
        "sg_event_id": "event-1",
        "sg_message_id": "abc123.recvd-6d5b8f5c7d-x2x7q-1-65E2F0-1.0",
        "kr_attempt_id": "attempt-1",
    } | changes


def signed(body: bytes, at: datetime = NOW) -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    return {SIGNATURE: KEYS.sign_events(stamp, body), TIMESTAMP: stamp}


def read(body: bytes, headers: dict[str, str] | None = None, now: datetime = NOW) -> tuple[ProviderEvent, ...]:
    return READER.read(url=URL, headers=signed(body) if headers is None else headers, body=body, now=now)


def read_event(event: dict[str, object]) -> ProviderEvent:
    (translated,) = read(json.dumps([event]).encode())
    return translated


def test_sendgrids_own_sample_is_accepted() -> None:
    # From the tests of their library; the body ends in CRLF, and without it the signature fails.
    reader = SendGridEvents(
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g=="
    )
    headers = {
        SIGNATURE: "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=",
        TIMESTAMP: "1600112502",
    }
    body = (
        b'[{"email":"hello@world.com","event":"dropped","reason":"Bounced Address",'
        b'"sg_event_id":"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA",'
        b'"sg_message_id":"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0",'
        b'"smtp-id":"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>","timestamp":1600112492}]\r\n'
    )
    then = datetime.fromtimestamp(1600112510, UTC)

    (event,) = reader.read(url=URL, headers=headers, body=body, now=then)

    assert (event.kind, event.severity, event.reason) == (
        EventKind.REJECTED,
        Severity.PERMANENT,
        EventReason.INVALID,
    )
    assert event.provider_message_id == "LRzXl_NHStOGhQ4kofSm_A"
    with pytest.raises(ForgedWebhookError):
        reader.read(url=URL, headers=headers, body=body.strip(), now=then)


def test_an_event_is_translated_whole() -> None:
    source = an_event("delivered")

    event = read_event(source)

    assert event == ProviderEvent(
        provider="sendgrid",
        event_key="event-1",
        kind=EventKind.DELIVERED,
        occurred_at=NOW - timedelta(seconds=60),
        attempt_id="attempt-1",
        provider_message_id="abc123",
        address="wang@example.com",
        raw=json.dumps(source, sort_keys=True),
    )


@pytest.mark.parametrize(
    ("source", "kind", "severity", "reason"),
    [
        (an_event("processed"), EventKind.QUEUED, Severity.NONE, None),
        (an_event("delivered"), EventKind.DELIVERED, Severity.NONE, None),
        (an_event("deferred"), EventKind.DEFERRED, Severity.TRANSIENT, EventReason.OTHER),
        (an_event("deferred", status="4.2.2"), EventKind.DEFERRED, Severity.TRANSIENT, EventReason.MAILBOX_FULL),
        (an_event("open"), EventKind.OPENED, Severity.NONE, None),
        (an_event("click"), EventKind.CLICKED, Severity.NONE, None),
        (
            an_event("bounce", type="bounce", status="5.1.1"),
            EventKind.BOUNCED,
            Severity.PERMANENT,
            EventReason.INVALID,
        ),
        (an_event("bounce", type="bounce"), EventKind.BOUNCED, Severity.PERMANENT, EventReason.OTHER),
        (an_event("bounce"), EventKind.BOUNCED, Severity.PERMANENT, EventReason.OTHER),
        (
            an_event("bounce", bounce_classification="Mailbox Unavailable"),
            EventKind.BOUNCED,
            Severity.PERMANENT,
            EventReason.UNREACHABLE,
        ),
        (an_event("bounce", type="blocked"), EventKind.BOUNCED, Severity.TRANSIENT, EventReason.BLOCKED),
        (an_event("blocked"), EventKind.BOUNCED, Severity.TRANSIENT, EventReason.BLOCKED),
        (an_event("bounce", type="expired"), EventKind.BOUNCED, Severity.TRANSIENT, EventReason.TIMED_OUT),
        (an_event("dropped", reason="Bounced Address"), EventKind.REJECTED, Severity.PERMANENT, EventReason.INVALID),
        (an_event("dropped", reason="Invalid"), EventKind.REJECTED, Severity.PERMANENT, EventReason.INVALID),
        (
            an_event("dropped", reason="Unsubscribed Address"),
            EventKind.REJECTED,
            Severity.POLICY,
            EventReason.UNSUBSCRIBED,
        ),
        (an_event("dropped", reason="Spam Reporting Address"), EventKind.REJECTED, Severity.POLICY, EventReason.SPAM),
        (an_event("dropped", reason="Spam Content"), EventKind.REJECTED, Severity.POLICY, EventReason.SPAM),
        (
            an_event("dropped", reason="Invalid SMTPAPI header"),
            EventKind.REJECTED,
            Severity.TRANSIENT,
            EventReason.CONFIG,
        ),
        (
            an_event("dropped", reason="Recipient List over Package Quota"),
            EventKind.REJECTED,
            Severity.TRANSIENT,
            EventReason.CONFIG,
        ),
        (an_event("dropped", reason="something new"), EventKind.REJECTED, Severity.TRANSIENT, EventReason.CONFIG),
        (an_event("spamreport"), EventKind.COMPLAINED, Severity.POLICY, EventReason.SPAM),
        (an_event("unsubscribe"), EventKind.UNSUBSCRIBED, Severity.POLICY, EventReason.UNSUBSCRIBED),
        (an_event("group_unsubscribe"), EventKind.UNSUBSCRIBED, Severity.POLICY, EventReason.UNSUBSCRIBED),
        (an_event("group_resubscribe"), EventKind.RESUBSCRIBED, Severity.NONE, None),
        (an_event("account_status_change"), EventKind.UNKNOWN, Severity.NONE, None),
        (an_event(""), EventKind.UNKNOWN, Severity.NONE, None),
    ],
)
def test_sendgrids_words_become_ours(
    source: dict[str, object], kind: EventKind, severity: Severity, reason: EventReason | None
) -> None:
    event = read_event(source)

    assert (event.kind, event.severity, event.reason) == (kind, severity, reason)


@pytest.mark.parametrize(
    ("source", "machine"),
    [
        (an_event("open", sg_machine_open=True), True),
        (an_event("open", sg_machine_open=False), False),
        (an_event("open"), None),
        (an_event("open", sg_machine_open="maybe"), None),
        (an_event("click", sg_machine_open=False), None),
    ],
)
def test_only_sendgrids_own_mark_tells_machines_from_people(source: dict[str, object], machine: bool | None) -> None:  # noqa: FBT001 -- a case
    assert read_event(source).machine is machine


def test_several_events_arrive_in_order() -> None:
    body = json.dumps([an_event("processed", sg_event_id="a"), an_event("delivered", sg_event_id="b")]).encode()

    assert [event.event_key for event in read(body)] == ["a", "b"]


def test_an_error_code_is_only_ever_the_mail_standards_number() -> None:
    coded = read_event(an_event("bounce", status="5.1.1", reason="550 no such user wang@example.com"))
    private = read_event(an_event("bounce", status="no such user wang@example.com"))

    assert (coded.error_code, private.error_code) == ("5.1.1", None)


@pytest.mark.parametrize("event_id", [None, "", 5, "with blank", "nul\x00", "長い", "x" * 300])
def test_an_event_without_a_usable_id_has_a_key_of_its_content(event_id: object) -> None:
    first = read_event(an_event(sg_event_id=event_id))
    again = read_event(an_event(sg_event_id=event_id))
    other = read_event(an_event("open", sg_event_id=event_id))

    assert first.event_key.startswith("sha256:")
    assert first.event_key == again.event_key != other.event_key


@pytest.mark.parametrize("timestamp", [None, "yesterday", -1, 0, 10**20, True, 1.5])
def test_an_event_without_a_usable_time_happened_when_it_was_signed(timestamp: object) -> None:
    assert read_event(an_event(timestamp=timestamp)).occurred_at == NOW


def test_a_retry_with_its_first_stamp_is_accepted_for_a_day() -> None:
    body = json.dumps([an_event()]).encode()

    assert read(body, signed(body, NOW - timedelta(hours=24, minutes=59)))
    with pytest.raises(ForgedWebhookError):
        read(body, signed(body, NOW - timedelta(hours=25, minutes=1)))


def test_a_stamp_ahead_of_our_clock_is_tolerated_too() -> None:
    body = json.dumps([an_event()]).encode()

    assert read(body, signed(body, NOW + timedelta(hours=1)))


@pytest.mark.parametrize(
    "broken",
    [
        {SIGNATURE: None},
        {TIMESTAMP: None},
        {SIGNATURE: ""},
        {SIGNATURE: "not base64!"},
        {SIGNATURE: base64.b64encode(b"\x30\x06\x02\x01\x01\x02\x01\x01").decode()},
        {SIGNATURE: "签名"},
        {TIMESTAMP: ""},
        {TIMESTAMP: "now"},
        {TIMESTAMP: str(int(NOW.timestamp()) + 1)},
        {TIMESTAMP: "9" * 5000},
        {TIMESTAMP: f" {int(NOW.timestamp())}"},
        {TIMESTAMP: "１７７２４４１２００"},
    ],
)
def test_a_broken_signature_is_a_forgery(broken: dict[str, str | None]) -> None:
    body = json.dumps([an_event()]).encode()
    headers = {name: value for name, value in (signed(body) | broken).items() if value is not None}

    with pytest.raises(ForgedWebhookError):
        read(body, headers)


def test_json_written_anew_no_longer_fits_its_signature() -> None:
    body = json.dumps([an_event()]).encode()

    with pytest.raises(ForgedWebhookError):
        read(json.dumps(json.loads(body), separators=(",", ":")).encode(), signed(body))


def test_another_key_is_a_forgery() -> None:
    body = json.dumps([an_event()]).encode()

    with pytest.raises(ForgedWebhookError):
        SendGridEvents(Credentials().sendgrid_public_key).read(url=URL, headers=signed(body), body=body, now=NOW)


@pytest.mark.parametrize("key", [None, ""])
def test_without_a_key_nothing_is_believed(key: str | None) -> None:
    body = json.dumps([an_event()]).encode()

    with pytest.raises(ForgedWebhookError):
        SendGridEvents(key).read(url=URL, headers=signed(body), body=body, now=NOW)


def in_der(key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey) -> str:
    return base64.b64encode(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


@pytest.mark.parametrize(
    "key",
    [
        "secret",
        "AAAA",
        "钥匙",
        in_der(ec.generate_private_key(ec.SECP384R1()).public_key()),
        in_der(rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()),
    ],
)
def test_a_key_that_is_none_stops_the_start(key: str) -> None:
    with pytest.raises(InvalidError):
        SendGridEvents(key)


def test_a_key_pasted_over_two_lines_works() -> None:
    body = json.dumps([an_event()]).encode()
    pasted = KEYS.sendgrid_public_key[:60] + "\n  " + KEYS.sendgrid_public_key[60:] + "\n"

    assert SendGridEvents(pasted).read(url=URL, headers=signed(body), body=body, now=NOW)


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"null", b"[1]", b"[[]]", b"\xff\xfe", b"[" * 100_000, b"[" + b"9" * 5000 + b"]", b'"x"', b"[{}"],
)
def test_signed_nonsense_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableWebhookError):
        read(body)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from([*an_event(), "type", "status", "reason", "sg_machine_open", "bounce_classification"])


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(FIELDS, JUNK | st.sampled_from(["bounce", "open", "dropped", "deferred"])))
def test_signed_junk_becomes_clean_events(junk: dict[str, Any]) -> None:
    (event,) = read(json.dumps([junk]).encode())

    assert 0 < len(event.event_key) <= 200
    for text in (event.event_key, event.attempt_id, event.provider_message_id, event.error_code, event.raw):
        assert text is None or (text.isascii() and text.isprintable())
    assert event.address is None or event.address.isprintable()


def outcome(body: bytes, headers: dict[str, str]) -> str:
    try:
        events = read(body, headers)
    except ForgedWebhookError:
        return "forged"
    except UnreadableWebhookError:
        return "unreadable"
    return json.dumps([json.loads(event.raw) for event in events], sort_keys=True)


@settings(max_examples=200, deadline=None)
@given(st.binary(), st.dictionaries(st.sampled_from([SIGNATURE, TIMESTAMP]), st.text()))
def test_whatever_comes_unsigned_is_a_forgery(body: bytes, headers: dict[str, str]) -> None:
    assert outcome(body, headers) == "forged"


@settings(max_examples=50, deadline=None)
@given(
    st.binary()
    | st.lists(st.dictionaries(st.text(), JUNK, max_size=3), max_size=3).map(lambda junk: json.dumps(junk).encode())
)
def test_whatever_is_signed_is_read_or_unreadable(body: bytes) -> None:
    result = outcome(body, signed(body))

    assert result == "unreadable" or result == json.dumps(json.loads(body), sort_keys=True)
