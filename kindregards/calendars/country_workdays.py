"""Working days of a country, from libraries that are kept up."""

from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar
import holidays
from chinese_calendar.constants import workdays as _chinese_working_weekends

_MONDAY_TO_FRIDAY = range(5)
# The State Council announces a year each November; before a release of the library knows it, `holidays` estimates.
_LAST_CHINESE_YEAR = max(_chinese_working_weekends).year
_FIRST_CHINESE_YEAR = 2004


class CountryWorkdays:
    """Knows public holidays, each country's own weekend, and China's working weekends. Safe between threads.

    Regional holidays are not counted: a region's day off delays nobody's letter elsewhere.
    """

    def is_workday(self, day: date, country: str | None) -> bool:
        """Say whether people in this country work on this day; an unknown country rests on Saturday and Sunday."""
        code = country.upper() if country else None
        if code is None or code not in _known_countries():
            return day.weekday() in _MONDAY_TO_FRIDAY
        return day in _workdays(code, day.year)


@lru_cache(maxsize=1)
def _known_countries() -> frozenset[str]:
    return frozenset(holidays.list_supported_countries(include_aliases=False))


# One country's year takes a millisecond; a thousand of them are kept.
@lru_cache(maxsize=1024)
def _workdays(country: str, year: int) -> frozenset[date]:
    if country == "CN" and _FIRST_CHINESE_YEAR <= year <= _LAST_CHINESE_YEAR:
        return frozenset(day for day in _days_of(year) if chinese_calendar.is_workday(day))
    calendar = holidays.country_holidays(country, years=year)
    return frozenset(day for day in _days_of(year) if calendar.is_working_day(day))


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [day for day in (first + timedelta(days=number) for number in range(366)) if day.year == year]
