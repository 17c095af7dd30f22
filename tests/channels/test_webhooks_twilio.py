import hashlib
import json
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from kindregards.channels.twilio_signature import sign
from kindregards.channels.webhooks_twilio import TwilioInbound, TwilioStatus
from kindregards.domain.ports.channels import ForgedWebhookError, UnreadableWebhookError
from kindregards.domain.provider_events import EventKind, EventReason, ProviderEvent, Severity

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TOKEN = "token"
URL = "https://letters.example.com/webhooks/twilio/status/attempt-1"
INBOUND_URL = "https://letters.example.com/webhooks/twilio/inbound"
SID = "SM" + "a" * 32
FORM = "application/x-www-form-urlencoded"
STATUS = TwilioStatus(TOKEN)
INBOUND = TwilioInbound(TOKEN)


def a_report(**changes: str) -> dict[str, str]:
    return {"MessageSid": SID, "MessageStatus": "delivered", "To": "+14155550100", "From": "+15005550006"} | changes


def signed_form(form: dict[str, str], url: str = URL) -> tuple[dict[str, str], bytes]:
    body = urlencode(form).encode()
    return {"content-type": FORM, "x-twilio-signature": sign(TOKEN, url, tuple(form.items()))}, body


def read_status(form: dict[str, str], url: str = URL) -> ProviderEvent:
    headers, body = signed_form(form, url)
    (event,) = STATUS.read(url=url, headers=headers, body=body, now=NOW)
    return event


def read_inbound(text: str, **changes: str) -> ProviderEvent:
    form = {"MessageSid": SID, "From": "+14155550100", "To": "+15005550006", "Body": text, "FromCity": ""} | changes
    headers, body = signed_form(form, INBOUND_URL)
    (event,) = INBOUND.read(url=INBOUND_URL, headers=headers, body=body, now=NOW)
    return event


def test_twilios_own_sample_has_twilios_own_signature() -> None:
    # From the tests of their library.
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
        "Caller": "+14158675309",
    }

    signature = sign("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", tuple(form.items()))

    assert signature == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


@settings(deadline=None)
@given(
    st.dictionaries(st.text(), st.text()), st.sampled_from(["https://a.example/x", "http://a.example:8080/x?y=%20z"])
)
def test_our_signature_is_the_librarys(form: dict[str, str], url: str) -> None:
    encodable = {name: value for name, value in form.items() if (name + value).isprintable()}

    assert sign(TOKEN, url, tuple(encodable.items())) == RequestValidator(TOKEN).compute_signature(url, encodable)


def test_a_status_report_is_translated_whole() -> None:
    form = a_report()

    event = read_status(form)

    assert event == ProviderEvent(
        provider="twilio",
        event_key=f"{SID}:delivered",
        kind=EventKind.DELIVERED,
        occurred_at=NOW,
        attempt_id="attempt-1",
        provider_message_id=SID,
        address="+14155550100",
        raw=json.dumps(form, sort_keys=True),
    )


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("accepted", EventKind.QUEUED),
        ("scheduled", EventKind.QUEUED),
        ("queued", EventKind.QUEUED),
        ("sending", EventKind.QUEUED),
        ("sent", EventKind.SENT),
        ("delivered", EventKind.DELIVERED),
        ("read", EventKind.OPENED),
        ("undelivered", EventKind.FAILED),
        ("failed", EventKind.FAILED),
        ("canceled", EventKind.FAILED),
        ("teleported", EventKind.UNKNOWN),
    ],
)
def test_twilios_words_become_ours(status: str, kind: EventKind) -> None:
    assert read_status(a_report(MessageStatus=status)).kind is kind


def test_a_read_receipt_is_a_persons() -> None:
    assert read_status(a_report(MessageStatus="read")).machine is False


@pytest.mark.parametrize(
    ("code", "severity", "reason"),
    [
        ("30005", Severity.PERMANENT, EventReason.INVALID),
        ("30006", Severity.PERMANENT, EventReason.LANDLINE),
        ("21610", Severity.POLICY, EventReason.UNSUBSCRIBED),
        ("63014", Severity.POLICY, EventReason.UNSUBSCRIBED),
        ("30007", Severity.POLICY, EventReason.CARRIER_FILTERED),
        ("30034", Severity.TRANSIENT, EventReason.CONFIG),
        ("30003", Severity.TRANSIENT, EventReason.UNREACHABLE),
        ("30008", Severity.TRANSIENT, EventReason.OTHER),
        ("30036", Severity.TRANSIENT, EventReason.TIMED_OUT),
    ],
)
def test_a_failure_is_weighed_by_its_code(code: str, severity: Severity, reason: EventReason) -> None:
    event = read_status(a_report(MessageStatus="undelivered", ErrorCode=code))

    assert (event.kind, event.severity, event.reason) == (EventKind.FAILED, severity, reason)
    assert event.error_code == f"twilio_{code}"
    assert event.event_key == f"{SID}:undelivered:{code}"


