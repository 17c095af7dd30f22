"""The kill switch in the console: a banner for everybody, a button for leads."""

import pytest

from tests.approval_ui.browser import Browser
from tests.approval_ui.office import Office

pytestmark = pytest.mark.anyio

PAGES = ("/", "/queue", "/applications", "/mailbox", "/doubts", "/me", "/sending", "/nowhere")


async def test_a_lead_pauses_and_every_page_says_who_and_why(
    lead: Browser, reviewer: Browser, colleague: Browser
) -> None:
    paused = await lead.send("/sending", "/sending/pause", reason="The template greets the wrong name")

    assert paused.status_code == 303
    for path in PAGES:
        english, chinese = (await reviewer.get(path)).text, (await colleague.get(path)).text
        assert "All sending is paused" in english
        assert "by Lena Fischer" in english
        assert "The template greets the wrong name" in english
        assert "已暂停所有发送" in chinese


async def test_a_lead_lets_it_go_on_and_the_banner_is_gone(lead: Browser, office: Office) -> None:
    await lead.send("/sending", "/sending/pause", reason="incident")

    await lead.send("/sending", "/sending/go-on")

    assert office.pauses.lasting is None
    assert "All sending is paused" not in (await lead.get("/")).text


@pytest.mark.parametrize("path", ["/sending/pause", "/sending/go-on"])
async def test_a_reviewer_sees_no_button_and_may_not(reviewer: Browser, office: Office, path: str) -> None:
    page = (await reviewer.get("/sending")).text
    answer = await reviewer.post(path, {"form_token": "x", "reason": "mine"})

    assert f'action="{path}"' not in page
    assert "takes a lead or an administrator" in page
    assert answer.status_code == 403
    assert office.pauses.lasting is None


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1001, "two\nlines"])
async def test_a_pause_needs_one_line_of_reason(lead: Browser, office: Office, reason: str) -> None:
    answer = await lead.send("/sending", "/sending/pause", reason=reason)

    assert answer.status_code == 422
    assert "A pause needs a reason" in answer.text
    assert office.pauses.lasting is None
