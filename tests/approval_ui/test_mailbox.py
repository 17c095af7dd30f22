"""The embedded mailbox: messages in closed frames, links that open."""

import pytest

from approval_ui.mailbox import addresses_in
from tests.approval_ui.browser import Browser
from tests.candidate_ui.fakes import TOKEN

pytestmark = pytest.mark.anyio


async def test_messages_are_listed_newest_first(reviewer: Browser) -> None:
    page = (await reviewer.get("/mailbox")).text

    assert page.index("/mailbox/message-3") < page.index("/mailbox/message-2") < page.index("/mailbox/message-1")


async def test_a_message_shows_both_forms_and_its_links(reviewer: Browser) -> None:
    page = (await reviewer.get("/mailbox/message-1")).text

    link = f"http://console.test/l/{TOKEN}"
    assert f'<a href="{link}" target="_blank" rel="noopener noreferrer">' in page
    assert 'src="/mailbox/message-1/html"' in page
    assert "Dear Daniel Okafor" in page


async def test_the_frame_lets_links_open_beside_the_console_and_nothing_else(reviewer: Browser) -> None:
    frame = await reviewer.get("/mailbox/message-1/html")

    policy = frame.headers["content-security-policy"]
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert "default-src 'none'" in policy
    assert '<head><base target="_blank">' in frame.text


async def test_a_text_message_has_no_frame(reviewer: Browser) -> None:
    page = (await reviewer.get("/mailbox/message-3")).text

    assert "<iframe" not in page
    assert "your application is ready" in page


async def test_an_unknown_message_is_not_there(reviewer: Browser) -> None:
    answer = await reviewer.get("/mailbox/message-9")

    assert answer.status_code == 404
    assert "There is no such letter" in answer.text


def test_addresses_end_where_chinese_sentences_go_on() -> None:
    text = "请点开查看：http://a.test/l/abc。再看 https://b.test/s/x-y_z，谢谢 http://a.test/l/abc"

    assert addresses_in(text) == ["http://a.test/l/abc", "https://b.test/s/x-y_z"]
