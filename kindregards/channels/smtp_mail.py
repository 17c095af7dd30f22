"""A message as an Internet mail."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from kindregards.channels.addresses import SenderAddress, ascii_domain
from kindregards.domain.channels import Message

# Seven bits pass every server, whatever it offers.
_POLICY = SMTP.clone(cte_type="7bit")


def message_id(message: Message, sender: SenderAddress) -> str:
    """Return the Message-ID, which is the attempt id at our domain."""
    return f"<{message.attempt_id}@{sender.domain}>"


def build_email(message: Message, sender: SenderAddress, now: datetime) -> EmailMessage:
    """Return text, and HTML as its alternative.

    An address that no mail can carry raises ValueError, IndexError or MessageError, as the library has it.
    """
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = Address(display_name=message.sender_name or sender.name or "", addr_spec=ascii_domain(sender.email))
    mail["To"] = Address(display_name=message.recipient_name, addr_spec=ascii_domain(message.address))
    if message.reply_to:
        mail["Reply-To"] = Address(addr_spec=message.reply_to)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = message_id(message, sender)
    if message.unsubscribe_url:
        mail["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(message.text)
    if message.html:
        mail.add_alternative(message.html, subtype="html")
        _add_images(mail, message)
    return mail


def _add_images(mail: EmailMessage, message: Message) -> None:
    """Put pictures beside the HTML that names them (RFC 2387), so that no mail program fetches anything."""
    _, html = mail.iter_parts()
    for image in message.images:
        kind, _, subtype = image.media_type.partition("/")
        html.add_related(image.content, kind, subtype, cid=f"<{image.content_id}>", disposition="inline")
