"""Letters in doubt in the console: what is known, and settling them."""

import pytest

from kindregards.domain.resolutions import Resolution, Verdict
from tests.approval_ui.browser import Browser, hidden_fields
from tests.approval_ui.office import Office
from tests.builders import NOW

pytestmark = pytest.mark.anyio

FIRST = "/doubts/letter-in-doubt-1"


async def test_each_doubt_shows_what_is_known_and_who_can_still_find_out(reviewer: Browser) -> None:
    page = (await reviewer.get("/doubts")).text

    for words in (
        "王梅",
        "Daniel Osei",
        "SendGrid",
        "The provider&#39;s answer was lost; the message may or may not have left.",
        "read_timeout",
        "attempt-1",
        "no report came",
        "knew nothing of it",
        "It is still being looked up",
        "it is yours to settle",
    ):
        assert words in page


async def test_the_page_speaks_chinese_too(colleague: Browser) -> None:
    page = (await colleague.get("/doubts")).text

    assert "没有收到服务商的答复，消息可能已发出，也可能没有。" in page
    assert "系统已无法查明，请您来确认。" in page


@pytest.mark.parametrize("verdict", Verdict)
async def test_a_person_settles_a_doubt_with_a_note(reviewer: Browser, office: Office, verdict: Verdict) -> None:
    settled = await reviewer.send("/doubts", FIRST, verdict=verdict, note=" It is in their activity. ")

    assert settled.status_code == 303
    assert office.doubts.resolutions == [
        Resolution(verdict=verdict, actor="amara", at=NOW, note="It is in their activity.")
    ]
    after = (await reviewer.get("/doubts?done=settled")).text
    assert "Settled." in after
    assert "王梅" not in after


async def test_a_doubt_that_was_settled_meanwhile_is_refused_kindly(reviewer: Browser) -> None:
    said = {**hidden_fields((await reviewer.get("/doubts")).text, FIRST), "verdict": "sent"}
    await reviewer.post(FIRST, said)

    again = await reviewer.post(FIRST, said)

    assert again.status_code == 409


async def test_anything_but_sent_or_not_sent_settles_nothing(reviewer: Browser, office: Office) -> None:
    refused = await reviewer.send("/doubts", FIRST, verdict="perhaps")

    assert refused.status_code == 422
    assert office.doubts.resolutions == []


async def test_who_may_only_look_settles_nothing(viewer: Browser) -> None:
    page = (await viewer.get("/doubts")).text

    assert "王梅" in page
    assert 'name="verdict"' not in page


async def test_today_counts_doubts_and_says_which_channel_has_stopped(reviewer: Browser) -> None:
    page = (await reviewer.get("/")).text

    assert 'href="/doubts"' in page
    assert "A channel has stopped" in page
    assert "The provider refuses our account, key or settings" in page
    assert "no candidate is at fault" in page
