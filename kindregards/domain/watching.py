"""Looking after letters on their way: what callbacks lost, what a crash left behind, what stays silent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from kindregards.domain.channels import Channel
from kindregards.domain.deliveries import Attempt, AttemptState, DeliveryState

STUCK_AFTER = timedelta(minutes=2)
"""A try lasts a minute at most; one that is older belongs to a worker that died."""
EVENTS_COME_WITHIN = timedelta(minutes=1)
"""A provider's report normally ends a doubt in seconds; only then is it asked."""
BETWEEN_ABSENCES = timedelta(minutes=30)
MOST_ABSENCES = 2
"""A provider that says twice, half an hour apart, that it knows nothing of a letter is believed."""
ASKED_IN_VAIN_FOR = timedelta(hours=6)
"""A doubt that a provider could not settle for so long is a person's."""
POLLS = (timedelta(hours=1), timedelta(hours=12))
SILENT_AFTER = {
    Channel.EMAIL: timedelta(hours=72),
    Channel.SMS: timedelta(hours=12),
    Channel.WECHAT: timedelta(hours=12),
}

_KEPT_HERE = "mailbox"
_TAKEN = frozenset({AttemptState.ACCEPTED, AttemptState.RESOLVED_SENT})


class Check(StrEnum):
    """What a delivery under way needs when its time to be looked after has come."""

    NOTHING = "nothing"
    STUCK = "stuck"
    LOOK_UP = "look_up"
    POLL = "poll"
    LAST_POLL = "last_poll"
    """After it, silence is a state."""


class Answer(StrEnum):
    """What a provider says about an attempt, asked by us."""

    PRESENT = "present"
    ABSENT = "absent"
    NEVER_CAME = "never_came"
    """Absent for sure: asking again could bring nothing else."""
    NOT_NOW = "not_now"
    CANNOT_SAY = "cannot_say"


def first_check(state: DeliveryState, attempts: Sequence[Attempt], now: datetime) -> datetime | None:
    """Return when somebody looks after a delivery that has just reached this state; None when nobody needs to."""
    match state:
        case DeliveryState.DISPATCHING:
            return now + STUCK_AFTER
        case DeliveryState.AMBIGUOUS:
            return now + EVENTS_COME_WITHIN
        case DeliveryState.ACCEPTED | DeliveryState.IN_TRANSIT if not _is_kept_here(attempts):
            return now + POLLS[0]
        case _:
            return None


def later_check(state: DeliveryState, now: datetime) -> datetime | None:
    """Return when a delivery that needs nothing yet is looked at again; None when it needs nothing any more."""
    return now + STUCK_AFTER / 4 if state is DeliveryState.DISPATCHING else None


def due_check(state: DeliveryState, channel: Channel, attempts: Sequence[Attempt], now: datetime) -> Check:
    """Return what a delivery needs now."""
    match state:
        case DeliveryState.DISPATCHING:
            return Check.STUCK if now >= _begun(attempts, now) + STUCK_AFTER else Check.NOTHING
        case DeliveryState.AMBIGUOUS:
            return Check.LOOK_UP
        case DeliveryState.ACCEPTED | DeliveryState.IN_TRANSIT if not _is_kept_here(attempts):
            return Check.LAST_POLL if now >= _taken_at(attempts, now) + SILENT_AFTER[channel] else Check.POLL
        case _:
            return Check.NOTHING


def next_poll(channel: Channel, attempts: Sequence[Attempt], now: datetime) -> datetime:
    """Return when a delivery that a provider has, and that is not settled, is asked about next."""
    taken_at = _taken_at(attempts, now)
    times = [taken_at + after for after in (*POLLS, SILENT_AFTER[channel])]
    return min((time for time in times if time > now), default=now)


def is_proven_absent(attempt: Attempt, now: datetime) -> bool:
    """Say whether one more absence, reported now, proves that an attempt in doubt never reached the provider."""
    if attempt.looked_up_at is None or attempt.absences + 1 < MOST_ABSENCES:
        return False
    return now - attempt.looked_up_at >= BETWEEN_ABSENCES


def is_past_asking(attempt: Attempt, answer: Answer, now: datetime) -> bool:
    """Say whether a doubt goes to a person: its provider cannot say, or could not for hours."""
    since = now - (attempt.finished_at or attempt.started_at or now)
    return since >= (BETWEEN_ABSENCES if answer is Answer.CANNOT_SAY else ASKED_IN_VAIN_FOR)


def _latest(attempts: Sequence[Attempt]) -> Attempt | None:
    return max(attempts, key=lambda attempt: attempt.number, default=None)


def _begun(attempts: Sequence[Attempt], now: datetime) -> datetime:
    latest = _latest(attempts)
    return latest.started_at or now if latest else now


def _taken(attempts: Sequence[Attempt]) -> Attempt | None:
    return _latest([attempt for attempt in attempts if attempt.state in _TAKEN])


def _taken_at(attempts: Sequence[Attempt], now: datetime) -> datetime:
    taken = _taken(attempts)
    return taken.finished_at or taken.started_at or now if taken else now


def _is_kept_here(attempts: Sequence[Attempt]) -> bool:
    """Say whether the letter lies in our own mailbox, about which nobody reports."""
    taken = _taken(attempts)
    return taken is not None and taken.provider == _KEPT_HERE
