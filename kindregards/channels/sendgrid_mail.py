"""A message as SendGrid's Mail Send body."""

import base64
from dataclasses import dataclass

from sendgrid.helpers.mail import (
    Attachment,
    ClickTracking,
    ContentId,
    CustomArg,
    Disposition,
    FileContent,
    FileName,
    FileType,
    From,
    Header,
    Mail,
    MimeType,
    OpenTracking,
    Personalization,
    ReplyTo,
    Subject,
    SubscriptionTracking,
    To,
    TrackingSettings,
)

from kindregards.channels.addresses import SenderAddress, ascii_domain
from kindregards.domain.channels import InlineImage, Message

ATTEMPT_KEY = "kr_attempt_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracking:
    """What SendGrid may add to a letter: a pixel for opens, redirects for clicks. Both are the company's choice."""

    opens: bool = False
    clicks: bool = False


NO_TRACKING = Tracking()


def build_mail(message: Message, sender: SenderAddress, tracking: Tracking) -> Mail:
    """Return the library's mail; raise UnicodeError for a domain that cannot exist."""
    mail = Mail()
    mail.from_email = From(sender.email, message.sender_name or sender.name)
    if message.reply_to:
        mail.reply_to = ReplyTo(message.reply_to)
    mail.subject = Subject(message.subject)
    mail.add_content(message.text, MimeType.text)
    if message.html:
        mail.add_content(message.html, MimeType.html)
    for image in message.images:
        mail.add_attachment(_attachment(image))
    mail.add_personalization(_personalization(message))
    mail.tracking_settings = _tracking_settings(tracking)
    if message.unsubscribe_url:
        mail.add_header(Header("List-Unsubscribe", f"<{message.unsubscribe_url}>"))
        mail.add_header(Header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return mail


def _attachment(image: InlineImage) -> Attachment:
    return Attachment(
        file_content=FileContent(base64.b64encode(image.content).decode()),
        file_name=FileName(f"logo.{image.media_type.partition('/')[2]}"),
        file_type=FileType(image.media_type),
        disposition=Disposition("inline"),
        content_id=ContentId(image.content_id),
    )


def _personalization(message: Message) -> Personalization:
    """Put the attempt id where the real API takes it: the official description mistypes the top-level field."""
    recipient = To()
    # Set apart from the constructor, which would parse an address without a name as "Name <address>".
    recipient.email = ascii_domain(message.address)
    recipient.name = message.recipient_name or None
    personalization = Personalization()
    personalization.add_to(recipient)
    personalization.add_custom_arg(CustomArg(ATTEMPT_KEY, message.attempt_id))
    return personalization


def _tracking_settings(tracking: Tracking) -> TrackingSettings:
    return TrackingSettings(
        click_tracking=ClickTracking(enable=tracking.clicks, enable_text=False),
        open_tracking=OpenTracking(enable=tracking.opens),
        # Left on, SendGrid would append its own unsubscribe line to our letter.
        subscription_tracking=SubscriptionTracking(enable=False),
    )
