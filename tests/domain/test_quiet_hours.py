"""Messages that ring stay out of people's nights."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.channels import Channel
from kindregards.domain.policies import SendWindow
from kindregards.domain.quiet_hours import LONGEST, awake_from, awake_until, wakes_people

OFFICE = SendWindow()
ALWAYS = SendWindow(start=time(0), end=None, workdays_only=False)
UNTIL_MIDNIGHT = SendWindow(start=time(9), end=None)


def at(hour: int, minute: int = 0, day: int = 4) -> datetime:
    """Return a time of day in Shanghai (UTC+8)."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def shanghai(now: datetime, window: SendWindow = OFFICE) -> tuple[datetime, datetime]:
    return (
        awake_from(now, timezone_name="Asia/Shanghai", window=window),
        awake_until(now, timezone_name="Asia/Shanghai", window=window),
    )


@pytest.mark.parametrize(
    ("now", "window", "since", "until"),
    [
        (at(10), OFFICE, at(10), at(20)),
        (at(17, 59), OFFICE, at(17, 59), at(21)),
        (at(20, 59), OFFICE, at(20, 59), at(21)),
        (at(21), OFFICE, at(8, day=5), at(18, day=5)),
        (at(3), OFFICE, at(8), at(18)),
        (at(7, 59), OFFICE, at(8), at(18)),
        (at(8), OFFICE, at(8), at(18)),
        (at(22), SendWindow(start=time(7), end=time(23)), at(22), at(23)),
        (at(7, 30), SendWindow(start=time(7), end=time(23)), at(7, 30), at(17, 30)),
        (at(23), UNTIL_MIDNIGHT, at(23), at(0, day=5)),
        (at(3), UNTIL_MIDNIGHT, at(8), at(18)),
        (at(3), ALWAYS, at(3), at(13)),
        (at(23, 30), ALWAYS, at(23, 30), at(9, 30, day=5)),
    ],
)
def test_the_night_begins_at_nine_unless_the_window_is_wider(
    now: datetime, window: SendWindow, since: datetime, until: datetime
) -> None:
    assert shanghai(now, window) == (since, until)


def test_the_night_is_where_the_person_lives() -> None:
    noon_in_london = datetime(2026, 3, 4, 12, tzinfo=UTC)

    there = awake_from(noon_in_london, timezone_name="Pacific/Auckland", window=OFFICE)

    assert there == datetime(2026, 3, 4, 19, tzinfo=UTC)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 -- bounds are naive
    st.sampled_from(["Asia/Shanghai", "America/New_York", "Europe/London", "Pacific/Apia", "Australia/Lord_Howe"]),
    st.sampled_from([OFFICE, ALWAYS, UNTIL_MIDNIGHT]),
)
def test_a_message_has_time_to_land_and_not_too_much(now: datetime, zone: str, window: SendWindow) -> None:
    since = awake_from(now, timezone_name=zone, window=window)
    until = awake_until(now, timezone_name=zone, window=window)

    assert now <= since < until <= since + LONGEST
    assert awake_from(since, timezone_name=zone, window=window) == since


def test_email_rings_nobody() -> None:
    assert [channel for channel in Channel if wakes_people(channel)] == [Channel.SMS, Channel.WECHAT]
