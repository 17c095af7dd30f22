"""Senders with short limits, pointed at a stand-in or at any port."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

from kindregards.channels.addresses import SenderAddress
from kindregards.channels.email_sendgrid import SendGridEmail
from kindregards.channels.email_smtp import SmtpEmail
from kindregards.channels.sms_twilio import TwilioAccount, TwilioSms
from kindregards.channels.timeouts import Timeouts
from kindregards.domain.channels import Channel, Message, SendResult
from kindregards.domain.ports.channels import Sender
from kindregards.fake_providers import FakeProviders
from kindregards.fake_providers.credentials import Credentials
from tests.builders import a_message

CALM = Timeouts(connect_seconds=5, read_seconds=10, total_seconds=15)
QUICK = Timeouts(connect_seconds=0.3, read_seconds=0.3, total_seconds=0.8)
"""For tests of the limits themselves; on a busy machine nothing else keeps to them."""
FROM = SenderAddress(email="jobs@example.com", name="Example Jobs")
FAKE_KEYS = Credentials()
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def fixed_now() -> datetime:
    return NOW


def sendgrid_at(url: str, *, api_key: str = FAKE_KEYS.sendgrid_api_key, timeouts: Timeouts = CALM) -> SendGridEmail:
    return SendGridEmail(api_key=api_key, sender=FROM, base_url=url, timeouts=timeouts, now=fixed_now)


def smtp_at(url: str, *, timeouts: Timeouts = CALM) -> SmtpEmail:
    return SmtpEmail(url, sender=FROM, timeouts=timeouts, now=fixed_now)


def twilio_at(
    url: str, *, auth_token: str = FAKE_KEYS.twilio_auth_token, sender: str = "+15005550006", timeouts: Timeouts = CALM
) -> TwilioSms:
    account = TwilioAccount(
        account_sid=FAKE_KEYS.twilio_account_sid, auth_token=auth_token, sender=sender, base_url=url
    )
    return TwilioSms(
        account,
        public_base_url="https://letters.example.com/",
        valid_for=timedelta(hours=2),
        timeouts=timeouts,
        now=fixed_now,
    )


def every_sender(fake: FakeProviders, timeouts: Timeouts = CALM) -> dict[str, Sender]:
    return {
        "sendgrid": sendgrid_at(fake.url, timeouts=timeouts),
        "smtp": smtp_at(fake.smtp_url, timeouts=timeouts),
        "twilio": twilio_at(fake.url, timeouts=timeouts),
    }


def a_text(**changes: object) -> Message:
    sms = {"channel": Channel.SMS, "address": "+14155550100", "text": "王梅，您的面试结果已发出。", "html": None}
    return a_message(**sms | changes)


def message_for(provider: str) -> Message:
    return a_text() if provider == "twilio" else a_message()


def send(sender: Sender, message: Message) -> SendResult:
    return asyncio.run(sender.send(message))


def send_timed(sender: Sender, message: Message) -> tuple[SendResult, float]:
    """Return the answer and the seconds it took inside a running loop."""

    async def timed() -> tuple[SendResult, float]:
        began = time.monotonic()
        result = await sender.send(message)
        return result, time.monotonic() - began

    return asyncio.run(timed())
