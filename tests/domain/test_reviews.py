"""The clock of a review."""

from datetime import timedelta

import pytest

from kindregards.domain.reviews import ReviewState, review_schedule
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
