"""Which channels this installation has, by its settings."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Self, assert_never

from pydantic import SecretStr

from kindregards.channels.addresses import parse_sender
from kindregards.channels.email_sendgrid import SendGridEmail
from kindregards.channels.email_smtp import SmtpEmail
from kindregards.channels.mailbox import MailboxChannel
from kindregards.channels.phones import SmsLimits
from kindregards.channels.sendgrid_mail import Tracking
from kindregards.channels.sms_twilio import TwilioAccount, TwilioSms
from kindregards.channels.wechat import WechatAccount, WechatService
from kindregards.channels.wechat_message import WechatKind, WechatTemplate
from kindregards.domain.channels import Channel
from kindregards.domain.pacing import Pace
from kindregards.domain.ports.channels import Mailbox, Sender
from kindregards.domain.ports.wechat import WechatGrants, WechatTokens
from kindregards.domain.replies import reply_address
from kindregards.settings import EmailChannel, Settings, SettingsError, SmsChannel, WechatChannel
from kindregards.trial_senders import trial_senders


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledSenders:
    """One sender a channel; test applications end at stand-ins on this machine, or in the mailbox."""

    senders: Mapping[Channel, Sender]
    mailbox: Sender
    trials: Mapping[Channel, Sender] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Settings, mailbox: Mailbox, tokens: WechatTokens, grants: WechatGrants) -> Self:
        """Return the senders that the settings name."""
        kept = MailboxChannel(mailbox)
        senders: dict[Channel, Sender] = {
            Channel.EMAIL: _email(settings, kept),
            Channel.SMS: _sms(settings, kept),
        }
        match settings.wechat_channel:
            case WechatChannel.OFF:
                pass
            case WechatChannel.MAILBOX:
                senders[Channel.WECHAT] = kept
            case WechatChannel.WECHAT:
                senders[Channel.WECHAT] = WechatService(wechat_account(settings), tokens=tokens, grants=grants)
        trials: Mapping[Channel, Sender] = {}
        if settings.test_providers_url:
            trials = trial_senders(
                settings.test_providers_url,
                public_base_url=settings.public_base_url,
                mailbox=kept,
                tokens=tokens,
                grants=grants,
            )
        return cls(senders=senders, mailbox=kept, trials=trials)

    @property
    def available(self) -> Collection[Channel]:
        """Return the channels that can be used."""
        return tuple(self.senders)

    def sender_for(self, channel: Channel, *, is_test: bool) -> Sender:
        """Return the sender of an available channel; a test application's never leaves this machine."""
        return self.trials.get(channel, self.mailbox) if is_test else self.senders[channel]


@dataclass(frozen=True, slots=True)
class PublicLinks:
    """Addresses of candidates' pages under the public base URL, and of letters' answers at the reply domain."""

    base_url: str
    reply_domain: str | None = None

    def letter(self, token: str) -> str:
        """Return the hosted letter's address."""
        return f"{self.base_url.rstrip('/')}/l/{token}"

    def status(self, token: str) -> str:
        """Return the status page's address."""
        return f"{self.base_url.rstrip('/')}/s/{token}"

    def feedback(self, token: str) -> str:
        """Return the address of the page that asks how they were told."""
        return f"{self.letter(token)}/feedback"

    def human_review(self, token: str) -> str:
        """Return the address of the page that asks for another person."""
        return f"{self.letter(token)}/review"

    def talent_pool(self, token: str) -> str:
        """Return the address of the page to join the talent pool, or to leave it."""
        return f"{self.letter(token)}/talent-pool"

    def data(self, token: str) -> str:
        """Return the address of the page where they see, take along or erase their data."""
        return f"{self.letter(token)}/data"

    def unsubscribe(self, token: str) -> str:
        """Return the address that stops further messages."""
        return f"{self.base_url.rstrip('/')}/u/{token}"

    def reply_to(self, token: str) -> str | None:
        """Return the mail address under which a letter is answered, if this installation receives mail."""
        return reply_address(token, self.reply_domain) if self.reply_domain else None


def available_channels(settings: Settings) -> tuple[Channel, ...]:
    """Return the channels that the settings switch on."""
    wechat = () if settings.wechat_channel is WechatChannel.OFF else (Channel.WECHAT,)
    return (Channel.EMAIL, Channel.SMS, *wechat)


def paces_of(settings: Settings) -> Mapping[Channel, Pace]:
    """Return how fast each channel's provider may be called, where the settings limit it."""
    per_minute = {
        Channel.EMAIL: settings.email_per_minute,
        Channel.SMS: settings.sms_per_minute,
        Channel.WECHAT: settings.wechat_per_minute,
    }
    return {channel: Pace.per_minute(calls) for channel, calls in per_minute.items() if calls}


def wechat_account(settings: Settings) -> WechatAccount:
    """Return the service account that the settings name."""
    template = WechatTemplate(
        kind=WechatKind(settings.wechat_message),
        template_id=_required(settings.wechat_template_id),
        fields=settings.wechat_template_keywords,
    )
    return WechatAccount(
        app_id=_required(settings.wechat_app_id),
        app_secret=required_secret(settings.wechat_app_secret),
        template=template,
        base_url=settings.wechat_base_url,
    )


def _email(settings: Settings, mailbox: Sender) -> Sender:
    if settings.email_channel is EmailChannel.MAILBOX:
        return mailbox
    return _outside_email(settings, Tracking(opens=settings.sendgrid_open_tracking))


def _outside_email(settings: Settings, tracking: Tracking) -> Sender:
    """Return what hands mail to a provider; the settings name one."""
    sender = parse_sender(_required(settings.email_from))
    if settings.email_channel is EmailChannel.SMTP:
        return SmtpEmail(required_secret(settings.smtp_url), sender=sender)
    return SendGridEmail(
        api_key=required_secret(settings.sendgrid_api_key),
        sender=sender,
        base_url=settings.sendgrid_base_url,
        tracking=tracking,
    )


def staff_sender(settings: Settings) -> Sender | None:
    """Return what carries mail to the company's own people, by the settings of letters; None where no mail leaves."""
    if settings.email_channel is EmailChannel.MAILBOX:
        return None
    return _outside_email(settings, Tracking(opens=False))


def _sms(settings: Settings, mailbox: Sender) -> Sender:
    match settings.sms_channel:
        case SmsChannel.MAILBOX:
            return mailbox
        case SmsChannel.TWILIO:
            limits = SmsLimits(countries=settings.sms_country_list, most_segments=settings.sms_most_segments)
            return TwilioSms(twilio_account(settings), public_base_url=settings.public_base_url, limits=limits)
        case never:
            assert_never(never)


def twilio_account(settings: Settings) -> TwilioAccount:
    """Return the account that the settings name."""
    return TwilioAccount(
        account_sid=_required(settings.twilio_account_sid),
        auth_token=required_secret(settings.twilio_auth_token),
        sender=_required(settings.twilio_from),
        senders_by_country=settings.twilio_senders_by_country,
        base_url=settings.twilio_base_url,
    )


def _required(value: str | None) -> str:
    """Return a value whose presence the settings have checked."""
    if value is None:
        raise SettingsError(("A channel is switched on without what it needs; run: kindregards doctor",))
    return value


def required_secret(value: SecretStr | None) -> str:
    """Return a secret whose presence the settings have checked."""
    return _required(value.get_secret_value() if value else None)
