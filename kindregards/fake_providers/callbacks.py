"""Signed reports to the product's webhooks, as the real providers send them."""

import json
import secrets
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from pydantic import BaseModel, ConfigDict, Field

from kindregards import clock
from kindregards.fake_providers.faults import Provider
from kindregards.fake_providers.ledger import Handed
from kindregards.fake_providers.outgoing import Delivery, post
from kindregards.fake_providers.sendgrid_callbacks import sendgrid_event
from kindregards.fake_providers.state import FakeState
from kindregards.fake_providers.wechat_callbacks import finished

_FORM = "application/x-www-form-urlencoded"


class Callback(BaseModel):
    """What to report about accepted attempts: the provider's own word for what happened, and to which host.

    Events of several SendGrid attempts travel in one signed delivery. `changes` replace fields of SendGrid's event.
    """

    model_config = ConfigDict(extra="forbid")

    attempt_ids: tuple[str, ...] = Field(min_length=1)
    event: str
    webhook_base_url: str
    changes: dict[str, str | int | float | bool | None] = Field(default_factory=dict)
    code: int | None = None
    """Twilio's ErrorCode."""
    times: int = Field(default=1, ge=1, le=1000)
    shuffled: bool = False
    forged: bool = False
    age_seconds: int = 0


class Inbound(BaseModel):
    """An SMS that a person sends; Twilio signs the public URL, wherever it is delivered."""

    model_config = ConfigDict(extra="forbid")

    sender: str
    body: str
    webhook_base_url: str
    public_base_url: str | None = None
    forged: bool = False


class UnknownAttemptError(Exception):
    """Nothing was accepted under this attempt id, so nothing can be reported about it."""


async def report(state: FakeState, callback: Callback) -> list[int]:
    """Deliver the callback and return the statuses it was answered with."""
    handed = [_accepted(state, attempt_id) for attempt_id in callback.attempt_ids]
    mails = [one for one in handed if one.provider is Provider.SENDGRID]
    deliveries = [_mail_events(state, callback, mails)] if mails else []
    deliveries += [_sms_status(state, callback, one) for one in handed if one.provider is Provider.TWILIO]
    deliveries += [_notice_finished(state, callback, one) for one in handed if one.provider is Provider.WECHAT]
    return await post(deliveries * callback.times, shuffled=callback.shuffled)


async def receive(state: FakeState, inbound: Inbound) -> list[int]:
    """Deliver a person's SMS and return the status it was answered with."""
    sid = f"SM{secrets.token_hex(16)}"
    form = {
        "ToCountry": "US",
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "SmsSid": sid,
        "SmsStatus": "received",
        "FromCity": "",
        "Body": inbound.body,
        "From": inbound.sender,
        "To": "+15005550006",
        "MessageSid": sid,
        "AccountSid": state.credentials.twilio_account_sid,
        "NumSegments": "1",
        "ApiVersion": "2010-04-01",
    }
    path = "/webhooks/twilio/inbound"
    signed_url = (inbound.public_base_url or inbound.webhook_base_url).rstrip("/") + path
    target = inbound.webhook_base_url.rstrip("/") + path
    return await post([_signed_form(state, form, signed_url, target, forged=inbound.forged)])


def _accepted(state: FakeState, attempt_id: str) -> Handed:
    handed = state.ledger.accepted(attempt_id)
    if handed is None or handed.provider is Provider.SMTP:
        raise UnknownAttemptError(f"Nothing that reports back was accepted as attempt {attempt_id}")
    return handed


def _mail_events(state: FakeState, callback: Callback, mails: list[Handed]) -> Delivery:
    then = clock.now() - timedelta(seconds=callback.age_seconds)
    events = [sendgrid_event(handed, callback.event, then, callback.changes) for handed in mails]
    # SendGrid closes the array with CRLF, and signs that too.
    body = json.dumps(events, separators=(",", ":")).encode() + b"\r\n"
    stamp = str(int(then.timestamp()))
    signature = state.credentials.sign_events(stamp, body + b"forged" if callback.forged else body)
    headers = {
        "Content-Type": "application/json;charset=utf-8",
        "User-Agent": "SendGrid Event API",
        "X-Twilio-Email-Event-Webhook-Signature": signature,
        "X-Twilio-Email-Event-Webhook-Timestamp": stamp,
    }
    return Delivery(callback.webhook_base_url.rstrip("/") + "/webhooks/sendgrid/events", headers, body)


def _sms_status(state: FakeState, callback: Callback, handed: Handed) -> Delivery:
    sid = handed.provider_message_id or ""
    state.twilio_messages.report(sid, callback.event, callback.code)
    form = {
        "SmsSid": sid,
        "SmsStatus": callback.event,
        "MessageStatus": callback.event,
        "To": handed.address,
        "MessageSid": sid,
        "AccountSid": state.credentials.twilio_account_sid,
        "From": "+15005550006",
        "ApiVersion": "2010-04-01",
    }
    if callback.code is not None:
        form["ErrorCode"] = str(callback.code)
    signed_url = handed.callback_url or ""
    target = callback.webhook_base_url.rstrip("/") + urlsplit(signed_url).path
    return _signed_form(state, form, signed_url, target, forged=callback.forged)


def _notice_finished(state: FakeState, callback: Callback, handed: Handed) -> Delivery:
    return finished(
        state.credentials,
        callback.webhook_base_url,
        handed,
        status=callback.event,
        age_seconds=callback.age_seconds,
        forged=callback.forged,
    )


def _signed_form(state: FakeState, form: dict[str, str], signed_url: str, target: str, *, forged: bool) -> Delivery:
    signature = state.credentials.sign_form(signed_url + "forged" if forged else signed_url, form)
    headers = {"Content-Type": _FORM, "User-Agent": "TwilioProxy/1.1", "X-Twilio-Signature": signature}
    return Delivery(target, headers, urlencode(form).encode())
