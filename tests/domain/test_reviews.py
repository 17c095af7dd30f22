"""The clock of a review."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.policies import ReviewTimes
from kindregards.domain.reviews import Nudge, ReviewState, next_nudge, review_schedule
from tests.builders import NOW, review_times

HOUR = timedelta(hours=1)


def test_remind_and_due_run_from_opening_escalation_from_due_and_held_from_escalation() -> None:
    schedule = review_schedule(opened_at=NOW, times=review_times())

    assert schedule.remind_at == NOW + 8 * HOUR
    assert schedule.due_at == NOW + 24 * HOUR
    assert schedule.escalate_at == NOW + 48 * HOUR
    assert schedule.hold_at == NOW + 48 * HOUR + timedelta(days=7)


def test_held_runs_afresh_from_the_last_escalation() -> None:
    late = NOW + 100 * HOUR

    schedule = review_schedule(opened_at=NOW, times=review_times(), escalated_at=late)

    assert schedule.hold_at == late + timedelta(days=7)
    assert schedule.due_at == NOW + 24 * HOUR


def test_nudges_come_in_the_order_of_their_times_and_end_with_held() -> None:
    schedule = review_schedule(opened_at=NOW, times=review_times())

    done: list[Nudge] = []
    while planned := next_nudge(schedule, done):
        done.append(planned.nudge)

    assert done == [Nudge.REMIND, Nudge.DUE, Nudge.ESCALATE, Nudge.HOLD]


def test_times_of_zero_still_nudge_in_order() -> None:
    zero = timedelta(0)
    schedule = review_schedule(opened_at=NOW, times=ReviewTimes(due=zero, remind=zero, escalate=zero, hold=zero))

    done: list[Nudge] = []
    while planned := next_nudge(schedule, done):
        assert planned.at == NOW
        done.append(planned.nudge)

    assert done == list(Nudge)


def test_a_reminder_set_after_due_comes_after_due() -> None:
    schedule = review_schedule(opened_at=NOW, times=review_times(remind=30 * HOUR))

    first = next_nudge(schedule, ())

    assert first is not None
    assert first.nudge is Nudge.DUE


def test_a_held_review_is_left_in_peace() -> None:
    schedule = review_schedule(opened_at=NOW, times=review_times(remind=timedelta(days=30)))

    assert next_nudge(schedule, {Nudge.DUE, Nudge.ESCALATE, Nudge.HOLD}) is None


def test_a_nudge_whose_time_has_passed_is_late_not_lost() -> None:
    schedule = review_schedule(opened_at=NOW - timedelta(days=40), times=review_times())

    planned = next_nudge(schedule, {Nudge.REMIND})

    assert planned is not None
    assert planned.nudge is Nudge.DUE
    assert planned.at == NOW - timedelta(days=39)


@pytest.mark.parametrize(
    ("state", "takes"),
    [
        (ReviewState.OPEN, True),
        (ReviewState.CLAIMED, True),
        (ReviewState.HELD, True),
        (ReviewState.DECIDED, False),
        (ReviewState.SUPERSEDED, False),
        (ReviewState.CANCELLED, False),
    ],
)
def test_a_review_takes_a_decision_until_it_is_settled(*, state: ReviewState, takes: bool) -> None:
    assert state.takes_decision is takes


waits = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30))


@given(st.builds(ReviewTimes, due=waits, remind=waits, escalate=waits, hold=waits))
def test_whatever_the_times_each_nudge_comes_once_and_times_never_run_backwards(times: ReviewTimes) -> None:
    schedule = review_schedule(opened_at=NOW, times=times)

    done: list[Nudge] = []
    moments = []
    while planned := next_nudge(schedule, done):
        done.append(planned.nudge)
        moments.append(planned.at)

    assert moments == sorted(moments)
    assert len(set(done)) == len(done)
    assert done[-1] is Nudge.HOLD
    assert done.index(Nudge.DUE) < done.index(Nudge.ESCALATE) < done.index(Nudge.HOLD)
