"""Announcing letters by a WeChat service account."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from kindregards.channels.wechat_codes import WECHAT_CODES
from kindregards.channels.wechat_message import WechatKind
from kindregards.domain.channels import SendResult, SendStatus
from kindregards.domain.ports.wechat import AccessToken
from kindregards.fake_providers import FakeProviders
from kindregards.fake_providers.faults import Fault, Mode
from kindregards.fake_providers.wechat_account import WechatPerson
from tests.channels.broken_servers import closed_port, port_that
from tests.channels.senders import NOW, QUICK, send
from tests.channels.wechat import OPENID, KeptGrants, KeptTokens, a_notice_to, wechat_at

pytestmark = pytest.mark.slow


def http(body: str, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


def refusing(code: int, **changes: object) -> Fault:
    return Fault.model_validate({"mode": Mode.STATUS, "code": code} | changes)


def fetched() -> KeptTokens:
    """Return what holds a token that nobody gave out."""
    return KeptTokens(token=AccessToken(value="held", expires_at=NOW + timedelta(hours=1)))


def test_an_accepted_notice_returns_wechats_message_id(fake: FakeProviders) -> None:
    result = send(wechat_at(fake.url), a_notice_to(attempt_id="attempt-7"))

    handed = fake.ledger.accepted("attempt-7")
    assert handed is not None
    assert result == SendResult(
        status=SendStatus.ACCEPTED, provider="wechat", provider_message_id=handed.provider_message_id
    )


def test_the_request_carries_a_notice_and_a_link_and_never_the_letter(fake: FakeProviders) -> None:
    send(wechat_at(fake.url), a_notice_to(attempt_id="attempt-7", text="很遗憾"))

    assert json.loads(fake.ledger.requests()[0].body) == {
        "touser": OPENID,
        "template_id": fake.credentials.wechat_template_id,
        "client_msg_id": "attempt-7",
        "url": "https://letters.example.com/l/token",
        "data": {
            "thing1": {"value": "您的应聘结果已经写好"},
            "thing2": {"value": "晨光科技"},
            "thing3": {"value": "用户运营经理（上海总部，偏增长方向，急…"},
        },
    }


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (40003, SendStatus.REFUSED),
        (40037, SendStatus.MISCONFIGURED),
        (43004, SendStatus.REFUSED),
        (43101, SendStatus.REFUSED),
        (45009, SendStatus.NOT_SENT),
        (47003, SendStatus.REFUSED),
        (48001, SendStatus.MISCONFIGURED),
        (99999, SendStatus.REFUSED),
        (-1, SendStatus.NOT_SENT),
        (-7, SendStatus.MAYBE_SENT),
    ],
)
def test_only_the_errcode_counts(code: int, expected: SendStatus, fake: FakeProviders) -> None:
    fake.misbehave(refusing(code))

    result = send(wechat_at(fake.url), a_notice_to())

    assert (result.status, result.error_code) == (expected, f"wechat_{code}")
    assert fake.ledger.counts()["accepted"] == 0


def test_a_used_up_quota_comes_back_at_midnight_in_china(fake: FakeProviders) -> None:
    fake.misbehave(refusing(45009))

    result = send(wechat_at(fake.url), a_notice_to())

    assert result.retry_after == datetime(2026, 3, 2, 16, 0, tzinfo=UTC)


def test_the_token_is_fetched_once_and_kept(fake: FakeProviders) -> None:
    tokens = KeptTokens()
    service = wechat_at(fake.url, tokens=tokens)

    for number in range(3):
        send(service, a_notice_to(attempt_id=f"attempt-{number}"))

    assert fake.wechat.tokens_given == 1
    assert tokens.token is not None
    assert NOW < tokens.token.expires_at <= NOW + timedelta(hours=2)


def test_a_token_that_ran_out_is_replaced_once_and_the_notice_goes(fake: FakeProviders) -> None:
    tokens = KeptTokens()
    service = wechat_at(fake.url, tokens=tokens)
    send(service, a_notice_to(attempt_id="attempt-1"))
    fake.wechat.end_tokens()

    result = send(service, a_notice_to(attempt_id="attempt-2"))

    assert result.status is SendStatus.ACCEPTED
    assert (fake.wechat.tokens_given, fake.wechat.forced) == (2, 0)


def test_a_token_that_wechat_believes_in_but_refuses_is_forced_once(fake: FakeProviders) -> None:
    service = wechat_at(fake.url, tokens=KeptTokens())
    send(service, a_notice_to(attempt_id="attempt-1"))
    fake.wechat.revoke_tokens()

    result = send(service, a_notice_to(attempt_id="attempt-2"))

    assert result.status is SendStatus.ACCEPTED
    assert fake.wechat.forced == 1


def test_a_token_refused_again_and_again_is_our_own_trouble(fake: FakeProviders) -> None:
    fake.misbehave(refusing(40001))

    result = send(wechat_at(fake.url), a_notice_to())

    assert (result.status, result.error_code) == (SendStatus.MISCONFIGURED, "wechat_40001")
    assert fake.ledger.counts()["received"] == 2


def test_a_wrong_secret_is_our_own_trouble_and_keeps_nobody_waiting(fake: FakeProviders) -> None:
    tokens = KeptTokens()

    result = send(wechat_at(fake.url, secret="other", tokens=tokens), a_notice_to())

    assert (result.status, result.error_code) == (SendStatus.MISCONFIGURED, "wechat_40125")
    assert (tokens.leases, tokens.released) == (1, 1)
    assert not fake.ledger.requests()


@pytest.mark.parametrize(
    ("fault", "expected", "code"),
    [
        (refusing(-1, stage="token"), SendStatus.NOT_SENT, "wechat_-1"),
        (Fault(mode=Mode.STATUS, status=503, stage="token"), SendStatus.NOT_SENT, "http_503"),
        (Fault(mode=Mode.STATUS, status=403, stage="token"), SendStatus.MISCONFIGURED, "http_403"),
        (Fault(mode=Mode.RESET, stage="token"), SendStatus.NOT_SENT, "connection_lost"),
        (Fault(mode=Mode.GARBAGE, stage="token"), SendStatus.NOT_SENT, "unreadable_answer"),
    ],
)
def test_without_a_token_nothing_can_have_left(
    fault: Fault, expected: SendStatus, code: str, fake: FakeProviders
) -> None:
    fake.misbehave(fault)

    result = send(wechat_at(fake.url), a_notice_to())

    assert (result.status, result.error_code) == (expected, code)
    assert not fake.ledger.requests()


@pytest.mark.proof
def test_a_token_that_another_process_fetches_too_long_is_waited_for_in_vain(fake: FakeProviders) -> None:
    tokens = KeptTokens(is_taken=True)

    result = send(wechat_at(fake.url, tokens=tokens), a_notice_to())

    assert (result.status, result.error_code) == (SendStatus.NOT_SENT, "token_late")
    assert tokens.leases > 1


@pytest.mark.parametrize("mode", [Mode.ACCEPT_THEN_RESET, Mode.HALF_BODY, Mode.GARBAGE])
def test_a_lost_answer_is_asked_for_again_by_the_same_id_and_settled(mode: Mode, fake: FakeProviders) -> None:
    fake.misbehave(Fault(mode=mode, times=1))

    result = send(wechat_at(fake.url), a_notice_to(attempt_id="attempt-7"))

    assert result.status is SendStatus.ACCEPTED
    assert fake.ledger.counts() == {"received": 2, "accepted": 1, "attempts": 1, "duplicates": 0}


@pytest.mark.parametrize("mode", [Mode.ACCEPT_THEN_RESET, Mode.ACCEPT_THEN_SILENCE, Mode.DRIP])
def test_an_answer_lost_twice_leaves_doubt(mode: Mode, fake: FakeProviders) -> None:
    tokens = KeptTokens()
    send(wechat_at(fake.url, tokens=tokens), a_notice_to(attempt_id="attempt-1"))
    fake.misbehave(Fault(mode=mode, seconds=3))

    result = send(wechat_at(fake.url, tokens=tokens, timeouts=QUICK), a_notice_to(attempt_id="attempt-2"))

    assert result.status is SendStatus.MAYBE_SENT
    assert fake.ledger.counts()["duplicates"] == 0


def test_a_refused_repetition_settles_no_doubt(fake: FakeProviders) -> None:
    fake.misbehave(Fault(mode=Mode.ACCEPT_THEN_RESET, times=1), refusing(45011))

    result = send(wechat_at(fake.url), a_notice_to())

    assert (result.status, result.error_code) == (SendStatus.MAYBE_SENT, "connection_lost")


def test_a_server_error_leaves_doubt(fake: FakeProviders) -> None:
    fake.misbehave(Fault(mode=Mode.STATUS, status=502))

    result = send(wechat_at(fake.url), a_notice_to())

    assert (result.status, result.error_code) == (SendStatus.MAYBE_SENT, "http_502")


def test_nobody_listening_was_surely_not_sent() -> None:
    service = wechat_at(f"http://127.0.0.1:{closed_port()}", tokens=fetched())

    result = send(service, a_notice_to())

    assert (result.status, result.error_code) == (SendStatus.NOT_SENT, "connection_refused")


@pytest.mark.parametrize(
    ("answer", "expected", "code"),
    [
        (http("[]"), SendStatus.MAYBE_SENT, "unreadable_answer"),
        (http("{}"), SendStatus.MAYBE_SENT, "unreadable_answer"),
        (http("[" * 100_000), SendStatus.MAYBE_SENT, "unreadable_answer"),
        (http('{"errcode": "0"}'), SendStatus.MAYBE_SENT, "wechat_-2"),
        (http('{"errcode": true}'), SendStatus.MAYBE_SENT, "wechat_-2"),
        (http("", "302 Found"), SendStatus.MISCONFIGURED, "http_302"),
        (http("x" * 2_000_000), SendStatus.MAYBE_SENT, "unreadable_answer"),
        (b"\x00\x01\x02\r\n\r\n", SendStatus.MAYBE_SENT, "connection_lost"),
        (http('{"errcode": 0, "msgid": "a b"}'), SendStatus.ACCEPTED, None),
    ],
)
def test_whatever_answers_is_classified(answer: bytes, expected: SendStatus, code: str | None) -> None:
    with port_that(answer) as port:
        result = send(wechat_at(f"http://127.0.0.1:{port}", tokens=fetched()), a_notice_to())

    assert (result.status, result.error_code, result.provider_message_id) == (expected, code, None)


@pytest.mark.parametrize("openid", ["", "short", "o6 bmjrPTlm6 2sgVt7hM", "wang@example.com", "o" * 65, "o6_\n" * 5])
def test_what_is_no_openid_is_refused_before_anything_is_sent(openid: str, fake: FakeProviders) -> None:
    result = send(wechat_at(fake.url), a_notice_to(openid))

    assert (result.status, result.error_code) == (SendStatus.REFUSED, "bad_openid")
    assert not fake.ledger.requests()


def test_who_does_not_follow_is_told_on_the_next_channel(fake: FakeProviders) -> None:
    fake.wechat.people[OPENID] = WechatPerson(follows=False)

    result = send(wechat_at(fake.url), a_notice_to())

    assert (result.status, result.error_code) == (SendStatus.REFUSED, "wechat_43004")


def test_each_subscription_carries_one_message_and_then_none(fake: FakeProviders) -> None:
    grants = KeptGrants()
    grants.left[OPENID] = 2
    service = wechat_at(fake.url, kind=WechatKind.SUBSCRIPTION, grants=grants)

    results = [send(service, a_notice_to(attempt_id=f"attempt-{number}")) for number in range(3)]

    assert [result.status for result in results] == [SendStatus.ACCEPTED, SendStatus.ACCEPTED, SendStatus.REFUSED]
    assert results[2].error_code == "no_subscription_left"
    assert fake.ledger.counts()["accepted"] == 2


@pytest.mark.parametrize(
    ("fault", "left"),
    [
        (refusing(43101), 0),
        (refusing(48001), 2),
        (refusing(-1), 2),
        (Fault(mode=Mode.ACCEPT_THEN_RESET), 1),
    ],
)
def test_a_subscription_is_used_up_only_by_what_may_have_left(fault: Fault, left: int, fake: FakeProviders) -> None:
    grants = KeptGrants()
    grants.left[OPENID] = 2
    fake.misbehave(fault)

    send(wechat_at(fake.url, kind=WechatKind.SUBSCRIPTION, grants=grants), a_notice_to())

    assert grants.left[OPENID] == left
    assert fake.ledger.counts()["received"] == 1


def test_every_code_of_the_table_has_a_class() -> None:
    assert {code for code, status in WECHAT_CODES.items() if status is SendStatus.ACCEPTED} == {0}
    assert SendStatus.MAYBE_SENT not in WECHAT_CODES.values()


def test_neither_secret_nor_token_shows() -> None:
    shown = repr(fetched()) + repr(wechat_at("http://127.0.0.1:1", secret="very-secret").__dict__)

    assert "very-secret" not in shown
    assert "held" not in shown
