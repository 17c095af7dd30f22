"""A token bucket as one instant."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.pacing import Pace
from tests.builders import NOW


def slots(pace: Pace, *asked_at: datetime) -> list[datetime]:
    """Take a place at each of these moments and return when each may go."""
    found, next_free = [], None
    for now in asked_at:
        slot = pace.slot(next_free, now)
        next_free = slot + pace.every
        found.append(max(slot, now))
    return found


def test_after_a_rest_a_burst_goes_at_once_and_then_the_pace_is_kept() -> None:
    pace = Pace(every=timedelta(seconds=10), burst=3)

    seconds = [(at - NOW).total_seconds() for at in slots(pace, *[NOW] * 6)]

    assert seconds == [0, 0, 0, 10, 20, 30]


def test_so_many_a_minute_is_spread_over_it() -> None:
    assert Pace.per_minute(6) == Pace(every=timedelta(seconds=10), burst=1)
    assert Pace.per_minute(600) == Pace(every=timedelta(seconds=0.1), burst=10)


@given(st.integers(1, 600), st.lists(st.integers(0, 300), min_size=1, max_size=60))
def test_never_more_than_the_pace_and_one_burst_in_any_minute(calls: int, seconds: list[int]) -> None:
    pace = Pace.per_minute(calls)
    times = slots(pace, *(NOW + timedelta(seconds=each) for each in sorted(seconds)))

    for first in times:
        within = [at for at in times if first <= at < first + timedelta(minutes=1)]
        assert len(within) <= calls + pace.burst
