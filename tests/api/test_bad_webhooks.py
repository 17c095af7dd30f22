"""Whatever comes to a webhook: junk is refused, odd but genuine reports are kept, and none of it is our failure."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from fastapi.routing import iter_route_contexts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kindregards.channels.sendgrid_mail import ATTEMPT_KEY
from tests.api.system import CREDENTIALS, INBOUND_TOKEN, PUBLIC_URL, Json, System
from tests.api.test_webhooks import INBOUND, SENDGRID, SID, STATUS, a_sent_letter, an_event, events, form, kept, post
from tests.builders import NOW
from tests.channels.inbound_mails import HEADERS, body_of, fields_of

pytestmark = pytest.mark.anyio

JUNK = (
    b"",
    b"junk",
    b"{}",
    b"[]",
    b"[" * 100_000,
    b'[{"event": "delivered"',
    b"\xff\xfe\x00\x01" * 500,
    b"\x00" * 1_000,
    "投诉=退订".encode("gb18030"),
    b"<xml><ToUserName><![CDATA[x]]></ToUserName></xml>",
    b"MessageSid=SM" + b"0" * 32 + b"&MessageStatus=delivered",
    b"&".join(b"a=b" for _ in range(1_000)),
    b"--xYzZY\r\n",
)
TYPES = (
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=xYzZY",
    "multipart/form-data",
    "text/xml; charset=utf-7",
    "\x00",
)


def webhooks(system: System) -> Iterator[str]:
    """Yield the path of every webhook that takes something in."""
    for route in iter_route_contexts(system.app.routes):
        path = str(route.path)
        if path.startswith("/webhooks/") and "POST" in (route.methods or ()):
            yield path.replace("{attempt_id}", "attempt-1").replace("{token}", "no-token-of-ours")


async def test_nothing_forged_is_taken_and_none_of_it_is_our_failure(system: System) -> None:
    stranger, found = system.client_with(), []
    signed = {
        "X-Twilio-Email-Event-Webhook-Timestamp": str(int(NOW.timestamp())),
        "X-Twilio-Email-Event-Webhook-Signature": CREDENTIALS.sign_events("0", b"another body"),
        "X-Twilio-Signature": CREDENTIALS.sign_form(PUBLIC_URL, {}),
    }

    for path in webhooks(system):
        for number, body in enumerate(JUNK):
            headers = {"content-type": TYPES[number % len(TYPES)].replace("\x00", "x")} | (signed if number % 2 else {})
            answer = await stranger.post(path, content=body, headers=headers)
            found.append((path, number, answer.status_code))

    assert len(found) >= 5 * len(JUNK)
    assert {status for _, _, status in found} <= {400, 403}
    assert await kept(system) == []


async def test_one_byte_more_or_less_makes_a_genuine_report_a_forgery(system: System) -> None:
    stranger = system.client_with()
    mail, sms = events(system, an_event()), form(INBOUND, MessageSid=SID, From="+8613800138000", Body="hi")

    for path, (body, headers) in ((SENDGRID, mail), (INBOUND, sms)):
        for changed in (body[:-1], body + b" ", body.replace(b"e", b"E"), body[: len(body) // 2]):
            answer = await stranger.post(path, content=changed, headers=headers)
            assert answer.status_code == 403

    assert await kept(system) == []


async def test_every_webhook_refuses_what_is_too_large_before_anything_else(system: System) -> None:
    for path in webhooks(system):
        answer = await system.client_with().post(path, content=b"x" * (41 << 20))
        assert answer.status_code in {413, 403}

    assert await kept(system) == []


ODD_EVENTS: tuple[Json, ...] = (
    {"event": "teleported", "sg_event_id": "odd-1"},
    {"event": None, "sg_event_id": "odd-2"},
    {"event": ["open"], "sg_event_id": "odd-3"},
    {"sg_event_id": "odd-4"},
    {},
    an_event("open", sg_event_id="odd-5", useragent=7, sg_machine_open="yes", ip=[]),
    an_event("bounce", sg_event_id="odd-6", type="unheard-of", status="9.9.9", reason="\ud800 \x00"),
    an_event("delivered", sg_event_id="odd-7", timestamp=10**30, email="\x00@" + "x" * 1_000),
    an_event("delivered", sg_event_id="odd-8", timestamp=-1, sg_message_id="." * 500),
    an_event("delivered", sg_event_id="odd-9", timestamp=1.5e300, **{ATTEMPT_KEY: {"$ne": None}}),
    an_event("delivered", sg_event_id="\x00" * 300, **{ATTEMPT_KEY: "' OR 1=1 --"}),
    an_event("delivered", sg_event_id="odd-11", nested={"a": [[[[[1]]]]]}, sg_message_id=None),
)


async def test_genuine_reports_of_kinds_nobody_knows_are_kept_once(system_on_both: System) -> None:
    stranger = system_on_both.client_with()

    statuses = [(await post(stranger, SENDGRID, events(system_on_both, *ODD_EVENTS))).status_code for _ in range(3)]

    assert statuses == [200] * 3
    assert len(await kept(system_on_both)) == len(ODD_EVENTS)


@pytest.mark.parametrize("code", ["99999", "0", "-1", "1e5", "９", "9" * 40, "\x00"])
async def test_a_code_nobody_knows_is_kept(system: System, code: str) -> None:
    signed = form(STATUS, MessageSid=SID, MessageStatus="undelivered", ErrorCode=code)
    odd = form(STATUS, MessageSid=SID, MessageStatus="teleported" + code)

    answers = [await post(system.client_with(), STATUS, each) for each in (signed, signed, odd)]

    assert {answer.status_code for answer in answers} <= {200, 400}
    assert answers[0].status_code == 200
    assert 1 <= len(await kept(system)) <= 2


@pytest.mark.parametrize("hours", [-24, -1, 1, 24, 24 * 365])
async def test_a_provider_s_wrong_clock_loses_nothing_and_dates_nothing_ahead(system: System, hours: int) -> None:
    attempt_id = await a_sent_letter(system)
    at = system.clock() + timedelta(hours=hours)
    report = an_event("delivered", timestamp=int(at.timestamp()), **{ATTEMPT_KEY: attempt_id})

    answer = await post(system.client_with(), SENDGRID, events(system, report))

    letter_id = (await system.client.get("/v1/applications")).json()["data"][0]["letter_id"]
    (delivery,) = (await system.client.get(f"/v1/letters/{letter_id}")).json()["deliveries"]
    assert answer.status_code == 200
    assert delivery["state"] == "delivered"
    assert delivery["events"][0]["at"] <= system.clock().isoformat()


async def test_thousands_of_events_in_one_delivery_are_all_kept(system_on_both: System) -> None:
    many = [an_event("delivered", sg_event_id=f"many-{number}") for number in range(3_000)]

    answers = [await post(system_on_both.client_with(), SENDGRID, events(system_on_both, *many)) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert len(await kept(system_on_both)) == 3_000


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
SENDGRID_FIELDS = (
    *("event", "timestamp", "email", "sg_event_id", "sg_message_id", "type", "status", "reason", "useragent"),
    *("sg_machine_open", "url", ATTEMPT_KEY, "bounce_classification"),
)
SENDGRID_NAMES = ("open", "click", "bounce", "dropped", "deferred", "group_unsubscribe", "spamreport")
TWILIO_FIELDS = ("MessageSid", "SmsSid", "MessageStatus", "ErrorCode", "From", "To", "Body", "OptOutType", "NumMedia")
sendgrid_events = st.dictionaries(
    st.sampled_from(SENDGRID_FIELDS), json_values | st.sampled_from(SENDGRID_NAMES), max_size=8
)
twilio_forms = st.dictionaries(
    st.sampled_from(TWILIO_FIELDS),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=40)
    | st.sampled_from([SID, "STOP", "delivered", "+15005550006"]),
    max_size=8,
)
QUIET = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUIET
@given(found=st.lists(sendgrid_events, max_size=4))
async def test_no_genuine_event_is_our_failure(system: System, found: list[dict[str, object]]) -> None:
    answer = await post(system.client_with(), SENDGRID, events(system, *found))

    assert answer.status_code in {200, 400}


@QUIET
@given(fields=twilio_forms)
async def test_no_genuine_message_is_our_failure(system: System, fields: dict[str, str]) -> None:
    for path in (INBOUND, STATUS):
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": CREDENTIALS.sign_form(f"{PUBLIC_URL}{path}", fields),
        }
        answer = await system.client_with().post(path, content=urlencode(fields).encode(), headers=headers)
        assert answer.status_code in {200, 400, 403}


@QUIET
@given(name=st.sampled_from(["headers", "text", "html", "charsets", "envelope", "from", "to", "subject", "email"]),
       value=st.binary(max_size=400))  # fmt: skip
async def test_no_mail_is_our_failure(system: System, name: str, value: bytes) -> None:
    answer = await system.client_with().post(
        f"/webhooks/sendgrid/inbound/{INBOUND_TOKEN}", content=body_of(fields_of() | {name: value}), headers=HEADERS
    )

    assert answer.status_code in {200, 400}
