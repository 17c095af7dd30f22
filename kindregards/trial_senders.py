"""Where letters of test keys go: by the real client libraries to stand-ins on this machine, else into the mailbox."""

from collections.abc import Mapping
from dataclasses import dataclass

from kindregards.channels.addresses import SenderAddress
from kindregards.channels.email_sendgrid import SendGridEmail
from kindregards.channels.look_up_twilio import TwilioLookUp
from kindregards.channels.sms_twilio import TwilioAccount, TwilioSms
from kindregards.channels.wechat import WechatAccount, WechatService
from kindregards.channels.wechat_message import WechatKind, WechatTemplate
from kindregards.domain.channels import Channel, Message, SendResult, SendStatus
from kindregards.domain.notices import NoticeField
from kindregards.domain.ports.channels import Sender
from kindregards.domain.ports.watching import LookUp
from kindregards.domain.ports.wechat import WechatGrants, WechatTokens
from kindregards.fake_providers.credentials import Credentials

_KEYS = Credentials()
_FROM = SenderAddress(email="trials@example.com", name="Kind Regards trials")
_FIELDS = {"thing1": NoticeField.HEADLINE, "thing2": NoticeField.COMPANY}


@dataclass(frozen=True, slots=True)
class TrialSender:
    """Tries a stand-in; while none runs, or it surely did not take the message, the mailbox keeps it."""

    stand_in: Sender
    mailbox: Sender

    @property
    def provider(self) -> str:
        """Return whose stand-in is tried."""
        return self.stand_in.provider

    async def send(self, message: Message) -> SendResult:
        """Hand over one message."""
        result = await self.stand_in.send(message)
        no_stand_in = result.status is SendStatus.NOT_SENT and result.error_code == "connection_refused"
        return await self.mailbox.send(message) if no_stand_in else result


def trial_senders(
    url: str, *, public_base_url: str, mailbox: Sender, tokens: WechatTokens, grants: WechatGrants
) -> Mapping[Channel, Sender]:
    """Return a sender for each channel to the stand-ins at this address, which lies on this machine."""
    template = WechatTemplate(kind=WechatKind.TEMPLATE, template_id=_KEYS.wechat_template_id, fields=_FIELDS)
    wechat = WechatAccount(
        app_id=_KEYS.wechat_app_id, app_secret=_KEYS.wechat_app_secret, template=template, base_url=url
    )
    stand_ins: dict[Channel, Sender] = {
        Channel.EMAIL: SendGridEmail(api_key=_KEYS.sendgrid_api_key, sender=_FROM, base_url=url),
        Channel.SMS: TwilioSms(_twilio(url), public_base_url=public_base_url),
        Channel.WECHAT: WechatService(wechat, tokens=tokens, grants=grants),
    }
    return {channel: TrialSender(stand_in, mailbox) for channel, stand_in in stand_ins.items()}


def trial_look_ups(url: str) -> Mapping[Channel, LookUp]:
    """Return whom to ask about test letters in doubt: the mailbox has none of those that a stand-in was handed."""
    return {Channel.SMS: TwilioLookUp(_twilio(url))}


def _twilio(url: str) -> TwilioAccount:
    return TwilioAccount(
        account_sid=_KEYS.twilio_account_sid,
        auth_token=_KEYS.twilio_auth_token,
        sender="+15005550006",
        base_url=url,
    )
