"""The clock of a review after it was escalated: an alarm may come late, none gets lost."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kindregards.domain.policies import ReviewTimes
from kindregards.domain.reviews import Handover, Nudge, handover
from tests.builders import NOW, review_times
from tests.store.office import Office

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)
PLANNED = NOW + 2 * DAY
RINGS = PLANNED + timedelta(seconds=1)


def handed_over(times: ReviewTimes) -> Handover:
    return handover(group=times.group, times=times, opened_at=NOW, now=RINGS)


async def escalated(office: Office, times: ReviewTimes, *moments: datetime) -> list[str]:
    """Let a review's escalation ring at these moments; return which alarms are to come after the last."""
    ref = await office.submit()
    review_id = (await office.ask(ref)).review.id
    clock = None
    for moment in moments:
        clock = await office.stores.cases.note_alarm(
            ref, review_id, Nudge.ESCALATE, moment, planned=PLANNED, handover=handed_over(times)
        )
    assert clock is not None
    return [alarm.kind for alarm in clock]


async def test_a_review_that_is_held_at_once_when_nobody_is_left_to_ask_is_held(office: Office) -> None:
    at_once = replace(review_times(), hold=timedelta(0))

    assert Nudge.HOLD in await escalated(office, at_once, RINGS)


async def test_an_escalation_asked_about_again_days_later_keeps_the_next_groups_whole_clock(office: Office) -> None:
    passed_on = replace(review_times(), escalate_to=("leads",))

    assert await escalated(office, passed_on, RINGS, RINGS + 5 * DAY) == list(Nudge)
