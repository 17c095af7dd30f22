"""The call before a letter: somebody who came as far as the offer stage hears a no from a person first."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kindregards.domain.errors import ConflictError
from kindregards.domain.journey import Alarm
from kindregards.domain.policies import ReviewTimes
from kindregards.domain.reviews import review_schedule


class NoCallError(ConflictError):
    """No call waits: nobody was turned down at the offer stage, or it is settled already."""

    code = "no_call_waits"


class CallResult(StrEnum):
    """How a call was settled; after any of these the letter may leave. `waived` says that nobody need call."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    WAIVED = "waived"


OPEN = "open"


class CallAlarm(StrEnum):
    """What happens to a call as time passes; the letter waits on."""

    REMIND = "call_remind"
    DUE = "call_due"
    ESCALATE = "call_escalate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call; `state` is `open` or how it was settled."""

    id: str
    state: str
    opened_at: datetime
    due_at: datetime
    note: str | None = None
    settled_at: datetime | None = None
    settled_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledCall:
    """A person's word on a call."""

    result: CallResult
    actor: str
    note: str | None = None


def call_alarms(times: ReviewTimes, *, opened_at: datetime) -> tuple[Alarm, ...]:
    """Return when a call asks for attention: by the clock of reviews, and nothing ever sends the letter without it."""
    schedule = review_schedule(opened_at=opened_at, times=times)
    planned = (
        Alarm(kind=CallAlarm.REMIND, at=schedule.remind_at),
        Alarm(kind=CallAlarm.DUE, at=schedule.due_at),
        Alarm(kind=CallAlarm.ESCALATE, at=schedule.escalate_at),
    )
    return tuple(sorted(planned, key=lambda alarm: alarm.at))
