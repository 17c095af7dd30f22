"""A doubtful case in front of a person: its states and its clock. Running out of time never rejects anybody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kindregards.domain.policies import ReviewTimes


class ReviewState(StrEnum):
    """Where a review stands; `held` has run out of time and still waits for a person.

    `claimed` is open with somebody at it; it ends by itself, so nobody writes it down. `superseded` gave way to a
    newer question, `cancelled` ended with its application.
    """

    OPEN = "open"
    CLAIMED = "claimed"
    DECIDED = "decided"
    HELD = "held"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"

    @property
    def takes_decision(self) -> bool:
        """Say whether a person may still decide it."""
        return self in {ReviewState.OPEN, ReviewState.CLAIMED, ReviewState.HELD}


class Nudge(StrEnum):
    """What happens to an undecided review as time passes, in this order when several fall together."""

    REMIND = "remind"
    DUE = "due"
    ESCALATE = "escalate"
    HOLD = "hold"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSchedule:
    """When an undecided review is reminded, due, escalated and held."""

    remind_at: datetime
    due_at: datetime
    escalate_at: datetime
    hold_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Where a late review goes: to another group with a clock of its own, or (None) nowhere, held from now on later."""

    group: str | None
    schedule: ReviewSchedule


def handover(*, group: str, times: ReviewTimes, opened_at: datetime, now: datetime) -> Handover:
    """Return to whom an escalated review goes: the group after the one that was asked, each with a fresh clock."""
    groups = (times.group, *times.escalate_to)
    following = groups[groups.index(group) + 1 :] if group in groups else times.escalate_to
    if not following:
        return Handover(group=None, schedule=review_schedule(opened_at=opened_at, times=times, escalated_at=now))
    return Handover(group=following[0], schedule=review_schedule(opened_at=now, times=times))


def review_schedule(*, opened_at: datetime, times: ReviewTimes, escalated_at: datetime | None = None) -> ReviewSchedule:
    """Return the clock of a review: remind and due run from its opening, escalation from due, held from escalation.

    `escalated_at` is the last escalation that happened, late or to a further group; held runs from it afresh.
    """
    due_at = opened_at + times.due
    escalate_at = due_at + times.escalate
    return ReviewSchedule(
        remind_at=opened_at + times.remind,
        due_at=due_at,
        escalate_at=escalate_at,
        hold_at=(escalated_at or escalate_at) + times.hold,
    )
