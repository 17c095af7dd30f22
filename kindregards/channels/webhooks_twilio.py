"""Twilio's signed status callbacks and inbound messages."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import parse_qsl, unquote, urlsplit

from kindregards.channels.codes import TWILIO_CODES
from kindregards.channels.opaque import opaque_id, plain_address
from kindregards.channels.twilio_signature import SIGNATURE_HEADER, has_body_digest, is_signed
from kindregards.domain.automatic_mail import automatic_kind
from kindregards.domain.opt_out import asks_to_start, asks_to_stop
from kindregards.domain.ports.channels import ForgedWebhookError, UnreadableWebhookError
from kindregards.domain.provider_events import EventKind, EventReason, ProviderEvent, Severity
from kindregards.domain.replies import Answer
from kindregards.domain.text_safety import as_plain_text

PROVIDER = "twilio"
_SID = re.compile(r"(SM|MM)[0-9a-fA-F]{32}")
_CODE = re.compile(r"[0-9]{1,6}")
_MOST_FIELDS = 200
_MOST_PICTURES = 10
_PLAIN_STATUSES: Mapping[str, EventKind] = {
    "accepted": EventKind.QUEUED,
    "scheduled": EventKind.QUEUED,
    "queued": EventKind.QUEUED,
    "sending": EventKind.QUEUED,
    "sent": EventKind.SENT,
    "partially_delivered": EventKind.SENT,
    "delivered": EventKind.DELIVERED,
    "read": EventKind.OPENED,
}
_BAD_STATUSES = frozenset({"undelivered", "failed", "canceled"})


class TwilioStatus:
    """Reads the status callback of one attempt; the last part of the URL's path is the attempt id."""

    def __init__(self, auth_token: str | None) -> None:
        self._token = auth_token

    def read(self, *, url: str, headers: Mapping[str, str], body: bytes, now: datetime) -> tuple[ProviderEvent, ...]:
        """Return one event; `url` is built from the public base URL, never from Host. Twilio sends no time: it is now.

        Replays pass this check, for nothing in it is fresh: the same report has the same key.
        """
        report = _trusted(self._token, url, headers, body)
        return (status_event(report, opaque_id(unquote(urlsplit(url).path.rpartition("/")[2])), now),)


class TwilioInbound:
    """Reads messages that people send back."""

    def __init__(self, auth_token: str | None) -> None:
        self._token = auth_token

    def read(self, *, url: str, headers: Mapping[str, str], body: bytes, now: datetime) -> tuple[ProviderEvent, ...]:
        """Return one event: a reply, or the wish for no more messages. It is joined by `address`."""
        message = _trusted(self._token, url, headers, body)
        sid = _sid(message)
        kind = _inbound_kind(message)
        answer = _answer(message)
        stopped = kind is EventKind.UNSUBSCRIBED
        event = ProviderEvent(
            provider=PROVIDER,
            event_key=f"{sid}:received",
            kind=kind,
            occurred_at=now,
            provider_message_id=sid,
            address=plain_address(message.get("From")),
            severity=Severity.POLICY if stopped else Severity.NONE,
            reason=EventReason.UNSUBSCRIBED if stopped else None,
            machine=True if answer.automatic else None,
            raw=json.dumps(message, sort_keys=True),
            answer=answer,
        )
        return (event,)


def _trusted(token: str | None, url: str, headers: Mapping[str, str], body: bytes) -> Mapping[str, str]:
    """Return the fields of a body whose signature holds. Whatever is odd about a request makes it a forgery."""
    if not token:
        raise ForgedWebhookError("No Twilio auth token is configured, so no callback can be trusted")
    signature = headers.get(SIGNATURE_HEADER, "")
    try:
        if _is_form(headers):
            pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
            genuine = is_signed(token, url=url, pairs=pairs, signature=signature)
            fields = dict(pairs)
        else:
            genuine = has_body_digest(url, body) and is_signed(token, url=url, pairs=(), signature=signature)
            fields = _json_fields(body) if genuine else {}
    except ValueError as error:
        raise ForgedWebhookError("The callback is not one that Twilio could have signed") from error
    if not genuine:
        raise ForgedWebhookError("The callback's Twilio signature does not match")
    return fields


def _is_form(headers: Mapping[str, str]) -> bool:
    return headers.get("content-type", "").partition(";")[0].strip().lower() == "application/x-www-form-urlencoded"


def _json_fields(body: bytes) -> dict[str, str]:
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableWebhookError("Twilio's callback is neither a form nor JSON") from error
    if not isinstance(fields, dict):
        raise UnreadableWebhookError("Twilio's callback is not a JSON object")
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def _sid(fields: Mapping[str, str]) -> str:
    sid = fields.get("MessageSid") or fields.get("SmsSid") or ""
    if not _SID.fullmatch(sid):
        raise UnreadableWebhookError("Twilio's callback names no message")
    return sid


def status_event(report: Mapping[str, str], attempt_id: str | None, now: datetime) -> ProviderEvent:
    """Return the event of a message's status in Twilio's own field names; the same status has the same key."""
    sid = _sid(report)
    status = opaque_id(report.get("MessageStatus") or report.get("SmsStatus"))
    if status is None:
        raise UnreadableWebhookError("Twilio's callback names no status")
    code = report.get("ErrorCode", "")
    code = code if _CODE.fullmatch(code) else ""
    kind, severity, reason = _meaning(status.lower(), code)
    return ProviderEvent(
        provider=PROVIDER,
        event_key=":".join(filter(None, (sid, status, code))),
        kind=kind,
        occurred_at=now,
        attempt_id=attempt_id,
        provider_message_id=sid,
        address=plain_address(report.get("To")),
        severity=severity,
        reason=reason,
        error_code=f"twilio_{int(code)}" if code else None,
        machine=False if kind is EventKind.OPENED else None,
        raw=json.dumps(report, sort_keys=True),
    )


def _meaning(status: str, code: str) -> tuple[EventKind, Severity, EventReason | None]:
    if status not in _BAD_STATUSES:
        return _PLAIN_STATUSES.get(status, EventKind.UNKNOWN), Severity.NONE, None
    if not code or int(code) == 0:
        return EventKind.FAILED, Severity.TRANSIENT, EventReason.OTHER
    known = TWILIO_CODES.get(int(code))
    if known is None:
        return EventKind.UNKNOWN, Severity.NONE, EventReason.OTHER
    return EventKind.FAILED, known.severity, known.reason


def _answer(message: Mapping[str, str]) -> Answer:
    """Return what was written; pictures that came with it are counted, not fetched."""
    text = as_plain_text(message.get("Body", ""))
    pictures = message.get("NumMedia", "")
    count = min(int(pictures), _MOST_PICTURES) if _CODE.fullmatch(pictures) else 0
    return Answer(
        text=text,
        sender=plain_address(message.get("From")),
        attachments=tuple(f"MMS {number}" for number in range(1, count + 1)),
        automatic=automatic_kind({}, subject="", sender="", text=text),
    )


def _inbound_kind(message: Mapping[str, str]) -> EventKind:
    """Believe Twilio's own opt-out handling first, then the words."""
    body = message.get("Body", "")
    match message.get("OptOutType", "").upper():
        case "STOP":
            return EventKind.UNSUBSCRIBED
        case "START":
            return EventKind.RESUBSCRIBED
        case _ if asks_to_stop(body):
            return EventKind.UNSUBSCRIBED
        case _ if asks_to_start(body):
            return EventKind.RESUBSCRIBED
        case _:
            return EventKind.REPLIED
