"""What providers report."""

import json
from urllib.parse import urlencode

import httpx
import pytest
from sqlalchemy import text

from kindregards.channels.sendgrid_mail import ATTEMPT_KEY
from kindregards.domain.deliveries import AttemptState
from kindregards.domain.errors import DomainError
from kindregards.domain.journey import LetterRef
from kindregards.domain.ports.journey import Reservation
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.api.bodies import a_result
from tests.api.steps import assess, problem, submitted
from tests.api.system import CREDENTIALS, PUBLIC_URL, Json, System, client_of
from tests.builders import NOW, a_send_result

pytestmark = pytest.mark.anyio
SENDGRID = "/webhooks/sendgrid/events"
STATUS = "/webhooks/twilio/status/attempt-1"
INBOUND = "/webhooks/twilio/inbound"
SID = "SM" + "0" * 32


async def a_sent_letter(system: System) -> str:
    """Send a rejection and return its attempt's id."""
    return (await a_sent_reservation(system)).attempt_id


async def a_sent_reservation(system: System) -> Reservation:
    """Send a rejection and return its attempt, with the token of its link."""
    resource = await submitted(system, interview_result=a_result(score=48))
    await assess(system, resource["id"])
    application = (await system.client.get(f"/v1/applications/{resource['id']}")).json()
    letter = await system.stores.letters.letter(DEFAULT_COMPANY_ID, application["letter_id"])
    system.clock.shown = letter.not_before or NOW
    ref = LetterRef(company_id=DEFAULT_COMPANY_ID, application_id=letter.application_id, letter_id=letter.id)
    reserved = await system.stores.ledger.reserve(ref, system.clock())
    assert isinstance(reserved, Reservation)
    await system.stores.ledger.start(reserved, system.clock())
    await system.stores.ledger.finish(reserved, a_send_result(), system.clock())
    return reserved


def events(system: System, *found: Json) -> tuple[bytes, dict[str, str]]:
    """Return a signed delivery as SendGrid makes it."""
    body = (json.dumps(found) + "\r\n").encode()
    stamp = str(int(system.clock().timestamp()))
    return body, {
        "content-type": "application/json",
        "X-Twilio-Email-Event-Webhook-Timestamp": stamp,
        "X-Twilio-Email-Event-Webhook-Signature": CREDENTIALS.sign_events(stamp, body),
    }


def an_event(name: str = "delivered", **changes: object) -> Json:
    return {"event": name, "sg_event_id": f"id-{name}", "timestamp": int(NOW.timestamp())} | changes


def form(path: str, **fields: str) -> tuple[bytes, dict[str, str]]:
    """Return a signed form as Twilio sends it."""
    return urlencode(fields).encode(), {
        "content-type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": CREDENTIALS.sign_form(f"{PUBLIC_URL}{path}", fields),
    }


async def post(client: httpx.AsyncClient, path: str, signed: tuple[bytes, dict[str, str]]) -> httpx.Response:
    return await client.post(path, content=signed[0], headers=signed[1])


async def kept(system: System) -> list[str]:
    return await system.stores.database.read(
        lambda session: list(session.scalars(text("SELECT kind FROM provider_events ORDER BY kind")))
    )


async def test_signed_events_are_kept_once_and_confirmed_again(system_on_both: System) -> None:
    stranger = system_on_both.client_with()
    signed = events(system_on_both, an_event("processed"), an_event("delivered"))

    first = await post(stranger, SENDGRID, signed)
    again = await post(stranger, SENDGRID, signed)

    assert (first.status_code, again.status_code) == (200, 200)
    assert await kept(system_on_both) == ["delivered", "queued"]


async def test_a_report_moves_the_letter_it_is_about(system: System) -> None:
    attempt_id = await a_sent_letter(system)

    await post(system.client_with(), SENDGRID, events(system, an_event("delivered", **{ATTEMPT_KEY: attempt_id})))

    letter_id = (await system.client.get("/v1/applications")).json()["data"][0]["letter_id"]
    (delivery,) = (await system.client.get(f"/v1/letters/{letter_id}")).json()["deliveries"]
    assert delivery["state"] == "delivered"
    assert [event["kind"] for event in delivery["events"]] == ["delivered"]
    assert [attempt["state"] for attempt in delivery["attempts"]] == [AttemptState.ACCEPTED]


