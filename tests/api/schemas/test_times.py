"""Times and durations on the wire."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.schemas.times import END_OF_DAY, ClosingHour, Duration, Hour, Instant, write_duration
from kindregards.http.json_bodies import JsonBody, parse_json
from kindregards.http.refusals import RequestInvalidError


class Wire(JsonBody):
    at: Instant | None = None
    wait: Duration | None = None
    opens: Hour | None = None
    closes: ClosingHour | None = None


def read(field: str, value: str) -> Wire:
    return parse_json(f'{{"{field}": "{value}"}}'.encode(), Wire)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("PT24H", timedelta(days=1)),
        ("P1D", timedelta(days=1)),
        ("P2W", timedelta(weeks=2)),
        ("PT0S", timedelta(0)),
        ("PT1.5S", timedelta(seconds=1.5)),
        ("P1DT2H3M4S", timedelta(days=1, hours=2, minutes=3, seconds=4)),
        ("-PT5M", -timedelta(minutes=5)),
    ],
)
def test_durations_are_read(written: str, meant: timedelta) -> None:
    assert read("wait", written).wait == meant


@pytest.mark.parametrize(
    "written", ["", "P", "PT", "1 day", "24:00", "P1Y", "P1M", "PT1H2", "P1.5D", "P9999999D", "3600"]
)
def test_what_is_no_duration_is_refused(written: str) -> None:
    with pytest.raises(RequestInvalidError) as refused:
        read("wait", written)

    assert refused.value.problems[0].code == "duration_invalid"


@pytest.mark.parametrize(
    ("duration", "written"),
    [
        (timedelta(days=7), "P7D"),
        (timedelta(hours=8), "PT8H"),
        (timedelta(hours=30), "PT30H"),
        (timedelta(0), "PT0S"),
        (timedelta(minutes=90, seconds=1.25), "PT1H30M1.25S"),
        (-timedelta(days=1), "-P1D"),
    ],
)
def test_durations_are_written_as_people_write_them(duration: timedelta, written: str) -> None:
    assert write_duration(duration) == written


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=9999)))
def test_a_written_duration_reads_as_the_same(duration: timedelta) -> None:
    assert read("wait", write_duration(duration)).wait == duration


def test_instants_are_read_in_utc() -> None:
    at = read("at", "2026-03-04T18:00:00+08:00").at

    assert at is not None
    assert at.isoformat() == "2026-03-04T10:00:00+00:00"


def test_a_day_may_close_at_its_end_but_not_open_there() -> None:
    assert read("closes", "24:00").closes == END_OF_DAY
    assert read("closes", "24:00").model_dump_json(include={"closes"}) == '{"closes":"24:00"}'
    with pytest.raises(RequestInvalidError):
        read("opens", "24:00")


@pytest.mark.parametrize("written", ["9:00", "09:60", "25:00", "09", "0900", "noon", "09:00:00", "09:00Z"])
def test_what_is_no_hour_is_refused(written: str) -> None:
    with pytest.raises(RequestInvalidError):
        read("opens", written)
    with pytest.raises(RequestInvalidError):
        read("closes", written)
