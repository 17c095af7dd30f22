"""What neighbour systems hear, and how long they are tried."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.outgoing_events import (
    PAUSES,
    EventType,
    EventUnknownError,
    event_body,
    event_types,
    next_try,
    rfc3339,
)
from tests.builders import NOW

CODES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.dictionaries(st.text(), inner), max_leaves=5
)


def test_the_pauses_add_up_to_a_day_and_never_shrink() -> None:
    assert sum(PAUSES, timedelta(0)) == timedelta(hours=24)
    assert list(PAUSES) == sorted(PAUSES)


@pytest.mark.parametrize(("failed_tries", "pause"), list(enumerate(PAUSES, start=1)))
def test_each_failure_is_followed_by_its_pause(failed_tries: int, pause: timedelta) -> None:
    assert next_try(failed_tries=failed_tries, now=NOW) == NOW + pause


def test_after_the_last_pause_nothing_is_tried() -> None:
    assert next_try(failed_tries=len(PAUSES) + 1, now=NOW) is None
    assert next_try(failed_tries=len(PAUSES) + 1, now=NOW, retry_after=NOW + timedelta(minutes=1)) is None


@pytest.mark.parametrize(
    ("wish", "pause"),
    [
        (timedelta(seconds=-9), timedelta(seconds=5)),
        (timedelta(seconds=4), timedelta(seconds=5)),
        (timedelta(seconds=6), timedelta(seconds=6)),
        (timedelta(hours=1), timedelta(hours=1)),
        (timedelta(days=3), timedelta(hours=1)),
    ],
)
def test_a_wish_lengthens_a_pause_up_to_an_hour(wish: timedelta, pause: timedelta) -> None:
    assert next_try(failed_tries=1, now=NOW, retry_after=NOW + wish) == NOW + pause


def test_a_wish_never_shortens_a_long_pause() -> None:
    assert next_try(failed_tries=10, now=NOW, retry_after=NOW + timedelta(hours=2)) == NOW + PAUSES[9]


@given(st.lists(st.sampled_from(EventType)))
def test_named_events_come_once_and_in_our_order(names: list[EventType]) -> None:
    assert event_types(names) == tuple(each for each in EventType if each in names)


@given(st.text().filter(lambda name: name not in set(EventType)))
def test_any_other_name_is_unknown(name: str) -> None:
    with pytest.raises(EventUnknownError) as unknown:
        event_types([EventType.REVIEW_OPENED, name])

    assert unknown.value.details == {"event": name[:64]}


@given(st.dictionaries(st.text(), CODES))
def test_a_body_says_everything_and_the_same_in_any_order(data: dict[str, object]) -> None:
    body = event_body("application.told", NOW, data)

    assert json.loads(body) == {"type": "application.told", "timestamp": "2026-03-04T10:00:00.000Z", "data": data}
    assert event_body("application.told", NOW, dict(reversed(data.items()))) == body


@given(st.datetimes(min_value=datetime(2000, 1, 2), timezones=st.just(timezone(timedelta(hours=8)))))  # noqa: DTZ001 -- a bound
def test_an_instant_reads_the_same_from_every_zone(at: datetime) -> None:
    written = rfc3339(at)

    assert written == rfc3339(at.astimezone(UTC))
    assert abs(datetime.fromisoformat(written) - at) < timedelta(milliseconds=1)
