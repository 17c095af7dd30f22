"""What candidates write back, as it comes in and as staff read it."""

import json

import httpx
import pytest

from kindregards.domain.replies import reply_address
from tests.api.steps import problem
from tests.api.system import INBOUND_TOKEN, Json, System
from tests.api.test_webhooks import INBOUND, SID, a_sent_reservation, form, kept, post
from tests.channels.inbound_mails import HEADERS, body_of, fields_of

pytestmark = pytest.mark.anyio
MAIL = f"/webhooks/sendgrid/inbound/{INBOUND_TOKEN}"


async def mailed(system: System, address: str, path: str = MAIL, **changes: str | bytes | None) -> httpx.Response:
    envelope = json.dumps({"to": [address], "from": "wang@example.com"})
    body = body_of(fields_of(envelope=envelope, **changes), {"cv.pdf": b"x" * 10})
    return await system.client_with().post(path, content=body, headers=HEADERS)


async def replies(system: System, application_id: str) -> list[Json]:
    response = await system.client.get(f"/v1/applications/{application_id}/replies")
    assert response.status_code == 200
    found: list[Json] = response.json()["data"]
    return found


async def test_a_mail_back_is_shown_once_and_waits_until_it_is_handled(system_on_both: System) -> None:
    system = system_on_both
    reserved = await a_sent_reservation(system)
    address = reply_address(reserved.token, "replies.example.com")
    path = f"/v1/applications/{reserved.case.ref.application_id}"

    answers = [await mailed(system, address) for _ in range(3)]

    (reply,) = await replies(system, reserved.case.ref.application_id)
    waiting = (await system.client.get(path)).json()
    settled = [await system.client.post(f"{path}/replies/{reply['id']}/handled") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert (reply["text"], reply["sender"], reply["attachments"]) == ("谢谢！", "王梅 <wang@example.com>", ["cv.pdf"])
    assert (reply["automatic"], reply["channel"], reply["handled_at"]) == (None, "email", None)
    assert waiting["state"] == "acknowledged"
    assert waiting["reply_waits_since"] is not None
    assert [answer.status_code for answer in settled] == [200, 200]
    assert settled[1].json()["data"][0]["handled_at"] is not None
    assert (await system.client.get(path)).json()["reply_waits_since"] is None


async def test_a_text_message_back_is_shown_too(system: System) -> None:
    reserved = await a_sent_reservation(system)
    signed = form(INBOUND, MessageSid=SID, From="+8613800138000", Body="谢谢", NumMedia="0")

    await post(system.client_with(), INBOUND, signed)

    # It was told by e-mail: a number that got nothing from us answers nothing, and is kept for later.
    assert await replies(system, reserved.case.ref.application_id) == []
    assert await kept(system) == ["replied"]


async def test_mail_without_the_token_is_refused_and_to_nobody_is_thrown_away(system: System) -> None:
    reserved = await a_sent_reservation(system)
    address = reply_address(reserved.token, "replies.example.com")

    strange = await mailed(system, address, path=MAIL[:-1] + "x")
    bare = await mailed(system, address, path="/webhooks/sendgrid/inbound")
    nobody = await mailed(system, "reply-" + "a" * 32 + "@replies.example.com")

    assert [problem(strange), problem(bare)] == [(403, "signature_invalid")] * 2
    assert nobody.status_code == 200
    assert await kept(system) == []


async def test_large_mail_is_taken_and_larger_than_any_is_not(system: System) -> None:
    reserved = await a_sent_reservation(system)
    envelope = json.dumps({"to": [reply_address(reserved.token, "replies.example.com")]})
    body = body_of(fields_of(envelope=envelope), {"big.bin": b"\x00" * (29 << 20)})

    taken = await system.client_with().post(MAIL, content=body, headers=HEADERS)
    refused = await system.client_with().post(MAIL, content=b"x" * ((40 << 20) + 1), headers=HEADERS)

    assert taken.status_code == 200
    assert problem(refused) == (413, "body_too_large")
    assert len(await replies(system, reserved.case.ref.application_id)) == 1


async def test_junk_that_knows_the_address_is_unreadable_and_changes_nothing(system: System) -> None:
    bodies = [b"", b"junk", b"\xff" * 1000, body_of(fields_of())[:-10], b"--xYzZY\r\n" * 1000]

    answers = [problem(await system.client_with().post(MAIL, content=body, headers=HEADERS)) for body in bodies]

    assert answers == [(400, "webhook_unreadable")] * len(bodies)
    assert await kept(system) == []


async def test_a_reply_that_is_none_is_not_found(system: System) -> None:
    reserved = await a_sent_reservation(system)
    path = f"/v1/applications/{reserved.case.ref.application_id}/replies"

    answers = [
        problem(await system.client.post(f"{path}/{reply_id}/handled"))
        for reply_id in ("x", "01a2053b-59f0-7372-86eb-81ed038446c8")
    ]

    assert answers == [(404, "reply_not_found")] * 2
