"""What providers report about a letter, in one vocabulary."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kindregards.domain.replies import Answer


class EventKind(StrEnum):
    """What happened, whoever reports it."""

    QUEUED = "queued"
    SENT = "sent"
    DEFERRED = "deferred"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    REJECTED = "rejected"
    FAILED = "failed"
    OPENED = "opened"
    CLICKED = "clicked"
    COMPLAINED = "complained"
    UNSUBSCRIBED = "unsubscribed"
    RESUBSCRIBED = "resubscribed"
    REPLIED = "replied"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    """Whether trouble passes."""

    NONE = "none"
    TRANSIENT = "transient"
    PERMANENT = "permanent"
    POLICY = "policy"


class EventReason(StrEnum):
    """Why it went wrong."""

    INVALID = "invalid"
    MAILBOX_FULL = "mailbox_full"
    TIMED_OUT = "timed_out"
    BLOCKED = "blocked"
    SPAM = "spam"
    UNSUBSCRIBED = "unsubscribed"
    CARRIER_FILTERED = "carrier_filtered"
    LANDLINE = "landline"
    UNREACHABLE = "unreachable"
    CONFIG = "config"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderEvent:
    """One report. `event_key` is unique per provider; `attempt_id` is ours when the provider returns it.

    `machine` says whether an open or click was made by software; None when nobody can tell. `address` is the person's,
    as the provider names it: it joins replies and the bounces that carry no id. `raw` is JSON. An unsubscribing
    `for_invitations` says nothing about letters. `allows` counts the messages that a person newly allows; 0 means that
    they allow none any more, None that the report is not about that. `answer` is what a person, or their software,
    wrote back.
    """

    provider: str
    event_key: str
    kind: EventKind
    occurred_at: datetime
    attempt_id: str | None = None
    provider_message_id: str | None = None
    address: str | None = None
    severity: Severity = Severity.NONE
    reason: EventReason | None = None
    error_code: str | None = None
    machine: bool | None = None
    raw: str = ""
    for_invitations: bool = False
    allows: int | None = None
    answer: Answer | None = None
