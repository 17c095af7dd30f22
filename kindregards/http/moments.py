"""Times and numbers as a reader writes them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_datetime, format_interval, format_timedelta, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from kindregards.domain.languages import Language
from kindregards.http.languages import format_locale

_THIS_YEAR = {Language.CHINESE: "M月d日 HH:mm", Language.ENGLISH: "d MMM, HH:mm"}
_ANOTHER_YEAR = {Language.CHINESE: "y年M月d日 HH:mm", Language.ENGLISH: "d MMM y, HH:mm"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Writes times for one reader, who looks at `now` from `zone`."""

    language: Language
    zone: ZoneInfo
    now: datetime

    @property
    def locale(self) -> str:
        """Return the Babel locale."""
        return format_locale(self.language)

    @property
    def zone_name(self) -> str:
        """Return the zone's name in words, with its offset now."""
        name = get_timezone_name(self.zone, locale=self.locale)
        return f"{name} ({format_datetime(self.now, 'OOOO', tzinfo=self.zone, locale=self.locale)})"

    def short(self, at: datetime) -> str:
        """Return day and time, with the year only when it is another one."""
        here, now = at.astimezone(self.zone), self.now.astimezone(self.zone)
        pattern = _THIS_YEAR[self.language] if here.year == now.year else _ANOTHER_YEAR[self.language]
        return format_datetime(here, pattern, tzinfo=self.zone, locale=self.locale)

    def full(self, at: datetime) -> str:
        """Return day, time and zone."""
        return format_datetime(at, "full", tzinfo=self.zone, locale=self.locale)

    def relative(self, at: datetime) -> str:
        """Return how far away a time is, such as "in 3 hours" or "2 days ago"."""
        return format_timedelta(at - self.now, add_direction=True, threshold=1.5, locale=self.locale)

    def lasting(self, duration: timedelta) -> str:
        """Return how long something takes, such as "3 hours"."""
        return format_timedelta(duration, threshold=1.5, locale=self.locale)

    def days(self, first: date, last: date) -> str:
        """Return two days as a span, such as "1 – 30 Jun 2026"."""
        return format_interval(first, last, "yMMMd", locale=self.locale)

    def days_before(self, zone: ZoneInfo, days: int) -> date:
        """Return the first of the last so many days in a zone, today included."""
        return self.now.astimezone(zone).date() - timedelta(days=days - 1)

    def number(self, value: float) -> str:
        """Return a number, with at most two decimals."""
        return format_decimal(value, format="#,##0.##", locale=self.locale)

    def percent(self, share: float) -> str:
        """Return a share of one as a percentage."""
        return format_percent(share, locale=self.locale)

    def listed(self, words: list[str]) -> str:
        """Return words joined as a list: "a, b and c"."""
        return format_list(words, locale=self.locale)


def zone_of(name: str | None, otherwise: str) -> ZoneInfo:
    """Return the zone a browser names, or the company's where it names none that exists."""
    try:
        return ZoneInfo(name or otherwise)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder's name, such as "America"
        return ZoneInfo(otherwise)
