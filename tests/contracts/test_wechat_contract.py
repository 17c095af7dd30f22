"""What we really send to WeChat, held against the rules of its documentation.

WeChat publishes no machine-readable description. The shapes below were written down by hand from
https://developers.weixin.qq.com/doc/service/api/notify/template/api_sendtemplatemessage and
https://developers.weixin.qq.com/doc/service/api/notify/notify/api_sendnewsubscribemsg; they share nothing with the
stand-in, which keeps rules of its own.
"""

import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator

from kindregards.channels.wechat import WechatAccount, WechatService
from kindregards.channels.wechat_message import WechatKind, WechatTemplate
from kindregards.domain.notices import Notice, NoticeField
from kindregards.fake_providers import FakeProviders
from tests.channels.senders import CALM, FAKE_KEYS, fixed_now, send
from tests.channels.wechat import OPENID, KeptGrants, KeptTokens, a_notice_to

pytestmark = pytest.mark.slow

# Rules by kind of keyword: "thing" takes at most 20 characters, "time" a 24-hour time with an optional Chinese date.
VALUES: dict[str, dict[str, object]] = {
    "thing": {"type": "string", "minLength": 1, "maxLength": 20, "pattern": r"^[^\r\n\t\x00-\x1f]+$"},
    "time": {"type": "string", "pattern": r"^\d{4}年\d{1,2}月\d{1,2}日 \d{2}:\d{2}$"},
}


def cell(value: dict[str, object]) -> dict[str, object]:
    return {"type": "object", "properties": {"value": value}, "required": ["value"], "additionalProperties": False}


DATA: dict[str, object] = {
    "type": "object",
    "minProperties": 1,
    "patternProperties": {rf"^{kind}\d+$": cell(rule) for kind, rule in VALUES.items()},
    "additionalProperties": False,
}
COMMON: dict[str, object] = {
    "touser": {"type": "string", "pattern": r"^[A-Za-z0-9_-]{28}$"},
    "template_id": {"type": "string", "minLength": 1},
    "data": DATA,
}
TEMPLATE: dict[str, object] = {
    "type": "object",
    "properties": COMMON | {"url": {"type": "string", "format": "uri"}, "client_msg_id": {"type": "string"}},
    "required": ["touser", "template_id", "data"],
    "additionalProperties": False,
}
SUBSCRIPTION: dict[str, object] = {
    "type": "object",
    "properties": COMMON | {"page": {"type": "string"}},
    "required": ["touser", "template_id", "data"],
    "additionalProperties": False,
}
DESCRIBED = {
    WechatKind.TEMPLATE: ("/cgi-bin/message/template/send", TEMPLATE),
    WechatKind.SUBSCRIPTION: ("/cgi-bin/message/subscribe/bizsend", SUBSCRIPTION),
}
FIELDS = {
    "thing1": NoticeField.HEADLINE,
    "thing2": NoticeField.COMPANY,
    "thing3": NoticeField.JOB,
    "time4": NoticeField.TIME,
}
PLAIN = Notice(headline="您的应聘结果已经写好", company="晨光科技", job="用户运营经理", link="https://x.example/l/t")
NOTICES = (
    PLAIN,
    Notice(headline="Your result is ready", company="Example, Inc.", job="Engineer", link=None),
    Notice(headline="x" * 200, company="多行\n公司\r\n名称", job="🎉" * 50 + "\x00", link="https://x.example/l/t"),
)


def sent(fake: FakeProviders, notice: Notice, kind: WechatKind) -> tuple[str, dict[str, Any]]:
    template = WechatTemplate(kind=kind, template_id=FAKE_KEYS.wechat_template_id, fields=FIELDS)
    account = WechatAccount(
        app_id=FAKE_KEYS.wechat_app_id, app_secret=FAKE_KEYS.wechat_app_secret, template=template, base_url=fake.url
    )
    grants = KeptGrants()
    grants.left[OPENID] = 1
    message = a_notice_to(notice=notice)
    send(WechatService(account, tokens=KeptTokens(), grants=grants, timeouts=CALM, now=fixed_now), message)
    handed = fake.ledger.requests()[0]
    body: dict[str, Any] = json.loads(handed.body)
    return handed.path, body


def complaints(schema: dict[str, object], body: dict[str, Any]) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(body)]


@pytest.mark.parametrize("kind", list(WechatKind))
@pytest.mark.parametrize("notice", NOTICES)
def test_our_notice_is_what_wechat_documents(notice: Notice, kind: WechatKind, fake: FakeProviders) -> None:
    path, body = sent(fake, notice, kind)

    described_path, schema = DESCRIBED[kind]
    assert path == described_path
    assert complaints(schema, body) == []
    assert fake.ledger.counts()["accepted"] == 1


def test_the_rules_would_notice_a_mistake(fake: FakeProviders) -> None:
    _, body = sent(fake, PLAIN, WechatKind.TEMPLATE)
    mistakes: list[dict[str, Any]] = [
        {name: value for name, value in body.items() if name != "touser"},
        body | {"msg": "x"},
        body | {"data": {"thing1": {"value": "长" * 21}}},
        body | {"data": {"thing1": {"value": "two\nlines"}}},
        body | {"data": {"thing1": "bare"}},
        body | {"data": {"time4": {"value": "2026-03-02"}}},
    ]

    assert all(complaints(TEMPLATE, mistake) for mistake in mistakes)


def test_only_a_template_message_carries_our_attempt_id(fake: FakeProviders) -> None:
    _, by_template = sent(fake, PLAIN, WechatKind.TEMPLATE)
    fake.reset()
    _, by_subscription = sent(fake, PLAIN, WechatKind.SUBSCRIPTION)

    assert by_template["client_msg_id"] == "attempt-1"
    assert "client_msg_id" not in by_subscription


def test_chinese_travels_as_itself(fake: FakeProviders) -> None:
    sent(fake, PLAIN, WechatKind.TEMPLATE)

    raw = fake.ledger.requests()[0].body
    assert "您的应聘结果已经写好".encode() in raw
    assert re.search(rb"\\u[0-9a-f]{4}", raw) is None
    assert urlsplit(str(PLAIN.link)).scheme == "https"
