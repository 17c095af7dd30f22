"""WeChat's callbacks at the door."""

import httpx
import pytest

from kindregards.fake_providers.outgoing import Delivery
from kindregards.fake_providers.wechat_callbacks import sealed_delivery, signature
from kindregards.store.wechat_asking import WechatAsking
from tests.api.bodies import an_application
from tests.api.steps import submitted
from tests.api.system import CREDENTIALS, LIVE_KEY, PUBLIC_URL, System, client_of, other_company
from tests.builders import NOW
from tests.channels.wechat import OPENID

pytestmark = pytest.mark.anyio

STAMP = int(NOW.timestamp())
MESSAGE = (
    f"<xml><FromUserName>{OPENID}</FromUserName><CreateTime>{STAMP}</CreateTime>"
    "<MsgType>event</MsgType><Event>subscribe</Event></xml>"
)


def a_callback(message: str = MESSAGE, *, forged: bool = False) -> Delivery:
    return sealed_delivery(CREDENTIALS, PUBLIC_URL, message, stamp=STAMP, forged=forged)


async def deliver(system: System, callback: Delivery) -> httpx.Response:
    path = callback.url.removeprefix(PUBLIC_URL)
    return await system.client.post(path, content=callback.body, headers=callback.headers)


async def test_a_callback_is_taken_once_and_confirmed_again(system: System) -> None:
    callback = a_callback()

    answers = [await deliver(system, callback) for _ in range(2)]

    assert [(answer.status_code, answer.text) for answer in answers] == [(200, "success")] * 2


async def test_the_question_whether_the_address_is_ours_is_answered(system: System) -> None:
    query = {"timestamp": str(STAMP), "nonce": "5", "echostr": "12345"}
    query["signature"] = signature(CREDENTIALS.wechat_token, query["timestamp"], "5")

    answer = await system.client.get("/webhooks/wechat", params=query)

    assert (answer.status_code, answer.text) == (200, "12345")
    assert answer.headers["content-type"].startswith("text/plain")


async def test_somebody_elses_question_gets_no_echo(system: System) -> None:
    answer = await system.client.get("/webhooks/wechat", params={"echostr": "12345"})

    assert (answer.status_code, answer.json()["code"]) == (403, "signature_invalid")


async def test_a_forged_callback_is_refused(system: System) -> None:
    answer = await deliver(system, a_callback(forged=True))

    assert (answer.status_code, answer.json()["code"]) == (403, "signature_invalid")


async def test_a_callback_that_makes_no_sense_is_refused(system: System) -> None:
    answer = await deliver(system, a_callback("<xml></xml>"))

    assert (answer.status_code, answer.json()["code"]) == (400, "webhook_unreadable")


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe\x00", b"{}", b"<xml", b"<xml/>", b"\x00" * 100, "长".encode("utf-16")]
)
async def test_junk_is_refused(system: System, body: bytes) -> None:
    answer = await system.client.post("/webhooks/wechat?timestamp=1&nonce=2&msg_signature=3", content=body)

    assert (answer.status_code, answer.json()["code"]) == (403, "signature_invalid")


async def test_a_body_of_many_megabytes_is_refused(system: System) -> None:
    answer = await system.client.post("/webhooks/wechat", content=b"x" * (6 << 20))

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


async def test_two_subscriptions_are_asked_for_while_a_reminder_may_follow(system: System) -> None:
    resource = await submitted(system, candidate=an_application()["candidate"] | {"wechat_openid": OPENID})
    path = f"/v1/applications/{resource['id']}/wechat-subscriptions"
    before = (await system.client.get(path)).json()
    allow = MESSAGE.replace(
        "<Event>subscribe</Event>",
        "<Event>subscribe_msg_popup_event</Event><SubscribeMsgPopupEvent><List>"
        "<SubscribeStatusString>accept</SubscribeStatusString></List></SubscribeMsgPopupEvent>",
    )

    await deliver(system, a_callback(allow))

    after = (await system.client.get(path)).json()
    assert before == {"template_id": CREDENTIALS.wechat_template_id, "left": 0, "ask": 2}
    assert (after["left"], after["ask"]) == (1, 1)


async def test_where_no_subscriptions_are_used_that_is_said(system: System) -> None:
    resource = await submitted(system)
    unused = WechatAsking(system.stores.cases, system.stores.wechat_grants, None)

    async with client_of(
        system.app_with(wechat_subscriptions=unused), {"Authorization": f"Bearer {LIVE_KEY}"}
    ) as client:
        answer = await client.get(f"/v1/applications/{resource['id']}/wechat-subscriptions")

    assert (answer.status_code, answer.json()["code"]) == (409, "wechat_subscriptions_unused")


async def test_another_company_sees_nothing_of_it(system: System) -> None:
    resource = await submitted(system)
    key = await other_company(system.stores)

    async with system.client_with(Authorization=f"Bearer {key}") as client:
        answer = await client.get(f"/v1/applications/{resource['id']}/wechat-subscriptions")

    assert answer.status_code == 404
