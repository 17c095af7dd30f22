"""SendGrid's event vocabulary, translated into ours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kindregards.domain.provider_events import EventKind, EventReason, Severity
from kindregards.domain.viewers import named_by_software

_ENHANCED_STATUS = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One report in our words."""

    kind: EventKind
    severity: Severity = Severity.NONE
    reason: EventReason | None = None


_UNSUBSCRIBED = Meaning(EventKind.UNSUBSCRIBED, Severity.POLICY, EventReason.UNSUBSCRIBED)
_BLOCKED = Meaning(EventKind.BOUNCED, Severity.TRANSIENT, EventReason.BLOCKED)
_PLAIN: Mapping[str, Meaning] = {
    "processed": Meaning(EventKind.QUEUED),
    "delivered": Meaning(EventKind.DELIVERED),
    "open": Meaning(EventKind.OPENED),
    "click": Meaning(EventKind.CLICKED),
    "blocked": _BLOCKED,
    "spamreport": Meaning(EventKind.COMPLAINED, Severity.POLICY, EventReason.SPAM),
    "unsubscribe": _UNSUBSCRIBED,
    "group_unsubscribe": _UNSUBSCRIBED,
    "group_resubscribe": Meaning(EventKind.RESUBSCRIBED),
}
# https://www.twilio.com/docs/sendgrid/ui/analytics-and-reporting/email-events: drop reasons; first match wins.
_DROPS: tuple[tuple[str, Severity, EventReason], ...] = (
    ("unsubscribed", Severity.POLICY, EventReason.UNSUBSCRIBED),
    ("spam", Severity.POLICY, EventReason.SPAM),
    ("bounced", Severity.PERMANENT, EventReason.INVALID),
    ("smtpapi", Severity.TRANSIENT, EventReason.CONFIG),
    ("quota", Severity.TRANSIENT, EventReason.CONFIG),
    ("invalid", Severity.PERMANENT, EventReason.INVALID),
)
_OUR_DROP = (Severity.TRANSIENT, EventReason.CONFIG)
_CLASSIFIED: Mapping[str, EventReason] = {
    "invalid address": EventReason.INVALID,
    "mailbox unavailable": EventReason.UNREACHABLE,
    "technical": EventReason.UNREACHABLE,
    "content": EventReason.SPAM,
    "reputation": EventReason.BLOCKED,
    "frequency or volume too high": EventReason.BLOCKED,
}


def meaning_of(event: Mapping[str, object]) -> Meaning:
    """Translate one event; what SendGrid may add one day is `unknown`."""
    name = _word(event, "event")
    match name:
        case "bounce":
            return _bounce(event)
        case "deferred":
            return Meaning(EventKind.DEFERRED, Severity.TRANSIENT, _trouble(event))
        case "dropped":
            return _drop(_word(event, "reason"))
        case _:
            return _PLAIN.get(name, Meaning(EventKind.UNKNOWN))


def is_for_invitations(event: Mapping[str, object]) -> bool:
    """Say whether somebody left or joined a list of ours, which is not about letters."""
    return _word(event, "event") in {"group_unsubscribe", "group_resubscribe"}


def enhanced_status(event: Mapping[str, object]) -> str | None:
    """Return the RFC 3463 code such as 5.1.1, the only part of a mail server's answer free of personal data."""
    status = _word(event, "status")
    return status if _ENHANCED_STATUS.fullmatch(status) else None


def opened_by_machine(event: Mapping[str, object]) -> bool | None:
    """Say whether software opened the letter, as far as SendGrid's mark and the user agent tell.

    A click that software did not sign is nobody's: the page behind it is graded from much more.
    """
    agent = event.get("useragent")
    software = named_by_software(agent) if isinstance(agent, str) and agent else None
    if _word(event, "event") != "open":
        return True if software and _word(event, "event") == "click" else None
    mark = event.get("sg_machine_open")
    if mark is True or software:
        return True
    # Without a user agent, as some accounts have it, the mark alone counts.
    return False if mark is False and (software is False or not agent) else None


def _bounce(event: Mapping[str, object]) -> Meaning:
    match _word(event, "type"):
        case "blocked":
            return _BLOCKED
        case "expired":
            return Meaning(EventKind.BOUNCED, Severity.TRANSIENT, EventReason.TIMED_OUT)
        case _:
            return Meaning(EventKind.BOUNCED, Severity.PERMANENT, _trouble(event))


def _drop(text: str) -> Meaning:
    for word, severity, reason in _DROPS:
        if word in text:
            return Meaning(EventKind.REJECTED, severity, reason)
    return Meaning(EventKind.REJECTED, *_OUR_DROP)


def _trouble(event: Mapping[str, object]) -> EventReason:
    match enhanced_status(event):
        case "4.2.2" | "5.2.2":
            return EventReason.MAILBOX_FULL
        case "5.1.1" | "5.1.2" | "5.1.3" | "5.1.6" | "5.1.10":
            return EventReason.INVALID
        case _:
            return _CLASSIFIED.get(_word(event, "bounce_classification"), EventReason.OTHER)


def _word(event: Mapping[str, object], name: str) -> str:
    value = event.get(name)
    return value.strip().lower() if isinstance(value, str) else ""
