"""WeChat's events, translated into our vocabulary."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from xml.etree.ElementTree import Element

from kindregards.channels.opaque import opaque_id, plain_address
from kindregards.channels.wechat_xml import texts
from kindregards.domain.opt_out import asks_to_start, asks_to_stop
from kindregards.domain.ports.channels import UnreadableWebhookError
from kindregards.domain.provider_events import EventKind, EventReason, ProviderEvent, Severity
from kindregards.domain.replies import Answer
from kindregards.domain.text_safety import as_plain_text

PROVIDER = "wechat"
_MOST_IN_LIST = 50
_MEDIA = frozenset({"image", "voice", "video", "shortvideo", "location", "link"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """What one callback says: about a person (`openid`) and, for results, about a message."""

    kind: EventKind
    key: str
    severity: Severity = Severity.NONE
    reason: EventReason | None = None
    error_code: str | None = None
    message_id: str | None = None
    allows: int | None = None
    answer: Answer | None = None


def translate(
    root: Element, fields: Mapping[str, str], *, raw: str, occurred_at: datetime
) -> tuple[ProviderEvent, ...]:
    """Return the events of one message; what WeChat may add one day is `unknown`."""
    openid = plain_address(fields.get("FromUserName"))
    if openid is None or not fields.get("MsgType"):
        raise UnreadableWebhookError("WeChat's callback names no person or no kind of message")
    return tuple(
        ProviderEvent(
            provider=PROVIDER,
            event_key=report.key,
            kind=report.kind,
            occurred_at=occurred_at,
            provider_message_id=report.message_id,
            address=openid,
            severity=report.severity,
            reason=report.reason,
            error_code=report.error_code,
            raw=raw,
            allows=report.allows,
            answer=report.answer,
        )
        for report in _reports(root, fields)
    )


def _reports(root: Element, fields: Mapping[str, str]) -> Iterator[_Report]:
    if fields["MsgType"] != "event":
        yield _written(fields)
        return
    match fields.get("Event", "").lower():
        case "templatesendjobfinish":
            yield _finished(fields)
        case "subscribe":
            yield _Report(kind=EventKind.RESUBSCRIBED, key=_key(fields))
        case "unsubscribe":
            yield _left(fields)
        case "subscribe_msg_popup_event" | "subscribe_msg_change_event":
            yield from _allowed(root, fields)
        case "subscribe_msg_sent_event":
            yield from (_sent(item) for item in _items(root))
        case _:
            yield _Report(kind=EventKind.UNKNOWN, key=_key(fields))


def _written(fields: Mapping[str, str]) -> _Report:
    """Return what a person wrote to the account; pictures and voices are named, not fetched."""
    words = as_plain_text(fields.get("Content", ""))
    medium = fields["MsgType"]
    attachments = (f"WeChat {medium}",) if medium in _MEDIA else ()
    kind = EventKind.RESUBSCRIBED if asks_to_start(words) else EventKind.REPLIED
    said = _Report(
        kind=kind,
        key=f"{opaque_id(fields.get('MsgId')) or _key(fields)}:received",
        answer=Answer(text=words, attachments=attachments),
    )
    if asks_to_stop(words):
        stopped = EventKind.UNSUBSCRIBED
        return replace(said, kind=stopped, severity=Severity.POLICY, reason=EventReason.UNSUBSCRIBED)
    return said


def _left(fields: Mapping[str, str]) -> _Report:
    return _Report(
        kind=EventKind.UNSUBSCRIBED,
        key=_key(fields),
        severity=Severity.POLICY,
        reason=EventReason.UNSUBSCRIBED,
        allows=0,
    )


def _finished(fields: Mapping[str, str]) -> _Report:
    """Return what became of a template message; it is tried once and then either there or not."""
    message_id = opaque_id(fields.get("MsgID"))
    if message_id is None:
        raise UnreadableWebhookError("WeChat's callback names no message")
    status = fields.get("Status", "").lower()
    key = f"{message_id}:finished"
    match status:
        case "success":
            return _Report(kind=EventKind.DELIVERED, key=key, message_id=message_id)
        case "failed:user block":
            return _failure(key, message_id, Severity.POLICY, EventReason.BLOCKED, "wechat_user_block")
        case _ if status.startswith("failed"):
            return _failure(key, message_id, Severity.TRANSIENT, EventReason.OTHER, "wechat_system_failed")
        case _:
            return _Report(kind=EventKind.UNKNOWN, key=f"{key}:{_digest(status)}", message_id=message_id)


def _sent(item: Mapping[str, str]) -> _Report:
    """Return what became of a subscription message."""
    message_id = opaque_id(item.get("MsgID"))
    if message_id is None:
        raise UnreadableWebhookError("WeChat's callback names no message")
    code = item.get("ErrorCode", "")
    key = f"{message_id}:sent"
    if code == "0":
        return _Report(kind=EventKind.DELIVERED, key=key, message_id=message_id)
    known = f"wechat_{code}" if code.isascii() and code.isdecimal() and len(code) < 10 else None  # noqa: PLR2004 -- as errcodes are
    if code == "43101":
        refused = _failure(key, message_id, Severity.POLICY, EventReason.UNSUBSCRIBED, known)
        return replace(refused, allows=0)
    return _failure(key, message_id, Severity.TRANSIENT, EventReason.OTHER, known)


def _failure(key: str, message_id: str, severity: Severity, reason: EventReason, error_code: str | None) -> _Report:
    return _Report(
        kind=EventKind.FAILED,
        key=key,
        severity=severity,
        reason=reason,
        error_code=error_code,
        message_id=message_id,
    )


def _allowed(root: Element, fields: Mapping[str, str]) -> Iterator[_Report]:
    """Yield what a person allows: each acceptance is one more message, a refusal in the settings ends it all."""
    answers = [item.get("SubscribeStatusString", "").lower() for item in _items(root)]
    accepted = answers.count("accept")
    if accepted:
        yield _Report(kind=EventKind.RESUBSCRIBED, key=f"{_key(fields)}:allowed", allows=accepted)
    elif "reject" in answers and fields["Event"].lower() == "subscribe_msg_change_event":
        yield _left(fields)
    else:
        yield _Report(kind=EventKind.UNKNOWN, key=_key(fields))


def _items(root: Element) -> list[Mapping[str, str]]:
    return [texts(item) for item in root.iter("List")][:_MOST_IN_LIST]


def _key(fields: Mapping[str, str]) -> str:
    """Return a key by which a repeated event is known; it shows nobody's openid."""
    return _digest("\0".join(fields.get(name, "") for name in ("FromUserName", "CreateTime", "MsgType", "Event")))


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
