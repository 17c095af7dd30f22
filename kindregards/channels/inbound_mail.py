"""A mail that came in, from SendGrid's fields or from its own raw form, as text and names."""

import email.policy
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import HeaderParser
from email.utils import getaddresses

from kindregards.channels.charsets import decoded
from kindregards.channels.html_text import text_of_html
from kindregards.domain.text_safety import as_plain_text

_LONGEST_HEADERS = 64 * 1024
_LONGEST_TEXT = 100_000
_LONGEST_LINE = 500
_MOST_ATTACHMENTS = 50
_MOST_PARTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMail:
    """What a mail says. Header names are lower case; attachments are named only."""

    subject: str
    sender: str
    text: str
    html: str
    headers: Mapping[str, str]
    recipients: tuple[str, ...]
    attachments: tuple[str, ...]
    has_calendar: bool

    @property
    def words(self) -> str:
        """Return the text, or that of the HTML where there is no other."""
        return self.text if self.text.strip() else as_plain_text(text_of_html(self.html))


def mail_of_fields(fields: Mapping[str, bytes], files: Sequence[str]) -> InboundMail:
    """Return the mail behind SendGrid's fields; what is missing or odd is left out, never refused."""
    charsets = _json_object(fields.get("charsets"))
    envelope = _json_object(fields.get("envelope"))

    def field(name: str, longest: int = _LONGEST_LINE) -> str:
        charset = charsets.get(name)
        return as_plain_text(decoded(fields.get(name, b""), charset if isinstance(charset, str) else None))[:longest]

    recipients = envelope.get("to")
    if not isinstance(recipients, list) or not recipients:
        recipients = _addresses(f"{field('to', _LONGEST_TEXT)}, {field('cc', _LONGEST_TEXT)}")
    raw = fields.get("email")
    if raw is not None:
        return _mail_of_raw(raw, tuple(each for each in recipients if isinstance(each, str)))
    headers = _headers(decoded(fields.get("headers", b"")[:_LONGEST_HEADERS], None))
    return InboundMail(
        subject=field("subject"),
        sender=field("from"),
        text=field("text", _LONGEST_TEXT),
        html=field("html", 5 * _LONGEST_TEXT),
        headers=headers,
        recipients=tuple(each for each in recipients if isinstance(each, str)),
        attachments=_named(files),
        has_calendar=any(name.lower().endswith(".ics") for name in files),
    )


def _mail_of_raw(raw: bytes, recipients: tuple[str, ...]) -> InboundMail:
    """Return the mail behind its own bytes; of parts that nest or lie the readable ones count."""
    message = message_from_bytes(raw, policy=email.policy.compat32)
    texts: dict[str, str] = {}
    names: list[str] = []
    has_calendar = False
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        has_calendar |= part.get_content_type() == "text/calendar"
        name = part.get_filename()
        if name or part.get_content_disposition() == "attachment":
            names.append(_header_text(name or "?"))
        elif part.get_content_type() in {"text/plain", "text/html"}:
            texts.setdefault(part.get_content_type(), _part_text(part))
    headers = _plain(message)
    return InboundMail(
        subject=_header_text(headers.get("subject", ""))[:_LONGEST_LINE],
        sender=_header_text(headers.get("from", ""))[:_LONGEST_LINE],
        text=texts.get("text/plain", "")[:_LONGEST_TEXT],
        html=texts.get("text/html", "")[: 5 * _LONGEST_TEXT],
        headers=headers,
        recipients=recipients or tuple(_addresses(headers.get("to", ""))),
        attachments=_named(names),
        has_calendar=has_calendar,
    )


def _part_text(part: Message) -> str:
    content = part.get_payload(decode=True)
    charset = part.get_param("charset")
    return (
        as_plain_text(decoded(content, charset if isinstance(charset, str) else None))
        if isinstance(content, bytes)
        else ""
    )


def _headers(text: str) -> dict[str, str]:
    return _plain(HeaderParser(policy=email.policy.compat32).parsestr(text))


def _plain(message: Message) -> dict[str, str]:
    return {as_plain_text(name).lower(): as_plain_text(str(value)) for name, value in message.items()}


def _header_text(value: str) -> str:
    try:
        return as_plain_text(str(make_header(decode_header(value))))
    except (ValueError, LookupError, MessageError):
        return as_plain_text(value)


def _named(files: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(as_plain_text(name).split())[:200] or "?" for name in files[:_MOST_ATTACHMENTS])


def _addresses(text: str) -> list[str]:
    return [address for _, address in getaddresses([text]) if address]


def _json_object(content: bytes | None) -> dict[str, object]:
    try:
        found = json.loads(content or b"{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
