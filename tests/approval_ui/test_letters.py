"""Letters in the console: lists, one letter's way, and what may still be done about it."""

import pytest

from kindregards.domain.channels import Channel
from tests.approval_ui.browser import Browser
from tests.approval_ui.office import Office

pytestmark = pytest.mark.anyio


async def test_lists_show_all_letters_but_drafts_those_in_trouble_and_those_that_wait(reviewer: Browser) -> None:
    everything = (await reviewer.get("/letters")).text
    trouble = (await reviewer.get("/letters?view=trouble")).text
    outbox = (await reviewer.get("/outbox")).text

    assert "/letters/letter-told" in everything
    assert 'href="/letters/letter-1"' not in everything
    assert 'href="/letters/letter-pending"' not in trouble
    assert outbox.count('class="cover"') == 1
    assert "leaves" in outbox


async def test_a_letter_shows_its_way_its_exact_content_and_its_hash(office: Office, reviewer: Browser) -> None:
    letter = office.shelf.letters["letter-told"]

    page = (await reviewer.get("/letters/letter-told")).text
    frame = await reviewer.get("/letters/letter-told/html")

    assert letter.letter.content_hash in page
    assert "The provider refuses this address." in page
    assert "twilio_21614" in page
    assert "by a machine" in page
    assert frame.headers["content-security-policy"].startswith("default-src 'none'")


async def test_a_waiting_letter_can_be_kept_from_leaving_a_sent_one_sent_again(
    office: Office, reviewer: Browser
) -> None:
    resend = "/letters/letter-told/resend"
    await reviewer.send("/letters/letter-pending", "/letters/letter-pending/cancel")
    again = await reviewer.send("/letters/letter-told", resend, channel="sms")
    hurried = await reviewer.send("/outbox", "/letters/letter-pending/send-now", **{"from": "outbox"})
    nonsense = await reviewer.send("/letters/letter-told", resend, channel="pigeon")

    assert office.correspondence.cancelled == ["letter-pending"]
    assert office.correspondence.resent == [("letter-told", Channel.SMS)]
    assert office.correspondence.hurried == ["letter-pending"]
    assert hurried.headers["location"] == "/outbox?done=hurried"
    assert again.headers["location"] == "/letters/letter-told?done=resent"
    assert nonsense.status_code == 422


async def test_who_may_only_look_is_offered_nothing(viewer: Browser) -> None:
    waiting, told = await viewer.get("/letters/letter-pending"), await viewer.get("/letters/letter-told")

    assert "/cancel" not in waiting.text
    assert "/send-now" not in waiting.text
    assert "/resend" not in told.text
