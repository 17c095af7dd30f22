"""Journeys that begin on WeChat, through the whole system and its stand-ins."""

import asyncio

import httpx
import pytest

from kindregards.fake_providers.callbacks import Callback
from kindregards.fake_providers.wechat_account import WechatPerson
from kindregards.fake_providers.wechat_callbacks import WechatEvent
from tests.end_to_end.conftest import EndToEnd, eventually, link_in

pytestmark = pytest.mark.slow

EARLY = {"career_level": "early", "channels": [], "consents": {"wechat": True}}


def deliveries(end_to_end: EndToEnd, application_id: str) -> dict[str, str]:
    application = end_to_end.client.get(f"/v1/applications/{application_id}").json()
    letter = end_to_end.client.get(f"/v1/letters/{application['letter_id']}").json()
    return {delivery["channel"]: delivery["state"] for delivery in letter["deliveries"]}


def test_an_early_career_is_told_on_wechat_and_reads_the_letter_by_its_link(end_to_end: EndToEnd) -> None:
    application = end_to_end.submit(score=48, wechat_openid="o6_follows_the_account_1", **EARLY)

    notice = end_to_end.letter_to("o6_follows_the_account_1")
    page = httpx.get(end_to_end.system.url + link_in(notice.text, "l"))

    end_to_end.until(application["id"], "told")
    assert "没有进入" not in notice.text
    assert "用户运营经理" in page.text


def test_who_does_not_follow_the_account_is_told_on_the_second_channel(end_to_end: EndToEnd) -> None:
    end_to_end.fake.wechat.people["o6_does_not_follow_it_2"] = WechatPerson(follows=False)

    application = end_to_end.submit(score=48, wechat_openid="o6_does_not_follow_it_2", **EARLY)

    letter = end_to_end.letter_to(application["email"])
    end_to_end.until(application["id"], "told")
    assert "/l/" in letter.text
    assert deliveries(end_to_end, application["id"]) == {"wechat": "rejected_by_provider", "email": "accepted"}


def test_a_sealed_report_that_the_person_blocks_us_leads_to_the_next_channel(end_to_end: EndToEnd) -> None:
    application = end_to_end.submit(score=48, wechat_openid="o6_blocks_the_account_3", **EARLY)
    notice = end_to_end.letter_to("o6_blocks_the_account_3")
    end_to_end.until(application["id"], "told")

    report = Callback(
        attempt_ids=(str(notice.attempt_id),),
        event="failed:user block",
        webhook_base_url=end_to_end.system.url,
        times=3,
        shuffled=True,
    )
    statuses = asyncio.run(end_to_end.fake.report(report))

    assert statuses == [200, 200, 200]
    assert end_to_end.letter_to(application["email"]).text
    eventually(lambda: deliveries(end_to_end, application["id"]).get("email"))
    assert deliveries(end_to_end, application["id"])["wechat"] == "undeliverable_permanent"


def test_who_leaves_the_account_is_written_to_elsewhere_until_they_are_back(end_to_end: EndToEnd) -> None:
    openid = "o6_leaves_and_comes_back"
    first = end_to_end.submit(score=48, wechat_openid=openid, **EARLY)
    end_to_end.letter_to(openid)
    act = {"openid": openid, "webhook_base_url": end_to_end.system.url}

    left = asyncio.run(end_to_end.fake.act(WechatEvent(event="unsubscribe", **act)))
    second = end_to_end.submit(score=48, wechat_openid=openid, **EARLY)
    end_to_end.letter_to(second["email"])
    forged = asyncio.run(end_to_end.fake.act(WechatEvent(event="subscribe", forged=True, **act)))

    assert (left, forged) == ([200], [403])
    assert deliveries(end_to_end, second["id"])["wechat"] == "suppressed"
    assert first["id"] != second["id"]


def test_an_answer_in_wechat_acknowledges_the_letter(end_to_end: EndToEnd) -> None:
    openid = "o6_writes_an_answer_back"
    application = end_to_end.submit(score=48, wechat_openid=openid, **EARLY)
    end_to_end.letter_to(openid)
    end_to_end.until(application["id"], "told")

    thanks = WechatEvent(openid=openid, event="write", text="谢谢，我看到了", webhook_base_url=end_to_end.system.url)
    statuses = asyncio.run(end_to_end.fake.act(thanks))

    end_to_end.until(application["id"], "acknowledged")
    assert statuses == [200]
