"""When a letter may leave: cooling-off, business days, and the send window where the candidate lives."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kindregards.domain.errors import InvalidError
from kindregards.domain.policies import SendWindow, Telling
from kindregards.domain.ports.calendars import WorkdayCalendar

LONGEST_SEARCH = timedelta(days=60)
"""No country rests for longer; a calendar that says so is broken and is not obeyed."""


class UnknownTimezoneError(InvalidError):
    """The time zone has no IANA name."""

    code = "timezone_unknown"


def zone_named(name: str) -> ZoneInfo:
    """Return an IANA time zone; raise UnknownTimezoneError when there is none of this name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownTimezoneError(
            f"There is no time zone {name!r}; use an IANA name such as Asia/Shanghai."
        ) from error


def leave_at(
    *, decided_at: datetime, telling: Telling, timezone_name: str, country: str | None, calendar: WorkdayCalendar
) -> datetime:
    """Return the first instant, in UTC, at which a decision may be told.

    The cooling-off runs first; then as many business days of the candidate's country, keeping the local time of day;
    then the next opening of the send window. Without any of them the letter leaves at `decided_at`.
    """
    cooled = decided_at.astimezone(UTC) + telling.cooling_off
    rested = _after_business_days(
        cooled, days=telling.business_days, zone=zone_named(timezone_name), country=country, calendar=calendar
    )
    return next_opening(
        after=rested, window=telling.window, timezone_name=timezone_name, country=country, calendar=calendar
    )


def next_opening(
    *, after: datetime, window: SendWindow, timezone_name: str, country: str | None, calendar: WorkdayCalendar
) -> datetime:
    """Return the first instant from `after` on, in UTC, at which the window is open; its end is exclusive.

    The wall clock counts: where it jumps over the opening, the window opens at the jump. A window that never opens
    holds nothing back: a letter that is late beats one that never leaves.
    """
    zone = zone_named(timezone_name)
    start = after.astimezone(UTC)
    days = list(islice(_days_from(start.astimezone(zone).date()), LONGEST_SEARCH.days))
    allowed = (day for day in days if not window.workdays_only or calendar.is_workday(day, country))
    for day in chain(allowed, days):
        for opening in _openings(day, window.start, zone):
            at = max(start, opening)
            if _is_open(at.astimezone(zone), day=day, window=window):
                return at
    return start


def _after_business_days(
    at: datetime, *, days: int, zone: ZoneInfo, country: str | None, calendar: WorkdayCalendar
) -> datetime:
    if days <= 0:
        return at
    local = at.astimezone(zone)
    horizon = islice(_days_from(local.date() + timedelta(days=1)), LONGEST_SEARCH.days + 7 * days)
    workdays = list(islice((day for day in horizon if calendar.is_workday(day, country)), days))
    landing = workdays[-1] if len(workdays) == days else local.date() + timedelta(days=days)
    return max(at, _first_instant(landing, local.time(), zone))


def _days_from(first: date) -> Iterator[date]:
    day = first
    while True:
        yield day
        day += timedelta(days=1)


def _openings(day: date, start: time, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Return when the wall clock reaches `start`: twice on a day that is set back across it."""
    second = datetime.combine(day, start, tzinfo=zone).replace(fold=1).astimezone(UTC)
    first = _first_instant(day, start, zone)
    return (first, second) if second > first else (first,)


def _first_instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """Return the first instant, in UTC, at which the local clock shows this time or a later one."""
    local = datetime.combine(day, wall, tzinfo=zone)
    late, early = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if early >= late:
        return late
    # The clock jumps over this time (PEP 495: fold=1 lies before the jump, fold=0 after it): find the jump.
    offset = early.astimezone(zone).utcoffset()
    while late - early > timedelta(microseconds=1):
        middle = early + (late - early) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            early = middle
        else:
            late = middle
    return late


def _is_open(local: datetime, *, day: date, window: SendWindow) -> bool:
    clock = local.time()
    return local.date() == day and clock >= window.start and (window.end is None or clock < window.end)
