"""Times, durations and hours of the day as they are written on the wire."""

import re
from datetime import UTC, datetime, time, timedelta
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

# Beyond these years nothing is meant, and arithmetic with time zones would leave what Python can hold.
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
END_OF_DAY = time.max
_DAY = re.compile(r"\d{4}-\d\d-\d\d[Tt ]")
_DURATION = re.compile(r"-?P(?=.)(\d{1,6}W)?(\d{1,6}D)?(T(?=.)(\d{1,8}H)?(\d{1,8}M)?(\d{1,8}(\.\d{1,6})?S)?)?")
_MIDNIGHT = "24:00"
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _instant(text: object) -> object:
    # A count of seconds since 1970, as a number or as text, would be read as a time.
    if not (isinstance(text, str) and _DAY.match(text)):
        raise PydanticCustomError("time_invalid", "Write a time as RFC 3339, such as 2026-03-04T10:00:00+08:00")
    return text


def _within_reach(instant: datetime) -> datetime:
    if not _EARLIEST <= instant < _LATEST:
        raise PydanticCustomError("out_of_range", "A time between the years 2000 and 2100 is expected")
    return instant.astimezone(UTC)


def _duration(text: object) -> object:
    if isinstance(text, timedelta):
        return text  # ours, on its way out
    if not (isinstance(text, str) and _DURATION.fullmatch(text)):
        raise PydanticCustomError("duration_invalid", "Write a duration as ISO 8601 in weeks to seconds, such as PT24H")
    return text


def _hour(text: object) -> object:
    if isinstance(text, time):
        return text  # ours, on its way out
    if not (isinstance(text, str) and _HOUR.fullmatch(text)):
        raise PydanticCustomError("time_invalid", "Write an hour of the day such as 09:00")
    return text


def _closing_hour(text: object) -> object:
    return END_OF_DAY if text == _MIDNIGHT else _hour(text)


def _write_hour(hour: time) -> str:
    return _MIDNIGHT if hour == END_OF_DAY else f"{hour:%H:%M}"


def write_duration(duration: timedelta) -> str:
    """Return a duration as people write it: whole days as P7D, everything else in hours, minutes and seconds."""
    if duration < timedelta(0):
        return f"-{write_duration(-duration)}"
    if duration and not duration % timedelta(days=1):
        return f"P{duration.days}D"
    hours, rest = divmod(duration, timedelta(hours=1))
    minutes, rest = divmod(rest, timedelta(minutes=1))
    seconds = f"{rest.total_seconds():.6f}".rstrip("0").rstrip(".")
    parts = ((str(hours), "H"), (str(minutes), "M"), (seconds, "S"))
    written = "".join(f"{value}{unit}" for value, unit in parts if value != "0")
    return f"PT{written or '0S'}"


# The texts are checked before pydantic reads them, so it need not be strict about what it is given.
Instant = Annotated[
    AwareDatetime,
    Field(strict=False),
    BeforeValidator(_instant),
    AfterValidator(_within_reach),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Duration = Annotated[
    timedelta,
    Field(strict=False),
    BeforeValidator(_duration),
    PlainSerializer(write_duration),
    WithJsonSchema({"type": "string", "format": "duration"}),
]
Hour = Annotated[
    time,
    Field(strict=False),
    BeforeValidator(_hour),
    PlainSerializer(_write_hour),
    WithJsonSchema({"type": "string", "examples": ["09:00"]}),
]
ClosingHour = Annotated[
    time,
    Field(strict=False),
    BeforeValidator(_closing_hour),
    PlainSerializer(_write_hour),
    WithJsonSchema({"type": "string", "examples": ["18:00", "24:00"]}),
]
"""An hour at which something closes; END_OF_DAY is written 24:00."""
