"""The alarms of a review that is opened."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from activities.asking import alarms_of
from kindregards.domain.policies import ReviewTimes
from kindregards.domain.reviews import Nudge
from tests.builders import NOW, review_times

HOUR = timedelta(hours=1)
waits = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30))


def test_a_reminder_set_after_due_rings_after_due() -> None:
    alarms = alarms_of(review_times(remind=30 * HOUR), opened_at=NOW)

    assert [alarm.kind for alarm in alarms] == [Nudge.DUE, Nudge.REMIND, Nudge.ESCALATE, Nudge.HOLD]


@given(st.builds(ReviewTimes, due=waits, remind=waits, escalate=waits, hold=waits))
def test_whatever_the_times_each_alarm_rings_once_and_times_never_run_backwards(times: ReviewTimes) -> None:
    alarms = alarms_of(times, opened_at=NOW)

    kinds = [alarm.kind for alarm in alarms]
    assert sorted(kinds) == sorted(Nudge)
    assert [alarm.at for alarm in alarms] == sorted(alarm.at for alarm in alarms)
    assert kinds.index(Nudge.DUE) < kinds.index(Nudge.ESCALATE) < kinds.index(Nudge.HOLD)
