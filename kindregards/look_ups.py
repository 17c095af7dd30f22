"""Whom this installation can ask about letters in doubt, by its settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from kindregards.channels.look_up_mailbox import MailboxLookUp
from kindregards.channels.look_up_sendgrid import SendGridLookUp
from kindregards.channels.look_up_twilio import TwilioLookUp
from kindregards.domain.channels import Channel
from kindregards.domain.pacing import Pace
from kindregards.domain.ports.channels import KeptMessages
from kindregards.domain.ports.watching import LookUp
from kindregards.senders import required_secret, twilio_account
from kindregards.settings import EmailChannel, Settings, SmsChannel, WechatChannel
from kindregards.store.database import Database
from kindregards.store.pacing import Line
from kindregards.trial_senders import trial_look_ups

EMAIL_ACTIVITY_PACE = Pace(every=timedelta(seconds=10), burst=6)
"""Six requests a minute: https://www.twilio.com/docs/sendgrid/api-reference/email-activity"""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledLookUps:
    """One look-up a channel at most; about test applications the mailbox knows, unless stand-ins were handed them."""

    look_ups: Mapping[Channel, LookUp]
    mailbox: LookUp
    trials: Mapping[Channel, LookUp] | None = None

    @classmethod
    def of_settings(cls, settings: Settings, mailbox: KeptMessages, database: Database) -> Self:
        """Return the look-ups that the settings make possible."""
        kept = MailboxLookUp(mailbox)
        found: dict[Channel, LookUp | None] = {
            Channel.EMAIL: _email(settings, kept, database),
            Channel.SMS: TwilioLookUp(twilio_account(settings)) if settings.sms_channel is SmsChannel.TWILIO else kept,
            Channel.WECHAT: kept if settings.wechat_channel is WechatChannel.MAILBOX else None,
        }
        url = settings.test_providers_url
        return cls(
            look_ups={channel: each for channel, each in found.items() if each is not None},
            mailbox=kept,
            trials=trial_look_ups(url) if url else None,
        )

    def of(self, channel: Channel, *, is_test: bool) -> LookUp | None:
        """Return whom to ask about a channel's attempts, or None when nobody can say."""
        if not is_test:
            return self.look_ups.get(channel)
        return self.mailbox if self.trials is None else self.trials.get(channel)


def _email(settings: Settings, mailbox: LookUp, database: Database) -> LookUp | None:
    if settings.email_channel is EmailChannel.MAILBOX:
        return mailbox
    if settings.email_channel is not EmailChannel.SENDGRID or not settings.sendgrid_email_activity:
        return None
    return SendGridLookUp(
        api_key=required_secret(settings.sendgrid_api_key),
        base_url=settings.sendgrid_base_url,
        line=Line(database, "sendgrid_email_activity", EMAIL_ACTIVITY_PACE),
    )
