"""Telling reviewers by mail what waits for them: what is worth a mail, when it leaves, and what it names."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kindregards.domain.languages import Language

GATHERED = timedelta(minutes=10)
"""How long new cases are gathered, so that a busy hour is one mail and not fifty."""
MOST_TRIES = 8
KEPT_HERE = "console"
"""Stands for the provider where no mail leaves."""
_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=1)


class NoticePace(StrEnum):
    """How a reviewer wants to be told."""

    AT_ONCE = "at_once"
    BATCHED = "batched"
    OFF = "off"


class NoticeEvent(StrEnum):
    """What a reviewer is told of."""

    OPENED = "opened"
    REMINDED = "reminded"
    ESCALATED = "escalated"
    ASSIGNED = "assigned"
    ASKED = "asked"
    ANSWERED = "answered"


class NoticeState(StrEnum):
    """Where a notice stands; `sending` that nobody settles was perhaps sent and is never sent again."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    NOT_SENT = "not_sent"
    IN_DOUBT = "in_doubt"
    NEEDLESS = "needless"
    KEPT = "kept"
    """This installation sends no mail; the notice stands in the console."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeItem:
    """One line of a mail to a reviewer: what happened to which case. No candidate is named outside the console."""

    event: NoticeEvent
    review_id: str
    job_title: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMail:
    """What one reviewer is told in one mail; leased to us until it is settled."""

    id: str
    company_id: str
    user_id: str
    name: str
    address: str
    language: Language
    items: tuple[NoticeItem, ...]
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """A notice as its reader finds it in the console."""

    event: NoticeEvent
    review_id: str
    state: NoticeState
    created_at: datetime
    settled_at: datetime | None


def leaves_at(event: NoticeEvent, pace: NoticePace, now: datetime) -> datetime:
    """Return when a notice leaves: new cases are gathered unless wished otherwise, the rest cannot wait."""
    is_gathered = event is NoticeEvent.OPENED and pace is NoticePace.BATCHED
    return now + GATHERED if is_gathered else now


def next_try(tries: int, now: datetime, *, retry_after: datetime | None = None) -> datetime | None:
    """Return when to try a mail again that surely did not leave, or None after the last try."""
    if tries >= MOST_TRIES:
        return None
    pause = min(_FIRST_PAUSE * int(2 ** max(tries - 1, 0)), _LONGEST_PAUSE)
    return max(now + pause, retry_after or now)


def without_repetition(items: Collection[NoticeItem]) -> tuple[NoticeItem, ...]:
    """Return one line for each case, its latest news, in the order in which the cases are due."""
    latest = {item.review_id: item for item in items}
    return tuple(sorted(latest.values(), key=lambda item: (item.due_at, item.review_id)))
