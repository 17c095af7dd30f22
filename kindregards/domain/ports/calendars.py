"""Working days by country."""

from datetime import date
from typing import Protocol


class WorkdayCalendar(Protocol):
    """Knows public holidays, and working weekends where a country has them."""

    def is_workday(self, day: date, country: str | None) -> bool:
        """Say whether people in this country work on this day; without a country, Monday to Friday."""
        ...
