"""What neighbour systems are told: events, who hears them and when, and how patiently they are tried."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from kindregards.domain.errors import ConflictError, InvalidError, NotFoundError


class EventType(StrEnum):
    """What can be heard of."""

    APPLICATION_TOLD = "application.told"
    APPLICATION_DECIDED = "application.decided"
    APPLICATION_ACKNOWLEDGED = "application.acknowledged"
    INTERVIEW_OVERDUE = "interview.overdue"
    REVIEW_OPENED = "review.opened"
    REVIEW_OVERDUE = "review.overdue"
    LETTER_DELIVERY_FAILED = "letter.delivery_failed"
    APPEAL_RECEIVED = "appeal.received"
    CANDIDATE_REPLIED = "candidate.replied"
    CANDIDATE_ERASED = "candidate.erased"
    SENDER_STOPPED = "sender.stopped"
    SENDER_RECOVERED = "sender.recovered"


class Audience(StrEnum):
    """Who may hear of something: the telling gate as neighbour systems meet it."""

    EVERYBODY = "everybody"
    BEFORE_TELLING = "before_telling"
    """Only endpoints with the scope `pre_tell`."""
    AT_TELLING = "at_telling"
    """Only endpoints without it: the others have heard before."""


class EventState(StrEnum):
    """Where one event for one endpoint stands."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"
    """Tried for a day in vain; it can be replayed."""
    CANCELLED = "cancelled"
    """The endpoint was disabled before it was delivered."""
    KEPT = "kept"
    """About a test application: written down, never sent."""


class UrlNotAllowedError(InvalidError):
    """Events cannot be sent to this address: not https, unreadable, or not a public one."""

    code = "url_not_allowed"


class EventUnknownError(InvalidError):
    """There is no event of this name."""

    code = "event_unknown"


class EndpointNotFoundError(NotFoundError):
    """There is no such webhook endpoint in this company."""

    code = "webhook_endpoint_not_found"


class EndpointsFullError(ConflictError):
    """The company has as many endpoints as it may have."""

    code = "webhook_endpoints_full"


class EndpointDisabledError(ConflictError):
    """The endpoint answered 410 Gone and hears nothing any more."""

    code = "webhook_endpoint_disabled"


class EventNotFoundError(NotFoundError):
    """This endpoint has no such delivery."""

    code = "webhook_delivery_not_found"


class EventKeptError(ConflictError):
    """Events about test applications never leave the house."""

    code = "webhook_delivery_kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEndpoint:
    """An integrator's address for events; test endpoints hear of test applications only."""

    url: str
    events: tuple[EventType, ...] = tuple(EventType)
    pre_tell: bool = False
    is_test: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEndpoint:
    """An endpoint as it may be shown; `disabled_at` is when it answered 410 Gone."""

    id: str
    url: str
    events: tuple[EventType, ...]
    pre_tell: bool
    is_test: bool
    created_at: datetime
    disabled_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDelivery:
    """One event for one endpoint, as the log shows it. `tries` counts from the latest replay."""

    id: str
    type: EventType
    application_id: str
    state: EventState
    tries: int
    last_status: int | None
    last_error: str | None
    created_at: datetime
    last_tried_at: datetime | None
    next_try_at: datetime | None
    settled_at: datetime | None
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDeliveryPage:
    """A page of the log, newest first; `next_after` asks for the page that follows."""

    deliveries: tuple[EventDelivery, ...]
    next_after: str | None = None


PAUSES = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
    timedelta(hours=6),
    timedelta(hours=10, minutes=17, seconds=25),
)
"""Between one failed try and the next: 24 hours in all."""

_LONGEST_WISH = timedelta(hours=1)
_LONGEST_NAME_SHOWN = 64


def next_try(*, failed_tries: int, now: datetime, retry_after: datetime | None = None) -> datetime | None:
    """Return when to try again after the latest failure, or None after a day.

    Never before the receiver's own `retry_after`, which is followed for at most an hour.
    """
    if failed_tries > len(PAUSES):
        return None
    at = now + PAUSES[max(failed_tries, 1) - 1]
    return at if retry_after is None else max(at, min(retry_after, now + _LONGEST_WISH))


def event_types(names: Iterable[str]) -> tuple[EventType, ...]:
    """Return the named events, each once, in our order; raise EventUnknownError."""
    wanted = list(names)
    unknown = next((name for name in wanted if name not in set(EventType)), None)
    if unknown is not None:
        shown = unknown[:_LONGEST_NAME_SHOWN]
        raise EventUnknownError(
            f"There is no event {shown!r}. Use some of: {', '.join(EventType)}.", details={"event": shown}
        )
    return tuple(each for each in EventType if each in wanted)


def event_body(event_type: str, at: datetime, data: Mapping[str, object]) -> str:
    """Return the JSON that is signed and sent; the same event always reads the same, on every try."""
    envelope = {"type": event_type, "timestamp": rfc3339(at), "data": data}
    return json.dumps(envelope, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def rfc3339(at: datetime) -> str:
    """Return an instant as payloads write it, in UTC with milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
