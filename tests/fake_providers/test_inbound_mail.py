"""Mail that the stand-in posts must convince our own reader, over a real socket."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from kindregards import clock
from kindregards.channels.webhooks_sendgrid_inbound import SendGridInbound
from kindregards.domain.ports.channels import ForgedWebhookError
from kindregards.domain.provider_events import ProviderEvent
from kindregards.domain.replies import Automatic, reply_address, reply_token_of
from kindregards.fake_providers import FakeProviders
from kindregards.fake_providers.inbound_mail import MailBack, NoReplyAddressError
from tests.builders import a_message
from tests.channels.senders import send, sendgrid_at
from tests.fake_providers.test_callbacks import OurWebhooks, webhooks

pytestmark = pytest.mark.slow
LINK = "a-link-token"

__all__ = ["webhooks"]


def mailed(fake: FakeProviders, ours: OurWebhooks, **changes: object) -> list[int]:
    message = replace(a_message(attempt_id="attempt-1"), reply_to=reply_address(LINK, "replies.example.com"))
    send(sendgrid_at(fake.url), message)
    fields = {"attempt_id": "attempt-1", "text": "谢谢您", "webhook_base_url": ours.url} | changes
    return asyncio.run(fake.receive_mail(MailBack.model_validate(fields)))


def read(fake: FakeProviders, ours: OurWebhooks) -> ProviderEvent:
    arrived = ours.arrived[0]

    async def chunks() -> AsyncIterator[bytes]:
        yield arrived.body

    reader = SendGridInbound(token=None, public_key=fake.credentials.sendgrid_public_key)
    (event,) = asyncio.run(reader.read(token=None, headers=arrived.headers, chunks=chunks(), now=clock.now()))
    return event


@pytest.mark.parametrize("charset", ["UTF-8", "gb18030"])
def test_a_mail_back_convinces_our_reader(fake: FakeProviders, webhooks: OurWebhooks, charset: str) -> None:
    statuses = mailed(fake, webhooks, charset=charset, attachments=("cv.pdf",), times=2)

    event = read(fake, webhooks)
    assert statuses == [204, 204]
    assert webhooks.arrived[0].body == webhooks.arrived[1].body
    assert event.answer is not None
    assert (event.answer.text, event.answer.attachments) == ("谢谢您", ("cv.pdf",))
    assert event.answer.token == reply_token_of(LINK)


def test_an_automatic_mail_is_known_as_one(fake: FakeProviders, webhooks: OurWebhooks) -> None:
    mailed(fake, webhooks, headers={"Auto-Submitted": "auto-replied"})

    event = read(fake, webhooks)
    assert event.answer is not None
    assert event.answer.automatic is Automatic.AUTO_REPLY


def test_a_forged_mail_convinces_nobody(fake: FakeProviders, webhooks: OurWebhooks) -> None:
    mailed(fake, webhooks, forged=True)

    with pytest.raises(ForgedWebhookError):
        read(fake, webhooks)


def test_a_letter_that_was_not_accepted_is_answered_by_nobody(fake: FakeProviders, webhooks: OurWebhooks) -> None:
    mail = MailBack(attempt_id="missing", text="x", webhook_base_url=webhooks.url)

    with pytest.raises(NoReplyAddressError):
        asyncio.run(fake.receive_mail(mail))
