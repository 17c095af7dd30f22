"""Whole journeys through API, providers, console and candidates' pages."""

import asyncio

import httpx
import pytest

from kindregards.fake_providers.callbacks import Callback
from tests.end_to_end.conftest import EndToEnd, eventually, link_in

pytestmark = pytest.mark.slow


def test_a_rejection_is_sent_by_the_real_library_opened_and_acknowledged(end_to_end: EndToEnd) -> None:
    application = end_to_end.submit(score=48)

    letter = end_to_end.letter_to(application["email"])
    page = link_in(letter.text, "l")
    shown = httpx.get(end_to_end.system.url + page)
    untouched = end_to_end.until(application["id"], "told")
    httpx.post(end_to_end.system.url + page + "/acknowledge", headers={"Origin": end_to_end.system.url})

    acknowledged = end_to_end.until(application["id"], "acknowledged")
    assert "用户运营经理" in shown.text
    assert untouched["acknowledged_at"] is None
    assert acknowledged["outcome"] == "reject"


def test_an_unread_letter_is_reminded_of_by_sms(end_to_end: EndToEnd) -> None:
    application = end_to_end.submit(score=48, phone="+8613800138000", consents={"sms": True})
    end_to_end.letter_to(application["email"])

    reminder = end_to_end.letter_to("+8613800138000")

    assert "/l/" in reminder.text
    assert "没有进入" not in reminder.text


def test_a_signed_report_that_nobody_is_there_leads_to_the_next_channel(end_to_end: EndToEnd) -> None:
    application = end_to_end.submit(score=48, phone="+8613900139000", consents={"sms": True}, channels=["email", "sms"])
    letter = end_to_end.letter_to(application["email"])

    statuses = asyncio.run(
        end_to_end.fake.report(
            Callback(
                attempt_ids=(str(letter.attempt_id),),
                event="bounce",
                changes={"type": "bounce"},
                webhook_base_url=end_to_end.system.url,
            )
        )
    )

    assert statuses == [200]
    assert end_to_end.letter_to("+8613900139000").text


def test_a_result_pushed_later_is_told_and_the_timeline_says_so(end_to_end: EndToEnd) -> None:
    application = end_to_end.submit(score=None)
    path = f"/v1/applications/{application['id']}"

    pushed = end_to_end.client.post(
        f"{path}/interview-result",
        json={"result_id": "r-9", "score": 30, "completed_at": "2026-11-20T09:00:00Z"},
    )

    end_to_end.until(application["id"], "told", "acknowledged")
    timeline = end_to_end.client.get(f"{path}/timeline").json()
    events = [entry["event"] for entry in timeline["data"]]
    assert pushed.status_code == httpx.codes.ACCEPTED
    assert events[:3] == ["application_received", "result_received", "decided"]


def test_the_candidate_withdraws_on_the_status_page(end_to_end: EndToEnd) -> None:
    application = end_to_end.submit(score=None)
    link = end_to_end.client.post(f"/v1/applications/{application['id']}/status-link").json()["url"]

    httpx.post(f"{link}/withdraw", data={"reason": "better_offer"}, headers={"Origin": end_to_end.system.url})

    closed = end_to_end.until(application["id"], "closed")
    assert closed["outcome"] == "withdrawn"
    eventually(lambda: end_to_end.letter_to(application["email"]))
