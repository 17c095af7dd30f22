"""When a letter may leave."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.calendars import UnknownTimezoneError, leave_at, next_opening, zone_named
from kindregards.domain.policies import SendWindow, Telling
from tests.builders import NOW, a_telling, an_open_window

SHANGHAI = "Asia/Shanghai"
BERLIN = "Europe/Berlin"
OFFICE_HOURS = SendWindow(start=time(9), end=time(18), workdays_only=True)


class WeekCalendar:
    """Monday to Friday, but for the given days off and working weekends."""

    def __init__(self, *, off: frozenset[date] = frozenset(), on: frozenset[date] = frozenset()) -> None:
        self.off = off
        self.on = on

    def is_workday(self, day: date, country: str | None) -> bool:
        assert country in {"CN", None}
        return day in self.on or (day.weekday() < 5 and day not in self.off)


class NeverWorking:
    """A broken calendar on which nobody ever works."""

    def is_workday(self, day: date, country: str | None) -> bool:
        return bool(country) and day.year < 0


def local(zone: str, *moment: int) -> datetime:
    year, month, day, hour, minute, second, microsecond = (*moment, 0, 0, 0, 0)[:7]
    return datetime(year, month, day, hour, minute, second, microsecond, tzinfo=ZoneInfo(zone))


def leaves(
    telling: Telling, decided_at: datetime, *, zone: str = SHANGHAI, calendar: WeekCalendar | None = None
) -> datetime:
    return leave_at(
        decided_at=decided_at,
        telling=telling,
        timezone_name=zone,
        country="CN",
        calendar=calendar or WeekCalendar(),
    )


def opens(window: SendWindow, after: datetime, *, zone: str = SHANGHAI) -> datetime:
    return next_opening(after=after, window=window, timezone_name=zone, country=None, calendar=WeekCalendar())


def test_without_any_wait_a_letter_leaves_at_once() -> None:
    at = leave_at(decided_at=NOW, telling=a_telling(), timezone_name=SHANGHAI, country="CN", calendar=WeekCalendar())

    assert at == NOW
    assert at.tzinfo is UTC


def test_the_answer_is_in_utc_whatever_zone_the_decision_was_written_in() -> None:
    decided_at = local(SHANGHAI, 2026, 3, 4, 18)

    at = leave_at(
        decided_at=decided_at, telling=a_telling(), timezone_name=BERLIN, country="CN", calendar=WeekCalendar()
    )

    assert at == decided_at
    assert at.tzinfo is UTC


def test_cooling_off_runs_first() -> None:
    telling = a_telling(cooling_off=timedelta(hours=2))

    assert leaves(telling, NOW) == NOW + timedelta(hours=2)


@pytest.mark.parametrize(
    ("decided", "left"),
    [
        ((2026, 3, 4, 8, 59), (2026, 3, 4, 9, 0)),
        ((2026, 3, 4, 9, 0), (2026, 3, 4, 9, 0)),
        ((2026, 3, 4, 12, 30), (2026, 3, 4, 12, 30)),
        ((2026, 3, 4, 17, 59, 59), (2026, 3, 4, 17, 59, 59)),
        ((2026, 3, 4, 18, 0), (2026, 3, 5, 9, 0)),
        ((2026, 3, 4, 23, 0), (2026, 3, 5, 9, 0)),
        ((2026, 3, 6, 18, 0), (2026, 3, 9, 9, 0)),
        ((2026, 3, 7, 12, 0), (2026, 3, 9, 9, 0)),
        ((2026, 3, 8, 23, 59), (2026, 3, 9, 9, 0)),
    ],
)
def test_letters_leave_within_office_hours_of_the_candidate(decided: tuple[int, ...], left: tuple[int, ...]) -> None:
    telling = a_telling(window=OFFICE_HOURS)

    assert leaves(telling, local(SHANGHAI, *decided)) == local(SHANGHAI, *left)


def test_the_candidates_zone_counts_not_ours() -> None:
    telling = a_telling(window=OFFICE_HOURS)
    decided_at = local(SHANGHAI, 2026, 3, 4, 14)

    assert leaves(telling, decided_at, zone="America/New_York") == local("America/New_York", 2026, 3, 4, 9)


def test_cooling_off_can_carry_a_letter_over_the_weekend() -> None:
    telling = a_telling(window=OFFICE_HOURS, cooling_off=timedelta(hours=2))

    assert leaves(telling, local(SHANGHAI, 2026, 3, 6, 16, 30)) == local(SHANGHAI, 2026, 3, 9, 9)


def test_on_all_days_a_weekend_is_as_good_as_any_day() -> None:
    telling = a_telling(window=SendWindow(start=time(9), end=time(18), workdays_only=False))

    assert leaves(telling, local(SHANGHAI, 2026, 3, 7, 10)) == local(SHANGHAI, 2026, 3, 7, 10)


@pytest.mark.parametrize("clock", [(0, 0), (3, 0), (23, 59, 59, 999_999)])
def test_a_window_until_midnight_is_open_to_the_last_instant(clock: tuple[int, ...]) -> None:
    window = SendWindow(start=time(0), end=None, workdays_only=True)

    assert opens(window, local(SHANGHAI, 2026, 3, 6, *clock)) == local(SHANGHAI, 2026, 3, 6, *clock)


def test_a_window_until_midnight_waits_over_the_weekend() -> None:
    window = SendWindow(start=time(0), end=None, workdays_only=True)

    assert opens(window, local(SHANGHAI, 2026, 3, 7)) == local(SHANGHAI, 2026, 3, 9)


def test_holidays_are_waited_for_and_working_weekends_used() -> None:
    calendar = WeekCalendar(off=frozenset({date(2026, 3, 5), date(2026, 3, 6)}), on=frozenset({date(2026, 3, 7)}))

    left = leaves(a_telling(window=OFFICE_HOURS), local(SHANGHAI, 2026, 3, 4, 19), calendar=calendar)

    assert left == local(SHANGHAI, 2026, 3, 7, 9)


@pytest.mark.parametrize(
    ("days", "decided", "left"),
    [
        (0, (2026, 3, 4, 10), (2026, 3, 4, 10)),
        (1, (2026, 3, 4, 10), (2026, 3, 5, 10)),
        (1, (2026, 3, 6, 10), (2026, 3, 9, 10)),
        (2, (2026, 3, 5, 10), (2026, 3, 9, 10)),
        (1, (2026, 3, 7, 10), (2026, 3, 9, 10)),
        (5, (2026, 3, 4, 10), (2026, 3, 11, 10)),
        (10, (2026, 3, 4, 23, 30), (2026, 3, 18, 23, 30)),
    ],
)
def test_business_days_keep_the_time_of_day(days: int, decided: tuple[int, ...], left: tuple[int, ...]) -> None:
    telling = a_telling(business_days=days)

    assert leaves(telling, local(SHANGHAI, *decided)) == local(SHANGHAI, *left)


def test_business_days_are_counted_where_the_candidate_lives() -> None:
    # Friday evening in New York is already Saturday in Shanghai.
    decided_at = local("America/New_York", 2026, 3, 6, 18)

    assert leaves(a_telling(business_days=1), decided_at) == local(SHANGHAI, 2026, 3, 9, 7)


def test_business_days_end_in_the_send_window() -> None:
    telling = a_telling(business_days=1, window=OFFICE_HOURS)

    assert leaves(telling, local(SHANGHAI, 2026, 3, 5, 20)) == local(SHANGHAI, 2026, 3, 9, 9)


def test_a_calendar_without_workdays_delays_but_never_swallows_a_letter() -> None:
    telling = a_telling(business_days=2, window=OFFICE_HOURS)

    left = leave_at(
        decided_at=local(SHANGHAI, 2026, 3, 4, 20),
        telling=telling,
        timezone_name=SHANGHAI,
        country="CN",
        calendar=NeverWorking(),
    )

    assert left == local(SHANGHAI, 2026, 3, 7, 9)


def test_a_window_that_never_opens_holds_nothing_back() -> None:
    window = SendWindow(start=time(18), end=time(9), workdays_only=False)

    assert opens(window, NOW) == NOW


def night(start: time, end: time | None) -> SendWindow:
    return SendWindow(start=start, end=end, workdays_only=False)


class TestClockSetForward:
    """Berlin, 29 March 2026: 01:59:59 is followed by 03:00."""

    JUMP = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)

    def test_an_opening_that_is_jumped_over_happens_at_the_jump(self) -> None:
        assert opens(night(time(2, 30), time(18)), local(BERLIN, 2026, 3, 29, 1), zone=BERLIN) == self.JUMP

    def test_a_window_that_is_jumped_over_entirely_opens_the_next_day(self) -> None:
        opened = opens(night(time(2, 15), time(2, 45)), local(BERLIN, 2026, 3, 29, 1), zone=BERLIN)

        assert opened == local(BERLIN, 2026, 3, 30, 2, 15)

    def test_a_window_whose_end_is_jumped_over_closes_at_the_jump(self) -> None:
        window = night(time(1), time(2, 30))

        assert opens(window, self.JUMP - timedelta(seconds=1), zone=BERLIN) == self.JUMP - timedelta(seconds=1)
        assert opens(window, self.JUMP, zone=BERLIN) == local(BERLIN, 2026, 3, 30, 1)

    def test_office_hours_open_at_nine_by_the_wall_clock(self) -> None:
        opened = opens(night(time(9), time(18)), local(BERLIN, 2026, 3, 28, 20), zone=BERLIN)

        assert opened == datetime(2026, 3, 29, 7, 0, tzinfo=UTC)

    def test_a_business_day_later_at_an_hour_that_is_jumped_over_is_the_jump(self) -> None:
        calendar = WeekCalendar(on=frozenset({date(2026, 3, 29)}))

        left = leaves(a_telling(business_days=1), local(BERLIN, 2026, 3, 28, 2, 30), zone=BERLIN, calendar=calendar)

        assert left == self.JUMP

    def test_a_midnight_that_is_jumped_over_opens_at_the_jump(self) -> None:
        # Santiago, 6 September 2026: Saturday's 23:59:59 is followed by Sunday 01:00.
        opened = opens(night(time(0), time(0, 30)), local("America/Santiago", 2026, 9, 5, 12), zone="America/Santiago")

        assert opened == local("America/Santiago", 2026, 9, 7, 0)

    def test_a_whole_day_that_is_jumped_over_has_no_window(self) -> None:
        # Samoa went from 29 to 31 December 2011.
        opened = opens(night(time(9), time(18)), local("Pacific/Apia", 2011, 12, 29, 19), zone="Pacific/Apia")

        assert opened == local("Pacific/Apia", 2011, 12, 31, 9)


class TestClockSetBack:
    """Berlin, 25 October 2026: 02:59:59 is followed by 02:00 once more."""

    FIRST = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    SECOND = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)

    def test_an_opening_that_happens_twice_counts_the_first_time(self) -> None:
        assert opens(night(time(2, 30), time(18)), local(BERLIN, 2026, 10, 25, 1), zone=BERLIN) == self.FIRST

    def test_between_the_two_openings_the_wall_clock_has_left_the_window(self) -> None:
        window = night(time(2, 30), time(18))

        assert opens(window, datetime(2026, 10, 25, 1, 10, tzinfo=UTC), zone=BERLIN) == self.SECOND

    def test_a_window_that_happens_twice_is_open_twice(self) -> None:
        window = night(time(2, 30), time(2, 45))

        assert opens(window, self.FIRST, zone=BERLIN) == self.FIRST
        assert opens(window, self.FIRST + timedelta(minutes=20), zone=BERLIN) == self.SECOND

    def test_the_second_time_round_is_as_open_as_the_first(self) -> None:
        assert opens(night(time(2), time(3)), self.SECOND, zone=BERLIN) == self.SECOND


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "Europe", "../etc/passwd", "/etc/localtime", "Asia/Shanghai\0"])
def test_a_time_zone_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(UnknownTimezoneError, match="IANA") as refusal:
        zone_named(name)

    assert refusal.value.code == "timezone_unknown"


zones = st.sampled_from(
    [SHANGHAI, BERLIN, "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]
)
moments = st.datetimes(min_value=datetime(2011, 1, 1), max_value=datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- hypothesis adds the zone
clocks = st.times()


@st.composite
def windows(draw: st.DrawFn) -> SendWindow:
    start, end = sorted(draw(st.tuples(clocks, clocks)))
    closing = None if start == end or draw(st.booleans()) else end
    return SendWindow(start=start, end=closing, workdays_only=draw(st.booleans()))


@given(moments, windows(), zones, st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=9)), st.integers(0, 5))
def test_a_letter_never_leaves_before_cooling_off_nor_outside_the_window(
    decided_at: datetime, window: SendWindow, zone: str, cooling_off: timedelta, business_days: int
) -> None:
    telling = a_telling(cooling_off=cooling_off, window=window, business_days=business_days)

    left = leaves(telling, decided_at, zone=zone)

    wall = left.astimezone(ZoneInfo(zone))
    assert left >= decided_at + cooling_off
    assert wall.time() >= window.start
    assert window.end is None or wall.time() < window.end
    assert not window.workdays_only or wall.weekday() < 5


@given(moments, windows(), zones)
def test_an_open_window_delays_nothing_and_opening_is_stable(at: datetime, window: SendWindow, zone: str) -> None:
    opened = opens(window, at, zone=zone)

    assert opens(window, opened, zone=zone) == opened


@given(moments, windows(), zones, st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3)))
def test_who_is_decided_later_is_never_told_earlier(
    at: datetime, window: SendWindow, zone: str, later: timedelta
) -> None:
    assert opens(window, at, zone=zone) <= opens(window, at + later, zone=zone)


@given(moments, zones)
def test_an_all_day_window_on_all_days_is_always_open(at: datetime, zone: str) -> None:
    assert opens(an_open_window(), at, zone=zone) == at


@given(moments, zones, st.integers(1, 10))
def test_so_many_business_days_pass(decided_at: datetime, zone: str, days: int) -> None:
    left = leaves(a_telling(business_days=days), decided_at, zone=zone).astimezone(ZoneInfo(zone))

    first = decided_at.astimezone(ZoneInfo(zone)).date()
    between = [first + timedelta(days=number) for number in range(1, (left.date() - first).days + 1)]
    assert sum(day.weekday() < 5 for day in between) == days
