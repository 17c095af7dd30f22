"""Which sender carries what, by the settings."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from kindregards.channels.look_up_mailbox import MailboxLookUp
from kindregards.channels.look_up_twilio import TwilioLookUp
from kindregards.channels.mailbox import MailboxChannel
from kindregards.channels.wechat import WechatService
from kindregards.domain.channels import Channel, Message, SendStatus
from kindregards.fake_providers import FakeProviders
from kindregards.fake_providers.credentials import Credentials
from kindregards.fake_providers.faults import Fault, Mode
from kindregards.look_ups import InstalledLookUps
from kindregards.senders import InstalledSenders, available_channels
from kindregards.settings import Settings, load_settings
from kindregards.store.database import Database
from tests.builders import a_message
from tests.channels.broken_servers import closed_port
from tests.channels.senders import a_text
from tests.channels.wechat import KeptGrants, KeptTokens, a_notice_to
from tests.fake_providers.running import fake, fake_server

__all__ = ["fake", "fake_server"]

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
MESSAGES = {Channel.EMAIL: a_message(), Channel.SMS: a_text(), Channel.WECHAT: a_notice_to()}


@dataclass
class Kept:
    """A mailbox in memory."""

    messages: list[Message] = field(default_factory=list)

    async def put(self, message: Message) -> None:
        self.messages.append(message)

    async def holds(self, attempt_id: str) -> bool:
        return any(message.attempt_id == attempt_id for message in self.messages)


def some_settings(**given: str) -> Settings:
    keys = base64.b64encode(b"k" * 32).decode()
    given |= {"secret_key": "a secret that nobody ever guesses!", "encryption_keys": keys}
    return load_settings(env_file=None, **given)


def senders_of(mailbox: Kept, **given: str) -> InstalledSenders:
    return InstalledSenders.of(some_settings(**given), mailbox, KeptTokens(), KeptGrants())


@pytest.mark.parametrize("channel", list(Channel))
async def test_a_test_letter_goes_to_the_stand_in_that_runs(channel: Channel, fake: FakeProviders) -> None:
    mailbox = Kept()
    sender = senders_of(mailbox, test_providers_url=fake.url).sender_for(channel, is_test=True)

    result = await sender.send(MESSAGES[channel])

    assert result.status is SendStatus.ACCEPTED
    assert [handed.address for handed in fake.ledger.requests(accepted=True)] == [MESSAGES[channel].address]
    assert mailbox.messages == []


@pytest.mark.parametrize("channel", list(Channel))
async def test_a_test_letter_stays_in_the_mailbox_while_no_stand_in_runs(channel: Channel) -> None:
    mailbox = Kept()
    url = f"http://127.0.0.1:{closed_port()}"

    result = await senders_of(mailbox, test_providers_url=url).sender_for(channel, is_test=True).send(MESSAGES[channel])

    assert (result.status, result.provider) == (SendStatus.ACCEPTED, "mailbox")
    assert mailbox.messages == [MESSAGES[channel]]


async def test_a_stand_in_that_refuses_is_believed(fake: FakeProviders) -> None:
    mailbox = Kept()
    fake.misbehave(Fault(mode=Mode.STATUS, status=429))
    sender = senders_of(mailbox, test_providers_url=fake.url).sender_for(Channel.EMAIL, is_test=True)

    result = await sender.send(a_message())

    assert result.status is SendStatus.NOT_SENT
    assert mailbox.messages == []


@pytest.mark.parametrize("channel", list(Channel))
async def test_without_that_setting_test_letters_stay_in_the_mailbox(channel: Channel) -> None:
    mailbox = Kept()

    await senders_of(mailbox).sender_for(channel, is_test=True).send(MESSAGES[channel])

    assert mailbox.messages == [MESSAGES[channel]]


async def test_a_service_account_is_a_channel_like_the_others() -> None:
    account = {"wechat_app_id": "wx1", "wechat_app_secret": "s", "wechat_template_id": "t"}
    senders = senders_of(Kept(), wechat_channel="wechat", **account)

    assert isinstance(senders.sender_for(Channel.WECHAT, is_test=False), WechatService)
    assert set(senders.available) == set(available_channels(some_settings(wechat_channel="wechat", **account)))


async def test_the_mailbox_carries_what_no_provider_does() -> None:
    senders = senders_of(Kept(), wechat_channel="mailbox")

    assert {type(senders.sender_for(channel, is_test=False)) for channel in Channel} == {MailboxChannel}


@pytest.mark.parametrize(("url", "asked"), [("", MailboxLookUp), ("http://127.0.0.1:9100", TwilioLookUp)])
async def test_doubt_about_a_test_letter_is_asked_where_it_went(
    url: str, asked: type, sqlite_url: str, open_database: Callable[[str], Database]
) -> None:
    settings = some_settings(test_providers_url=url) if url else some_settings()

    look_ups = InstalledLookUps.of_settings(settings, Kept(), open_database(sqlite_url))

    assert isinstance(look_ups.of(Channel.SMS, is_test=True), asked)
    assert (look_ups.of(Channel.EMAIL, is_test=True) is None) == bool(url)


@pytest.mark.parametrize("wanted", ["false", "true"])
async def test_the_company_decides_whether_sendgrid_counts_opens(wanted: str, fake: FakeProviders) -> None:
    senders = senders_of(
        Kept(),
        email_channel="sendgrid",
        email_from="Kind Regards <letters@example.com>",
        sendgrid_api_key=Credentials().sendgrid_api_key,
        sendgrid_base_url=fake.url,
        sendgrid_open_tracking=wanted,
    )

    await senders.sender_for(Channel.EMAIL, is_test=False).send(MESSAGES[Channel.EMAIL])

    (handed,) = fake.ledger.requests(accepted=True)
    assert json.loads(handed.body)["tracking_settings"]["open_tracking"]["enable"] is (wanted == "true")
