import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.opt_out import asks_to_start, asks_to_stop

STOPS = (
    "STOP", "stop", " Stop. ", "STOP!!!", "ＳＴＯＰ", "S T O P", "stop all", "STOPALL", "Unsubscribe", "cancel",
    "END", "quit", "REVOKE", "opt out", "Opt-out", "OPTOUT", "ARRÊT", "🛑 stop 🛑", "please stop", "Stop it now",
    "stop thanks", "Stop texting me", "please stop sending me these messages", "quit messaging", "STOP MESSAGES",
    "Don't text me again", "don’t contact me anymore", "do not email me", "Never message me again",
    "don't send me any more of this", "please take me off your list", "remove my number", "remove me",
    "no more texts please", "No further reminders", "Leave me alone", "I want to unsubscribe from this",
    "please opt me out", "T", "TD", "td", "退订", "退訂", "回复TD退订", "我要退订", "取消订阅", "停止", "拒收",
    "请勿打扰", "不要再发了", "别发了", "别再给我发短信", "不要再联系我", "请停止发送短信", "我不想再收到短信",
    "不要騷擾", "請勿再聯絡我",
)  # fmt: skip
REPLIES = (
    "Thank you for letting me know", "谢谢，我知道了", "Can I stop by your office tomorrow?",
    "I can't stop smiling!", "I will not cancel", "please cancel my application",
    "In the end I chose another job", "Why?", "", "   ", "👍", "我不想接收这个结果", "请不要联系我的前雇主",
    "期待以后的合作发展", "收到，谢谢", "Do not contact my employer, please", "I have no more questions",
    "Never mind", "The bus stop is near your office",
)  # fmt: skip


@pytest.mark.parametrize("text", STOPS)
def test_stop_in_any_wording_is_heard(text: str) -> None:
    assert asks_to_stop(text)
    assert not asks_to_start(text)


@pytest.mark.parametrize("text", REPLIES)
def test_an_ordinary_reply_is_no_stop(text: str) -> None:
    assert not asks_to_stop(text)


@pytest.mark.parametrize("text", ["START", "unstop", "Opt in", "恢复订阅"])
def test_start_allows_messages_again(text: str) -> None:
    assert asks_to_start(text)
    assert not asks_to_stop(text)


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    assert asks_to_stop(text) in {True, False}
    assert not (asks_to_stop(text) and asks_to_start(text))


def test_an_endless_answer_is_read_in_no_time() -> None:
    assert not asks_to_stop("a " * 1_000_000)