@pytest.mark.parametrize("code", ["", "0", "abc", "9" * 5000])
def test_a_failure_without_a_code_may_pass(code: str) -> None:
    event = read_status(a_report(MessageStatus="failed", ErrorCode=code))

    assert (event.kind, event.severity) == (EventKind.FAILED, Severity.TRANSIENT)


def test_a_code_nobody_knows_is_unknown() -> None:
    event = read_status(a_report(MessageStatus="failed", ErrorCode="77777"))

    assert (event.kind, event.error_code) == (EventKind.UNKNOWN, "twilio_77777")


def test_the_same_report_has_the_same_key_and_another_status_another() -> None:
    sent = read_status(a_report(MessageStatus="sent"))

    assert sent.event_key == read_status(a_report(MessageStatus="sent")).event_key
    assert sent.event_key != read_status(a_report(MessageStatus="delivered")).event_key


@pytest.mark.parametrize(
    "signed_url",
    [
        URL,
        "https://letters.example.com:443/webhooks/twilio/status/attempt-1",
    ],
)
def test_twilio_may_sign_with_or_without_the_port(signed_url: str) -> None:
    headers, body = signed_form(a_report(), signed_url)

    assert STATUS.read(url=URL, headers=headers, body=body, now=NOW)


def test_a_public_url_with_a_port_of_its_own_is_signed_either_way() -> None:
    public = "http://letters.example.com:8080/webhooks/twilio/status/attempt-1"

    for signed_url in (public, public.replace(":8080", "")):
        headers, body = signed_form(a_report(), signed_url)
        assert STATUS.read(url=public, headers=headers, body=body, now=NOW)


def test_blank_values_and_foreign_letters_are_part_of_the_signature() -> None:
    form = a_report(FromCity="", Body="您好 & 再见 = 100% +1")

    assert read_status(form).raw == json.dumps(form, sort_keys=True)


def test_a_value_taken_away_or_changed_is_a_forgery() -> None:
    headers, body = signed_form(a_report(FromCity=""))

    for changed in (body.replace(b"&FromCity=", b""), body.replace(b"delivered", b"failed"), body + b"&ErrorCode=1"):
        with pytest.raises(ForgedWebhookError):
            STATUS.read(url=URL, headers=headers, body=changed, now=NOW)


def test_a_report_for_one_attempt_is_none_for_another() -> None:
    headers, body = signed_form(a_report())

    with pytest.raises(ForgedWebhookError):
        STATUS.read(url=URL.replace("attempt-1", "attempt-2"), headers=headers, body=body, now=NOW)


@pytest.mark.parametrize("token", [None, ""])
def test_without_a_token_nothing_is_believed(token: str | None) -> None:
    headers, body = signed_form(a_report())

    with pytest.raises(ForgedWebhookError):
        TwilioStatus(token).read(url=URL, headers=headers, body=body, now=NOW)
    with pytest.raises(ForgedWebhookError):
        TwilioInbound(token).read(url=URL, headers=headers, body=body, now=NOW)


@pytest.mark.parametrize("signature", ["", "x", "签名", "\ud800", "A" * 10_000])
def test_a_broken_signature_is_a_forgery(signature: str) -> None:
    _, body = signed_form(a_report())

    with pytest.raises(ForgedWebhookError):
        STATUS.read(url=URL, headers={"content-type": FORM, "x-twilio-signature": signature}, body=body, now=NOW)


@pytest.mark.parametrize("url", ["http://[x/", "http://a:99999/", "\ud800", "http://a:b/"])
def test_an_odd_url_is_a_forgery(url: str) -> None:
    headers, body = signed_form(a_report())

    with pytest.raises(ForgedWebhookError):
        STATUS.read(url=url, headers=headers, body=body, now=NOW)


def json_call(body: bytes, digest: str | None = None) -> tuple[str, dict[str, str]]:
    url = f"{URL}?bodySHA256={hashlib.sha256(body).hexdigest() if digest is None else digest}"
    return url, {"content-type": "application/json", "x-twilio-signature": sign(TOKEN, url, ())}


def test_a_json_body_is_believed_by_its_digest() -> None:
    body = json.dumps(a_report()).encode()
    url, headers = json_call(body)

    (event,) = STATUS.read(url=url, headers=headers, body=body, now=NOW)

    assert (event.kind, event.attempt_id) == (EventKind.DELIVERED, "attempt-1")


