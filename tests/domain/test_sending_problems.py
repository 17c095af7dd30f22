"""Error codes in plain words of both languages."""

import re

import pytest

from kindregards.channels.codes import TWILIO_CODES
from kindregards.channels.connecting import not_connected_code
from kindregards.channels.wechat_codes import OK, WECHAT_CODES
from kindregards.domain.languages import Language
from kindregards.domain.sending_problems import SendingProblem, problem_of, words_of

_HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.mark.parametrize("problem", SendingProblem)
def test_every_problem_has_a_sentence_in_both_languages(problem: SendingProblem) -> None:
    words = words_of(problem)

    assert set(words) == set(Language)
    assert _HAN.search(words[Language.CHINESE])
    assert not _HAN.search(words[Language.ENGLISH])


@pytest.mark.parametrize(
    "code",
    [
        *(f"twilio_{code}" for code in TWILIO_CODES),
        *(f"wechat_{code}" for code in WECHAT_CODES if code != OK),
        *(f"http_{status}" for status in (301, 400, 401, 403, 404, 408, 413, 429, 500, 502, 503, 504)),
        *(f"smtp_{code}" for code in (421, 450, 451, 530, 535, 550, 551, 552, 553)),
        *("bad_address", "bad_number", "bad_openid", "connection_lost", "costly_number", "country_not_allowed"),
        *("deadline", "landline", "looks_like_api_key", "no_message_id", "no_notice", "no_subscription_left"),
        *("read_timeout", "smtp_security", "token_late", "too_many_segments", "unreadable_answer", "unsafe_text"),
        *("worker_lost", not_connected_code(ConnectionRefusedError()), not_connected_code(OSError())),
        *("5.1.1", "5.2.2", "5.7.1", "wechat_user_block", "wechat_system_failed"),
    ],
)
def test_every_code_that_a_channel_gives_says_something_to_people(code: str) -> None:
    assert problem_of(code) is not None


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("http_401", SendingProblem.OUR_ACCOUNT),
        ("http_429", SendingProblem.TOO_FAST),
        ("twilio_21610", SendingProblem.OPTED_OUT),
        ("twilio_21614", SendingProblem.NO_TEXTS),
        ("read_timeout", SendingProblem.ANSWER_LOST),
        ("connect_timeout", SendingProblem.NOT_REACHED),
        ("5.1.1", SendingProblem.NO_SUCH_ADDRESS),
        (None, None),
        ("twilio_99999", None),
        ("http_4011", None),
    ],
)
def test_a_code_means_one_thing(code: str | None, problem: SendingProblem | None) -> None:
    assert problem_of(code) is problem
