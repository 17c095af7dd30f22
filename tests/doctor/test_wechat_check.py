"""What the doctor finds about a WeChat service account."""

import asyncio

import pytest

from kindregards.doctor.finding import Finding, Verdict
from kindregards.doctor.settings_check import check_settings
from kindregards.doctor.wechat_check import check_wechat
from kindregards.fake_providers import FakeProviders
from kindregards.fake_providers.credentials import Credentials
from kindregards.settings import Settings, WechatMessage
from tests.channels.broken_servers import closed_port
from tests.fake_providers.running import fake, fake_server
from tests.test_senders import some_settings

__all__ = ["fake", "fake_server"]

KEYS = Credentials()
ACCOUNT = {
    "wechat_channel": "wechat",
    "wechat_app_id": KEYS.wechat_app_id,
    "wechat_app_secret": KEYS.wechat_app_secret,
    "wechat_template_id": KEYS.wechat_template_id,
}


def account(url: str, **changes: str) -> Settings:
    return some_settings(**ACCOUNT | {"wechat_base_url": url} | changes)


def found(settings: Settings) -> list[Finding]:
    return asyncio.run(check_wechat(settings))


@pytest.mark.slow
@pytest.mark.parametrize("message", list(WechatMessage))
def test_a_good_account_is_fine_and_nothing_is_sent(message: WechatMessage, fake: FakeProviders) -> None:
    findings = found(account(fake.url, wechat_message=message))

    assert [finding.verdict for finding in findings] == [Verdict.FINE, Verdict.FINE]
    assert not fake.ledger.requests()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"wechat_app_secret": "other"}, "KINDREGARDS_WECHAT_APP_SECRET"),
        ({"wechat_app_id": "other"}, "KINDREGARDS_WECHAT_APP_ID"),
        ({"wechat_template_id": "other"}, "KINDREGARDS_WECHAT_TEMPLATE_ID"),
    ],
)
def test_what_wechat_refuses_is_named_by_its_setting(changes: dict[str, str], words: str, fake: FakeProviders) -> None:
    last = found(account(fake.url, **changes))[-1]

    assert last.verdict is Verdict.WRONG
    assert words in last.sentence


def test_nobody_answering_is_said_with_the_address() -> None:
    url = f"http://127.0.0.1:{closed_port()}"

    (finding,) = found(account(url))

    assert finding.verdict is Verdict.WRONG
    assert url in finding.sentence


def test_missing_keys_for_reports_are_noticed() -> None:
    sentences = [finding.sentence for finding in check_settings(account("https://api.weixin.qq.com"), {})]

    assert any("KINDREGARDS_WECHAT_TOKEN" in sentence for sentence in sentences)


def test_text_messages_to_everywhere_are_noticed() -> None:
    twilio = {"sms_channel": "twilio", "twilio_account_sid": "AC1", "twilio_auth_token": "t", "twilio_from": "+1"}

    open_to_all = [each.sentence for each in check_settings(some_settings(**twilio), {})]
    listed = [each.sentence for each in check_settings(some_settings(**twilio, sms_countries="CN"), {})]

    assert any("KINDREGARDS_SMS_COUNTRIES" in sentence for sentence in open_to_all)
    assert not any("KINDREGARDS_SMS_COUNTRIES" in sentence for sentence in listed)
