"""STOP in many wordings is heard, and its words inside a sentence about something else are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.opt_out import asks_to_start, asks_to_stop, mail_asks_to_stop
from tests.domain.stop_wordings import MAIL_REPLIES, MAIL_STOPS, REPLIES, STOPS


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


@pytest.mark.parametrize(("subject", "text"), MAIL_STOPS)
def test_a_mail_that_plainly_asks_is_heard(subject: str, text: str) -> None:
    assert mail_asks_to_stop(text, subject)


@pytest.mark.parametrize(("subject", "text"), MAIL_REPLIES)
def test_an_ordinary_or_long_mail_is_left_to_a_person(subject: str, text: str) -> None:
    assert not mail_asks_to_stop(text, subject)
