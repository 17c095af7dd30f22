"""Whether, when and where a candidate is reminded that a result is waiting."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from kindregards.domain.applications import Candidate
from kindregards.domain.channel_order import channel_ladder, reachable_channels
from kindregards.domain.channels import Channel
from kindregards.domain.policies import Policy
from kindregards.domain.provider_events import EventKind, ProviderEvent
from kindregards.domain.reading import Reading, stops_reminders

_ENDING = frozenset({EventKind.COMPLAINED, EventKind.UNSUBSCRIBED, EventKind.REPLIED})


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingProgress:
    """What has happened since telling; `told_at` is None while no provider has surely accepted the letter.

    `ended` says that something stopped reminders for good: see `ends_reminders`, or an appeal.
    """

    told_at: datetime | None
    reminders_sent: int = 0
    reading: Reading = field(default_factory=Reading)
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedReminder:
    """The next reminder; `number` counts from 1. `at` ignores the send window: pass it to `next_opening`."""

    at: datetime
    channel: Channel
    number: int


def ends_reminders(events: Iterable[ProviderEvent]) -> bool:
    """Say whether a complaint, an unsubscribing (STOP) or a person's reply tells us to remind no more, for good."""
    return any(event.kind in _ENDING and not _is_automatic_reply(event) for event in events)


def next_reminder(
    *, policy: Policy, candidate: Candidate, available: Collection[Channel], progress: TellingProgress, now: datetime
) -> PlannedReminder | None:
    """Return when and where to remind the candidate, or None when nothing more may be sent.

    The policy's channel is used where the person can be reached on it, else the first of the ladder.
    """
    if progress.told_at is None or progress.ended or stops_reminders(progress.reading):
        return None
    if progress.reminders_sent >= len(policy.reminders):
        return None
    reminder = policy.reminders[progress.reminders_sent]
    channel = _reminder_channel(reminder.channel, policy=policy, candidate=candidate, available=available)
    if channel is None:
        return None
    at = max(now, progress.told_at + reminder.after)
    return PlannedReminder(at=at, channel=channel, number=progress.reminders_sent + 1)


def reminder_ladder(
    reminder: PlannedReminder, *, policy: Policy, candidate: Candidate, available: Collection[Channel]
) -> tuple[Channel, ...]:
    """Return the channels of a reminder, first to last: the planned one, then the rest of the ladder if allowed."""
    if not policy.telling.fallback:
        return (reminder.channel,)
    ladder = channel_ladder(
        candidate=candidate, policy_channels=policy.telling.channels, fallback=True, available=available
    )
    return tuple(dict.fromkeys((reminder.channel, *ladder)))


def _is_automatic_reply(event: ProviderEvent) -> bool:
    return event.kind is EventKind.REPLIED and event.machine is True


def _reminder_channel(
    wanted: Channel, *, policy: Policy, candidate: Candidate, available: Collection[Channel]
) -> Channel | None:
    if reachable_channels((wanted,), candidate=candidate, available=available):
        return wanted
    ladder = channel_ladder(
        candidate=candidate, policy_channels=policy.telling.channels, fallback=True, available=available
    )
    return next(iter(ladder), None)
