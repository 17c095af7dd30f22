"""Mail that a person writes back, as SendGrid's inbound parse posts it."""

import json
import secrets
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from kindregards import clock
from kindregards.fake_providers.faults import Provider
from kindregards.fake_providers.ledger import Handed
from kindregards.fake_providers.outgoing import Delivery, post
from kindregards.fake_providers.state import FakeState


class MailBack(BaseModel):
    """An answer to an accepted letter, sent to its reply address; `headers` are added to the mail's own.

    `charset` is how the text is encoded and declared.
    """

    model_config = ConfigDict(extra="forbid")

    attempt_id: str
    text: str
    webhook_base_url: str
    subject: str | None = None
    sender: str | None = None
    headers: dict[str, str] = Field(default_factory=dict)
    attachments: tuple[str, ...] = ()
    charset: str = "UTF-8"
    times: int = Field(default=1, ge=1, le=100)
    forged: bool = False


class NoReplyAddressError(Exception):
    """No mail was accepted under this attempt id, or it names no address for answers."""


async def receive_mail(state: FakeState, mail: MailBack) -> list[int]:
    """Deliver the mail, signed, and return the statuses it was answered with."""
    handed = state.ledger.accepted(mail.attempt_id)
    address = _reply_address(handed) if handed is not None else None
    if handed is None or address is None:
        raise NoReplyAddressError(f"Attempt {mail.attempt_id} was not accepted, or its letter names no reply address")
    boundary = secrets.token_hex(8)
    body = _form(boundary, _fields(mail, handed, address), mail)
    stamp = str(int(clock.now().timestamp()))
    headers = {
        "Content-Type": f"multipart/form-data; boundary={boundary}",
        "User-Agent": "Twilio-SendGrid",
        "X-Twilio-Email-Event-Webhook-Timestamp": stamp,
        "X-Twilio-Email-Event-Webhook-Signature": state.credentials.sign_events(
            stamp, body + b"forged" if mail.forged else body
        ),
    }
    url = mail.webhook_base_url.rstrip("/") + "/webhooks/sendgrid/inbound"
    return await post([Delivery(url, headers, body)] * mail.times)


def _reply_address(handed: Handed) -> str | None:
    if handed.provider is not Provider.SENDGRID:
        return None
    address: str | None = (json.loads(handed.body).get("reply_to") or {}).get("email")
    return address


def _fields(mail: MailBack, handed: Handed, address: str) -> dict[str, bytes]:
    sender = mail.sender or handed.address
    own = {"Message-ID": f"<{secrets.token_hex(12)}@mail.example.com>", "From": sender, "To": address} | mail.headers
    return {
        "headers": "\n".join(f"{name}: {value}" for name, value in own.items()).encode(),
        "to": address.encode(),
        "from": sender.encode(),
        "subject": (mail.subject or f"Re: {handed.subject or ''}").encode(),
        "text": mail.text.encode(mail.charset),
        "envelope": json.dumps({"to": [address], "from": handed.address}).encode(),
        "charsets": json.dumps({"to": "UTF-8", "from": "UTF-8", "subject": "UTF-8", "text": mail.charset}).encode(),
        "attachments": str(len(mail.attachments)).encode(),
    }


def _form(boundary: str, fields: Mapping[str, bytes], mail: MailBack) -> bytes:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value + b"\r\n"
        for name, value in fields.items()
    ]
    parts += [
        f'--{boundary}\r\nContent-Disposition: form-data; name="attachment{number}"; filename="{name}"\r\n'.encode()
        + b"Content-Type: application/octet-stream\r\n\r\nattached\r\n"
        for number, name in enumerate(mail.attachments, 1)
    ]
    return b"".join(parts) + f"--{boundary}--\r\n".encode()
