"""When a message that buzzes may reach a person: not at night, whatever is retried or late."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kindregards.domain.calendars import zone_named
from kindregards.domain.channels import Channel
from kindregards.domain.policies import SendWindow

NIGHT_BEGINS = time(21)
NIGHT_ENDS = time(8)
"""Local time; the hours that telephone consumer law of several countries keeps free. A wider send window moves them."""
LONGEST = timedelta(hours=10)
"""No message is worth delivering later than that; it is also the longest validity that Twilio takes."""


def wakes_people(channel: Channel) -> bool:
    """Say whether a message on this channel rings; e-mail waits in silence."""
    return channel is not Channel.EMAIL


def awake_from(now: datetime, *, timezone_name: str, window: SendWindow) -> datetime:
    """Return now by day, or when the person's night ends (UTC)."""
    zone = zone_named(timezone_name)
    morning, evening = _day(window)
    local = now.astimezone(zone)
    clock = local.time()
    if morning <= clock and (evening is None or clock < evening):
        return now
    day = local.date() if clock < morning else local.date() + timedelta(days=1)
    return max(now, datetime.combine(day, morning, tzinfo=zone).astimezone(UTC))


def awake_until(now: datetime, *, timezone_name: str, window: SendWindow) -> datetime:
    """Return when the person's night begins, or ten hours from now; at night it is counted from its end (UTC)."""
    zone = zone_named(timezone_name)
    start = awake_from(now, timezone_name=timezone_name, window=window)
    latest = start.astimezone(UTC) + LONGEST
    return min(latest, _evening_after(start, window, zone, latest))


def _evening_after(start: datetime, window: SendWindow, zone: ZoneInfo, latest: datetime) -> datetime:
    morning, evening = _day(window)
    if evening is None and morning == time.min:
        return latest
    day = start.astimezone(zone).date()
    if evening is None:
        return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone).astimezone(UTC)
    return datetime.combine(day, evening, tzinfo=zone).astimezone(UTC)


def _day(window: SendWindow) -> tuple[time, time | None]:
    """Return when a person's day begins and ends; None is midnight."""
    evening = None if window.end is None else max(window.end, NIGHT_BEGINS)
    return min(window.start, NIGHT_ENDS), evening
