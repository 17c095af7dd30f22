"""WeChat's sealed callbacks: what is believed, and what it means."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.channels.webhooks_wechat import WechatEvents, WechatServer
from kindregards.domain.ports.channels import ForgedWebhookError, UnreadableWebhookError
from kindregards.domain.provider_events import EventKind, EventReason, ProviderEvent, Severity
from kindregards.domain.replies import Answer
from kindregards.fake_providers.credentials import Credentials
from kindregards.fake_providers.wechat_callbacks import sealed_delivery, signature
from tests.channels.senders import NOW
from tests.channels.wechat import OPENID

KEYS = Credentials()
SERVER = WechatServer(app_id=KEYS.wechat_app_id, token=KEYS.wechat_token, aes_key=KEYS.wechat_aes_key)
READER = WechatEvents(SERVER)
STAMP = int(NOW.timestamp())
PUBLIC = "https://letters.example.com"

# Sealed by the openssl command line, which shares nothing with our code or the stand-in's.
FOREIGN = (
    "Q3stYC6hdFzMh9T8HCvyDF1H9kwak3335s7+/WV9wme+7UWJ4XIVsXkfXZdb2c5NeMAO6hsx/r2hcST6FCPFZU2RUiZP42SmozwVEf5xw0/NyPFL"
    "Uf34MqbxoRUAvcBEz9Q8Mkft/5cmeVC+oPQn7OqSvDnpOMAAxbLb5a+L4Sri6pt8tlvOfRwVinEhL2aui+wMNO4c/Hd4WFt65eUfq7Hl1P/YsBFN"
    "PfxPlcMCAPDrVEakq64GzsAX7UYP0B13hl6Kjan1eNocno+/9kN68lo90gueFPsfeMyN/gZICdAgVMJ80v/V2kaNyYLI6WUOuDPKjylymE/VWhSU"
    "obMEnpB4YzYwbbudIuvEpqctKeZBeYwNXNzFsshLT7bH1Hsf"
)
FOREIGN_QUERY = (
    "timestamp=1772442000&nonce=437374425&encrypt_type=aes&msg_signature=2238a770ae0c4b245f741a165bc5ce4631a8586b"
)


def xml(words: str, *, openid: str = OPENID, created: int = STAMP) -> str:
    return f"<xml><FromUserName>{openid}</FromUserName><CreateTime>{created}</CreateTime>{words}</xml>"


def event(name: str, words: str = "") -> str:
    return xml(f"<MsgType>event</MsgType><Event>{name}</Event>{words}")


def read(message: str, *, keys: Credentials = KEYS, reader: WechatEvents = READER) -> tuple[ProviderEvent, ...]:
    delivery = sealed_delivery(keys, PUBLIC, message, stamp=STAMP)
    return reader.read(url=delivery.url, headers={}, body=delivery.body, now=NOW)


def one(message: str) -> ProviderEvent:
    (found,) = read(message)
    return found


def test_a_callback_sealed_by_somebody_elses_program_is_opened() -> None:
    server = WechatServer(
        app_id="wx49f0ab532d5d035a", token="token123", aes_key="abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
    )
    body = f"<xml><Encrypt>{FOREIGN}</Encrypt></xml>".encode()

    (found,) = WechatEvents(server).read(
        url=f"{PUBLIC}/webhooks/wechat?{FOREIGN_QUERY}", headers={}, body=body, now=NOW
    )

    assert (found.kind, found.provider_message_id, found.address) == (EventKind.DELIVERED, "200163836", OPENID)


@pytest.mark.parametrize(
    ("status", "kind", "severity", "reason"),
    [
        ("success", EventKind.DELIVERED, Severity.NONE, None),
        ("failed:user block", EventKind.FAILED, Severity.POLICY, EventReason.BLOCKED),
        ("failed: system failed", EventKind.FAILED, Severity.TRANSIENT, EventReason.OTHER),
        ("something new", EventKind.UNKNOWN, Severity.NONE, None),
    ],
)
def test_what_became_of_a_template_message(
    status: str, kind: EventKind, severity: Severity, reason: EventReason | None
) -> None:
    found = one(event("TEMPLATESENDJOBFINISH", f"<MsgID>200163836</MsgID><Status>{status}</Status>"))

    assert (found.kind, found.severity, found.reason) == (kind, severity, reason)
    assert (found.provider_message_id, found.address, found.occurred_at) == ("200163836", OPENID, NOW)


@pytest.mark.parametrize(
    ("code", "kind", "allows"),
    [("0", EventKind.DELIVERED, None), ("43101", EventKind.FAILED, 0), ("1", EventKind.FAILED, None)],
)
def test_what_became_of_a_subscription_message(code: str, kind: EventKind, allows: int | None) -> None:
    item = f"<List><TemplateId>t</TemplateId><MsgID>17</MsgID><ErrorCode>{code}</ErrorCode></List>"

    found = one(event("subscribe_msg_sent_event", f"<SubscribeMsgSentEvent>{item}</SubscribeMsgSentEvent>"))

    assert (found.kind, found.provider_message_id, found.allows) == (kind, "17", allows)


def test_following_and_leaving() -> None:
    followed, left = one(event("subscribe")), one(event("unsubscribe"))

    assert (followed.kind, followed.allows) == (EventKind.RESUBSCRIBED, None)
    assert (left.kind, left.severity, left.allows) == (EventKind.UNSUBSCRIBED, Severity.POLICY, 0)


def answers(name: str, *given: str) -> str:
    items = "".join(f"<List><SubscribeStatusString>{each}</SubscribeStatusString></List>" for each in given)
    return event(name, f"<SubscribeMsg>{items}</SubscribeMsg>")


@pytest.mark.parametrize(
    ("message", "kind", "allows"),
    [
        (answers("subscribe_msg_popup_event", "accept"), EventKind.RESUBSCRIBED, 1),
        (answers("subscribe_msg_popup_event", "accept", "reject", "accept"), EventKind.RESUBSCRIBED, 2),
        (answers("subscribe_msg_popup_event", "reject"), EventKind.UNKNOWN, None),
        (answers("subscribe_msg_change_event", "reject"), EventKind.UNSUBSCRIBED, 0),
        (answers("subscribe_msg_popup_event"), EventKind.UNKNOWN, None),
    ],
)
def test_what_a_person_allows_is_counted(message: str, kind: EventKind, allows: int | None) -> None:
    found = one(message)

    assert (found.kind, found.allows) == (kind, allows)


@pytest.mark.parametrize(
    ("words", "kind"),
    [("谢谢，我看到了", EventKind.REPLIED), ("退订", EventKind.UNSUBSCRIBED), ("恢复", EventKind.RESUBSCRIBED)],
)
def test_what_a_person_writes_is_a_reply_or_a_wish(words: str, kind: EventKind) -> None:
    found = one(xml(f"<MsgType>text</MsgType><Content><![CDATA[{words}]]></Content><MsgId>7</MsgId>"))

    assert (found.kind, found.event_key) == (kind, "7:received")


def test_what_a_person_writes_is_kept_as_their_answer() -> None:
    text = one(xml("<MsgType>text</MsgType><Content>我看到了</Content><MsgId>7</MsgId>"))
    picture = one(xml("<MsgType>image</MsgType><PicUrl>http://x</PicUrl><MsgId>8</MsgId>"))

    assert text.answer == Answer(text="我看到了")
    assert picture.answer == Answer(text="", attachments=("WeChat image",))


def test_an_event_that_wechat_adds_one_day_is_unknown() -> None:
    assert one(event("brand_new_event")).kind is EventKind.UNKNOWN


def test_the_same_event_has_the_same_key_and_shows_nobody() -> None:
    first, again = one(event("subscribe")), one(event("subscribe"))

    assert first.event_key == again.event_key
    assert OPENID not in first.event_key
    assert one(event("unsubscribe")).event_key != first.event_key


@pytest.mark.parametrize("created", [0, 1, 9_999_999_999])
def test_a_clock_that_is_far_off_is_not_believed(created: int) -> None:
    message = xml("<MsgType>event</MsgType><Event>subscribe</Event>", created=created)

    assert one(message).occurred_at == NOW


def test_a_forged_signature_is_refused() -> None:
    delivery = sealed_delivery(KEYS, PUBLIC, event("subscribe"), stamp=STAMP, forged=True)

    with pytest.raises(ForgedWebhookError):
        READER.read(url=delivery.url, headers={}, body=delivery.body, now=NOW)


@pytest.mark.parametrize("part", ["timestamp", "nonce", "msg_signature"])
def test_every_signed_part_counts(part: str) -> None:
    delivery = sealed_delivery(KEYS, PUBLIC, event("subscribe"), stamp=STAMP)
    changed = delivery.url.replace(f"{part}=", f"{part}=1")

    with pytest.raises(ForgedWebhookError):
        READER.read(url=changed, headers={}, body=delivery.body, now=NOW)


def test_a_changed_body_is_refused() -> None:
    delivery = sealed_delivery(KEYS, PUBLIC, event("subscribe"), stamp=STAMP)
    other = sealed_delivery(KEYS, PUBLIC, event("unsubscribe"), stamp=STAMP)

    with pytest.raises(ForgedWebhookError):
        READER.read(url=delivery.url, headers={}, body=other.body, now=NOW)


@pytest.mark.parametrize("age", [timedelta(hours=26), timedelta(hours=-26)])
def test_a_replay_from_another_day_is_refused(age: timedelta) -> None:
    delivery = sealed_delivery(KEYS, PUBLIC, event("subscribe"), stamp=int((NOW - age).timestamp()))

    with pytest.raises(ForgedWebhookError):
        READER.read(url=delivery.url, headers={}, body=delivery.body, now=NOW)


def test_without_configuration_nothing_is_believed() -> None:
    with pytest.raises(ForgedWebhookError):
        read(event("subscribe"), reader=WechatEvents(None))


@pytest.mark.parametrize(
    "keys",
    [
        Credentials(wechat_aes_key="abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"),
        Credentials(wechat_app_id="wx-somebody-else"),
    ],
)
def test_another_key_or_account_is_called_a_wrong_setting(keys: Credentials) -> None:
    with pytest.raises(UnreadableWebhookError, match="KINDREGARDS_WECHAT_AES_KEY"):
        read(event("subscribe"), keys=keys)


def test_a_plain_callback_says_which_mode_to_choose() -> None:
    with pytest.raises(ForgedWebhookError, match="security mode"):
        READER.read(
            url=f"{PUBLIC}/webhooks/wechat?timestamp={STAMP}&nonce=1",
            headers={},
            body=event("subscribe").encode(),
            now=NOW,
        )


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><xml>&b;</xml>'


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "{}",
        "<xml>",
        "<xml><FromUserName></FromUserName><MsgType>event</MsgType></xml>",
        "<xml><FromUserName>o6</FromUserName></xml>",
        event("TEMPLATESENDJOBFINISH", "<Status>success</Status>"),
        event("TEMPLATESENDJOBFINISH", "<MsgID>a b</MsgID><Status>success</Status>"),
        BOMB,
        xml("<a/>" * 1000),
        xml("<a>" * 50 + "</a>" * 50),
    ],
)
def test_what_is_sealed_but_makes_no_sense_is_called_unreadable(inside: str) -> None:
    with pytest.raises(UnreadableWebhookError):
        read(inside)


@given(body=st.binary(max_size=300), query=st.text(max_size=200))
def test_junk_is_refused_and_never_crashes(body: bytes, query: str) -> None:
    for url in (
        f"{PUBLIC}/webhooks/wechat?{query}",
        f"{PUBLIC}/webhooks/wechat?timestamp={STAMP}&nonce=1&msg_signature=1",
    ):
        with pytest.raises(ForgedWebhookError):
            READER.read(url=url, headers={}, body=body, now=NOW)


@given(sealed=st.binary(max_size=200))
def test_junk_in_a_true_envelope_is_refused(sealed: bytes) -> None:
    text = "".join(chr(byte) for byte in sealed if chr(byte).isalnum() and byte < 128)
    query = f"timestamp={STAMP}&nonce=1&msg_signature={signature(KEYS.wechat_token, str(STAMP), '1', text)}"

    with pytest.raises((ForgedWebhookError, UnreadableWebhookError)):
        READER.read(
            url=f"{PUBLIC}/webhooks/wechat?{query}",
            headers={},
            body=f"<xml><Encrypt>{text}</Encrypt></xml>".encode(),
            now=NOW,
        )


def question(**changes: str) -> str:
    query = {"timestamp": str(STAMP), "nonce": "5", "echostr": "5837397576500011341"}
    query["signature"] = signature(KEYS.wechat_token, query["timestamp"], query["nonce"])
    return f"{PUBLIC}/webhooks/wechat?" + "&".join(f"{name}={value}" for name, value in (query | changes).items())


def test_wechats_question_is_echoed() -> None:
    assert READER.challenge(url=question(), now=NOW) == "5837397576500011341"


@pytest.mark.parametrize(
    "changes",
    [
        {"signature": "0" * 40},
        {"echostr": ""},
        {"echostr": "%3Cscript%3E"},
        {"timestamp": "1"},
        {"nonce": "6"},
        {"nonce": ""},
    ],
)
def test_a_question_that_is_not_wechats_gets_no_echo(changes: dict[str, str]) -> None:
    with pytest.raises(ForgedWebhookError):
        READER.challenge(url=question(**changes), now=NOW)


def test_no_secret_shows() -> None:
    assert KEYS.wechat_token not in repr(SERVER)
    assert KEYS.wechat_aes_key not in repr(SERVER)