@pytest.mark.parametrize("digest", ["", "0" * 64, "签"])
def test_a_json_body_with_another_digest_is_a_forgery(digest: str) -> None:
    body = json.dumps(a_report()).encode()
    url, headers = json_call(body, digest)

    with pytest.raises(ForgedWebhookError):
        STATUS.read(url=url, headers=headers, body=body, now=NOW)


def test_a_json_body_without_a_digest_is_a_forgery() -> None:
    body = json.dumps(a_report()).encode()
    headers = {"content-type": "application/json", "x-twilio-signature": sign(TOKEN, URL, ())}

    with pytest.raises(ForgedWebhookError):
        STATUS.read(url=URL, headers=headers, body=body, now=NOW)


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff", b"[" * 100_000])
def test_signed_nonsense_is_unreadable(body: bytes) -> None:
    url, headers = json_call(body)

    with pytest.raises(UnreadableWebhookError):
        STATUS.read(url=url, headers=headers, body=body, now=NOW)


@pytest.mark.parametrize(
    "changes", [{"MessageSid": ""}, {"MessageSid": "SM1"}, {"MessageStatus": ""}, {"MessageStatus": "two words"}]
)
def test_a_signed_report_about_nothing_is_unreadable(changes: dict[str, str]) -> None:
    with pytest.raises(UnreadableWebhookError):
        read_status(a_report(**changes))


def test_a_form_of_ten_thousand_fields_is_a_forgery() -> None:
    headers, body = signed_form({f"field{number}": "x" for number in range(10_000)})

    with pytest.raises(ForgedWebhookError):
        STATUS.read(url=URL, headers=headers, body=body, now=NOW)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("谢谢，我知道了", EventKind.REPLIED),
        ("", EventKind.REPLIED),
        ("STOP", EventKind.UNSUBSCRIBED),
        ("退订", EventKind.UNSUBSCRIBED),
        ("please don't text me again", EventKind.UNSUBSCRIBED),
        ("START", EventKind.RESUBSCRIBED),
    ],
)
def test_an_answer_is_a_reply_unless_it_says_stop(text: str, kind: EventKind) -> None:
    event = read_inbound(text)

    assert (event.kind, event.address, event.event_key) == (kind, "+14155550100", f"{SID}:received")
    assert event.attempt_id is None
    assert (event.reason is EventReason.UNSUBSCRIBED) == (kind is EventKind.UNSUBSCRIBED)


@pytest.mark.parametrize(
    ("opt_out", "kind"),
    [("STOP", EventKind.UNSUBSCRIBED), ("START", EventKind.RESUBSCRIBED), ("HELP", EventKind.REPLIED)],
)
def test_twilios_own_opt_out_handling_is_believed(opt_out: str, kind: EventKind) -> None:
    assert read_inbound("basta", OptOutType=opt_out).kind is kind


ANYTHING = st.text() | st.sampled_from([SID, "delivered", "failed", "30008"])
NAMES = st.sampled_from(["MessageSid", "MessageStatus", "ErrorCode", "To", "From", "Body", "OptOutType"])


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(NAMES | st.text(), ANYTHING), st.text(max_size=20))
def test_signed_junk_becomes_a_clean_event_or_is_refused(form: dict[str, str], tail: str) -> None:
    url = "https://letters.example.com/webhooks/twilio/status/" + quote(tail.encode("utf-8", "replace"), safe="")
    body = urlencode(form, errors="replace").encode()
    pairs = tuple(parse_qsl(body.decode(), keep_blank_values=True))
    headers = {"content-type": FORM, "x-twilio-signature": sign(TOKEN, url, pairs)}

    for reader in (STATUS, INBOUND):
        try:
            (event,) = reader.read(url=url, headers=headers, body=body, now=NOW)
        except UnreadableWebhookError:
            continue
        for text in (event.event_key, event.attempt_id, event.provider_message_id, event.error_code, event.raw):
            assert text is None or (text.isascii() and text.isprintable())
        assert event.address is None or event.address.isprintable()


HEADERS = st.dictionaries(st.sampled_from(["x-twilio-signature", "content-type"]), st.text() | st.just(FORM))


@settings(max_examples=200, deadline=None)
@given(st.text(), HEADERS, st.binary())
def test_whatever_comes_unsigned_is_a_forgery(url: str, headers: dict[str, str], body: bytes) -> None:
    for reader in (STATUS, INBOUND):
        with pytest.raises(ForgedWebhookError):
            reader.read(url=url, headers=headers, body=body, now=NOW)
