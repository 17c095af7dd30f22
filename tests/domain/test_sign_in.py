"""Pauses after wrong passwords."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.sign_in import FREE_TRIES, LONGEST_PAUSE, pause_after


def test_the_first_tries_are_free() -> None:
    assert [pause_after(failures) for failures in range(FREE_TRIES)] == [timedelta(0)] * FREE_TRIES


def test_each_further_failure_doubles_the_pause_up_to_a_quarter_of_an_hour() -> None:
    pauses = [pause_after(FREE_TRIES + more).total_seconds() for more in range(7)]

    assert pauses == [30, 60, 120, 240, 480, 900, 900]


@given(st.integers(min_value=0, max_value=10**9))
def test_a_pause_never_shrinks_and_never_exceeds_the_longest(failures: int) -> None:
    assert pause_after(failures) <= pause_after(failures + 1) <= LONGEST_PAUSE
