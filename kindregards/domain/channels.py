"""Channels that carry letters, what is handed to them, and what they answer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kindregards.domain.notices import Notice


class Channel(StrEnum):
    """A way to reach a candidate."""

    EMAIL = "email"
    SMS = "sms"
    WECHAT = "wechat"


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineImage:
    """A picture inside a mail, which its HTML names as `cid:<content_id>`."""

    content_id: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One rendered letter on its way to one address; `attempt_id` is opaque and goes to the provider.

    `text` is complete by itself; `html` is given for e-mail only, `notice` for channels without room for a letter.
    What cannot land before `deliver_until` had better not land at all.
    """

    attempt_id: str
    company_id: str
    channel: Channel
    address: str
    recipient_name: str
    subject: str
    text: str
    html: str | None = None
    sender_name: str | None = None
    unsubscribe_url: str | None = None
    notice: Notice | None = None
    deliver_until: datetime | None = None
    reply_to: str | None = None
    images: tuple[InlineImage, ...] = ()


class SendStatus(StrEnum):
    """What is known after handing a message to a provider: the question is whether it could have been sent."""

    ACCEPTED = "accepted"
    NOT_SENT = "not_sent"
    """Surely not sent (connection refused, 429): try again later."""
    REFUSED = "refused"
    """Refused for this address: another channel, never again this one."""
    OPTED_OUT = "opted_out"
    """The person wants nothing on this channel."""
    MISCONFIGURED = "misconfigured"
    """Our keys or account: surely not sent, an operator must look."""
    MAYBE_SENT = "maybe_sent"
    """The answer got lost: never sent again blindly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendResult:
    """A provider's answer. `error_code` is stable and free of personal data; `retry_after` is an instant."""

    status: SendStatus
    provider: str
    provider_message_id: str | None = None
    error_code: str | None = None
    retry_after: datetime | None = None