async def test_forged_events_are_refused_and_nothing_kept(system: System) -> None:
    body, headers = events(system, an_event())
    changes = [
        {"X-Twilio-Email-Event-Webhook-Signature": "bm9uc2Vuc2U="},
        {"X-Twilio-Email-Event-Webhook-Signature": ""},
        {"X-Twilio-Email-Event-Webhook-Timestamp": "0"},
        {"X-Twilio-Email-Event-Webhook-Timestamp": "soon"},
    ]

    answers = [problem(await post(system.client_with(), SENDGRID, (body, headers | change))) for change in changes]

    assert answers == [(403, "signature_invalid")] * 4
    assert await kept(system) == []


async def test_a_signed_body_that_cannot_be_read_is_refused(system: System) -> None:
    stamp = str(int(NOW.timestamp()))
    headers = {
        "X-Twilio-Email-Event-Webhook-Timestamp": stamp,
        "X-Twilio-Email-Event-Webhook-Signature": CREDENTIALS.sign_events(stamp, b"{}"),
    }

    response = await system.client_with().post(SENDGRID, content=b"{}", headers=headers)

    assert problem(response) == (400, "webhook_unreadable")


async def test_a_body_too_large_is_refused_before_its_signature_is_looked_at(system: System) -> None:
    large = await system.client_with().post(SENDGRID, content=b" " * ((5 << 20) + 1))
    forged = await system.client_with().post(SENDGRID, content=b" " * (2 << 20))

    assert problem(large) == (413, "body_too_large")
    assert problem(forged) == (403, "signature_invalid")


async def test_twilio_s_report_is_checked_against_our_public_address(system: System) -> None:
    fields = {"MessageSid": SID, "MessageStatus": "delivered", "To": "+8613800138000"}
    signed = form(STATUS, **fields)

    through_a_proxy = await system.client_with(**{"host": "evil.example", "x-forwarded-proto": "http"}).post(
        STATUS, content=signed[0], headers=signed[1]
    )
    elsewhere = await post(system.client_with(), STATUS.replace("attempt-1", "attempt-2"), signed)

    assert through_a_proxy.status_code == 200
    assert problem(elsewhere) == (403, "signature_invalid")
    assert await kept(system) == ["delivered"]


async def test_the_signed_address_keeps_its_query_and_encoding(system: System) -> None:
    path = "/webhooks/twilio/status/attempt%2D1?retry=1&x=%20"
    signed = form(path, MessageSid=SID, MessageStatus="sent")

    response = await post(system.client_with(), path, signed)

    assert response.status_code == 200


async def test_a_message_sent_back_is_kept_and_not_replied_to(system: System) -> None:
    signed = form(INBOUND, MessageSid=SID, From="+8613800138000", Body="STOP")

    response = await post(system.client_with(), INBOUND, signed)

    assert (response.status_code, response.headers["content-type"]) == (200, "text/xml; charset=utf-8")
    assert response.text.endswith("<Response/>")
    assert await kept(system) == ["unsubscribed"]


async def test_junk_from_nobody_is_refused(system: System) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}

    answers = [
        problem(await system.client_with().post(path, content=body, headers=headers))
        for path in (STATUS, INBOUND)
        for body in (b"", b"Body=hi", b"\xff\xfe=1", b"&" * 1000)
    ]

    assert answers == [(403, "signature_invalid")] * 8


class AwayError(DomainError):
    """As the store raises it."""

    code = "database_unavailable"


class Away:
    """Events whose database is away."""

    async def add(self, *events: object, **now: object) -> int:
        del events, now
        raise AwayError("The database cannot serve now.")


async def test_our_own_trouble_asks_the_provider_to_come_back(system: System) -> None:
    app = system.app_with(provider_events=Away())

    response = await post(client_of(app, {}), SENDGRID, events(system, an_event()))

    assert problem(response) == (503, "database_unavailable")
    assert response.headers["retry-after"] == "5"
