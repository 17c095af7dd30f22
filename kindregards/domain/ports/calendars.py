"""Working days by country."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

DefaultTimezone = Callable[[str | None], str]
"""Returns the IANA time zone to assume in a country, or in none."""


class WorkdayCalendar(Protocol):
    """Knows public holidays, and working weekends where a country has them."""

    def is_workday(self, day: date, country: str | None) -> bool:
        """Say whether people in this country work on this day; without a country, Monday to Friday."""
        ...
