"""Putting cases off, asking about them, telling reviewers by mail, handing late ones on."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.case_work import (
    LONGEST_TEXT,
    QuestionInvalidError,
    SnoozeImpossibleError,
    checked_words,
    snoozed_until,
)
from kindregards.domain.notifying import (
    GATHERED,
    MOST_TRIES,
    NoticeEvent,
    NoticeItem,
    NoticePace,
    leaves_at,
    next_try,
    without_repetition,
)
from kindregards.domain.policies import ReviewTimes
from kindregards.domain.reviews import handover
from tests.builders import NOW

HOUR = timedelta(hours=1)


@given(wished=st.integers(1, 500), due=st.integers(1, 500))
def test_a_case_comes_back_in_time_to_be_decided(wished: int, due: int) -> None:
    back_at = snoozed_until(NOW + wished * HOUR, due_at=NOW + due * HOUR, now=NOW)

    assert NOW < back_at <= NOW + min(wished, due) * HOUR


@pytest.mark.parametrize(("until", "due"), [(timedelta(0), HOUR), (HOUR, timedelta(0))], ids=["past", "due"])
def test_nothing_is_put_off_into_the_past_or_beyond_its_due_time(until: timedelta, due: timedelta) -> None:
    with pytest.raises(SnoozeImpossibleError):
        snoozed_until(NOW + until, due_at=NOW + due, now=NOW)


@pytest.mark.parametrize("text", [" \n ", "x" * (LONGEST_TEXT + 1), "half \ud800", "bell \a"])
def test_a_question_without_words_or_with_unsafe_ones_is_refused(text: str) -> None:
    with pytest.raises(QuestionInvalidError):
        checked_words(text)


def test_new_cases_are_gathered_and_the_rest_leaves_at_once() -> None:
    assert leaves_at(NoticeEvent.OPENED, NoticePace.BATCHED, NOW) == NOW + GATHERED
    assert leaves_at(NoticeEvent.OPENED, NoticePace.AT_ONCE, NOW) == NOW
    assert leaves_at(NoticeEvent.ESCALATED, NoticePace.BATCHED, NOW) == NOW


def test_a_mail_names_each_case_once_with_its_latest_news_the_earliest_due_first() -> None:
    first = NoticeItem(event=NoticeEvent.OPENED, review_id="a", job_title="Chef", due_at=NOW + HOUR)
    later = NoticeItem(event=NoticeEvent.REMINDED, review_id="a", job_title="Chef", due_at=NOW + HOUR)
    sooner = NoticeItem(event=NoticeEvent.OPENED, review_id="b", job_title="Cook", due_at=NOW)

    assert without_repetition([first, sooner, later]) == (sooner, later)


def test_a_mail_that_did_not_leave_is_tried_ever_more_rarely_and_then_given_up() -> None:
    pauses = [next_try(tries, NOW) for tries in range(1, MOST_TRIES)]

    assert pauses == sorted(pause for pause in pauses if pause is not None)
    assert pauses[0] == NOW + timedelta(minutes=1)
    assert next_try(1, NOW, retry_after=NOW + HOUR) == NOW + HOUR
    assert next_try(MOST_TRIES, NOW) is None


def test_each_escalation_goes_to_the_next_group_with_a_fresh_clock_and_the_last_only_moves_the_hold() -> None:
    times = ReviewTimes(group="recruiters", escalate_to=("leads", "directors"))

    first = handover(group="recruiters", times=times, opened_at=NOW, now=NOW + 50 * HOUR)
    second = handover(group="leads", times=times, opened_at=NOW, now=NOW + 99 * HOUR)
    last = handover(group="directors", times=times, opened_at=NOW, now=NOW + 150 * HOUR)

    assert (first.group, first.schedule.due_at) == ("leads", NOW + 50 * HOUR + times.due)
    assert second.group == "directors"
    assert last.group is None
    assert last.schedule.due_at == NOW + times.due
    assert last.schedule.hold_at == NOW + 150 * HOUR + times.hold


def test_a_group_that_no_line_names_hands_on_to_the_first() -> None:
    times = ReviewTimes(group="recruiters", escalate_to=("leads",))

    assert handover(group="elsewhere", times=times, opened_at=NOW, now=NOW).group == "leads"
    assert handover(group="leads", times=times, opened_at=NOW, now=NOW).group is None
