"""Working days on real dates."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest

from kindregards.calendars.country_workdays import CountryWorkdays
from kindregards.domain.calendars import leave_at
from kindregards.domain.countries import KNOWN_COUNTRIES
from kindregards.domain.policies import Telling

CALENDAR = CountryWorkdays()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 4), True),  # Sunday, makes up for New Year
        (date(2026, 2, 14), True),  # Saturday, makes up for Spring Festival
        (date(2026, 2, 15), False),
        (date(2026, 2, 16), False),  # eve
        (date(2026, 2, 17), False),  # Spring Festival
        (date(2026, 2, 23), False),
        (date(2026, 2, 24), True),
        (date(2026, 2, 28), True),  # Saturday, makes up for Spring Festival
        (date(2026, 3, 1), False),
        (date(2026, 9, 20), True),  # Sunday, makes up for National Day
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # Saturday, makes up for National Day
        (date(2025, 10, 8), False),  # Mid-Autumn and National Day together
        (date(2025, 10, 11), True),
    ],
)
def test_china_rests_on_its_holidays_and_works_on_its_working_weekends(*, day: date, works: bool) -> None:
    assert CALENDAR.is_workday(day, "CN") is works


@pytest.mark.parametrize("year", [2003, 2028, 2035])
def test_china_beyond_the_announced_years_still_rests_on_national_day(year: int) -> None:
    assert not CALENDAR.is_workday(date(year, 10, 1), "CN")
    assert sum(CALENDAR.is_workday(date(year, 1, 1) + timedelta(days=n), "CN") for n in range(365)) > 200


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        ("US", date(2026, 11, 26), False),  # Thanksgiving
        ("US", date(2026, 11, 27), True),
        ("US", date(2026, 7, 3), False),  # Independence Day, observed
        ("GB", date(2026, 12, 28), False),  # Boxing Day, moved
        ("DE", date(2026, 10, 3), False),
        ("DE", date(2026, 5, 14), False),  # Ascension
        ("FR", date(2026, 7, 14), False),
        ("JP", date(2026, 5, 6), False),
        ("HK", date(2026, 7, 1), False),
        ("TW", date(2026, 2, 14), False),  # a working Saturday on the mainland only
        ("SA", date(2026, 3, 6), False),  # Friday
        ("SA", date(2026, 3, 8), True),  # Sunday
        ("AE", date(2026, 3, 8), False),
        ("IL", date(2026, 3, 6), False),
        ("IL", date(2026, 3, 8), True),
    ],
)
def test_each_country_has_its_own_holidays_and_weekend(*, country: str, day: date, works: bool) -> None:
    assert CALENDAR.is_workday(day, country) is works


@pytest.mark.parametrize("country", [None, "", "XX", "中国", "NYSE"])
@pytest.mark.parametrize(("day", "works"), [(date(2026, 10, 1), True), (date(2026, 3, 7), False)])
def test_an_unknown_country_works_monday_to_friday(*, country: str | None, day: date, works: bool) -> None:
    assert CALENDAR.is_workday(day, country) is works


def test_small_letters_mean_the_same_country() -> None:
    assert not CALENDAR.is_workday(date(2026, 10, 1), "cn")


@pytest.mark.parametrize("country", sorted(KNOWN_COUNTRIES & set(holidays.list_supported_countries())))
def test_every_country_works_on_some_day_of_a_week(country: str) -> None:
    week = [date(2026, 6, 8) + timedelta(days=number) for number in range(14)]

    assert 5 <= sum(CALENDAR.is_workday(day, country) for day in week) <= 12


def test_many_threads_get_the_same_answer() -> None:
    days = [date(2031, 1, 1) + timedelta(days=number) for number in range(365)]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: [CALENDAR.is_workday(day, "FR") for day in days], range(16)))

    assert all(answer == answers[0] for answer in answers)
    assert not answers[0][days.index(date(2031, 7, 14))]


def test_a_letter_decided_before_spring_festival_leaves_after_it() -> None:
    shanghai = ZoneInfo("Asia/Shanghai")

    at = leave_at(
        decided_at=datetime(2026, 2, 14, 17, 0, tzinfo=shanghai),
        telling=Telling(),
        timezone_name="Asia/Shanghai",
        country="CN",
        calendar=CALENDAR,
    )

    assert at == datetime(2026, 2, 24, 9, 0, tzinfo=shanghai)
    assert at.tzinfo is UTC


def test_a_letter_may_leave_on_a_working_saturday() -> None:
    shanghai = ZoneInfo("Asia/Shanghai")

    at = leave_at(
        decided_at=datetime(2026, 2, 14, 10, 0, tzinfo=shanghai),
        telling=Telling(),
        timezone_name="Asia/Shanghai",
        country="CN",
        calendar=CALENDAR,
    )

    assert at == datetime(2026, 2, 14, 12, 0, tzinfo=shanghai)
