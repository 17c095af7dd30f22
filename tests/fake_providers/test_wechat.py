"""The stand-in for a WeChat service account, spoken to over HTTP as the product does."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from kindregards.fake_providers import FakeProviders
from kindregards.fake_providers.faults import Fault, Mode
from kindregards.fake_providers.wechat_account import WechatPerson
from tests.channels.wechat import OPENID

pytestmark = pytest.mark.slow


@pytest.fixture
def wechat(fake: FakeProviders) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=fake.url, trust_env=False) as client:
        yield client


def token(client: httpx.Client, fake: FakeProviders, **changes: object) -> dict[str, Any]:
    keys = fake.credentials
    asked = {"grant_type": "client_credential", "appid": keys.wechat_app_id, "secret": keys.wechat_app_secret}
    found: dict[str, Any] = client.post("/cgi-bin/stable_token", json=asked | changes).raise_for_status().json()
    return found


def send(client: httpx.Client, fake: FakeProviders, **changes: object) -> dict[str, Any]:
    return send_to("template/send", client, fake, changes)


def send_to(path: str, client: httpx.Client, fake: FakeProviders, changes: dict[str, object]) -> dict[str, Any]:
    body = {
        "touser": OPENID,
        "template_id": fake.credentials.wechat_template_id,
        "client_msg_id": "attempt-1",
        "data": {"thing1": {"value": "您的应聘结果已经写好"}},
    }
    params = {"access_token": token(client, fake)["access_token"]}
    answer = client.post(f"/cgi-bin/message/{path}", params=params, json=body | changes)
    assert answer.status_code == httpx.codes.OK
    found: dict[str, Any] = answer.json()
    return found


def test_the_token_stays_the_same_until_it_is_forced(wechat: httpx.Client, fake: FakeProviders) -> None:
    first, again = token(wechat, fake), token(wechat, fake)
    forced = token(wechat, fake, force_refresh=True)

    assert first["access_token"] == again["access_token"] != forced["access_token"]
    assert 0 < first["expires_in"] <= 7200


@pytest.mark.parametrize(
    ("changes", "errcode"),
    [({"appid": "wx"}, 40013), ({"secret": "no"}, 40125), ({"grant_type": "other"}, 40002)],
)
def test_a_stranger_gets_no_token(
    changes: dict[str, str], errcode: int, wechat: httpx.Client, fake: FakeProviders
) -> None:
    assert token(wechat, fake, **changes)["errcode"] == errcode


@pytest.mark.parametrize(
    ("changes", "errcode"),
    [
        ({"touser": "x"}, 40003),
        ({"template_id": "other"}, 40037),
        ({"data": {}}, 47003),
        ({"data": {"thing1": {"value": "长" * 21}}}, 47003),
        ({"data": {"thing1": {"value": "two\nlines"}}}, 47003),
        ({"data": {"phrase1": {"value": "六个汉字太长"}}}, 47003),
        ({"data": {"thing1": "bare"}}, 47003),
    ],
)
def test_the_documented_rules_of_fields_are_kept(
    changes: dict[str, object], errcode: int, wechat: httpx.Client, fake: FakeProviders
) -> None:
    assert send(wechat, fake, **changes)["errcode"] == errcode


def test_one_client_msg_id_reaches_a_person_once(wechat: httpx.Client, fake: FakeProviders) -> None:
    first, again = send(wechat, fake), send(wechat, fake)
    other = send(wechat, fake, touser="o6_another_person")

    assert first["msgid"] == again["msgid"] != other["msgid"]
    assert fake.ledger.counts()["accepted"] == 2


def test_subscriptions_run_out(wechat: httpx.Client, fake: FakeProviders) -> None:
    fake.wechat.people[OPENID] = WechatPerson(subscriptions=1)

    answers = [send_to("subscribe/bizsend", wechat, fake, {})["errcode"] for _ in range(2)]

    assert answers == [0, 43101]


def test_an_errcode_on_demand_comes_with_http_200(wechat: httpx.Client, fake: FakeProviders) -> None:
    fake.misbehave(Fault(mode=Mode.STATUS, code=45009))

    assert send(wechat, fake)["errcode"] == 45009


@pytest.mark.parametrize(("token_sent", "errcode"), [(None, 41001), ("strange", 40001)])
def test_a_message_without_a_good_token_is_refused(token_sent: str | None, errcode: int, wechat: httpx.Client) -> None:
    params = {"access_token": token_sent} if token_sent else {}

    answer = wechat.post("/cgi-bin/message/template/send", params=params, content=b"\xff not json")

    assert answer.json()["errcode"] == errcode


def test_people_and_tokens_are_set_from_outside(wechat: httpx.Client, fake: FakeProviders) -> None:
    wechat.put(f"/_control/wechat/people/{OPENID}", json={"follows": False}).raise_for_status()
    wechat.post("/_control/wechat/end-tokens").raise_for_status()

    assert send(wechat, fake)["errcode"] == 43004
    assert wechat.get("/_control/wechat/people").json()[OPENID]["follows"] is False
