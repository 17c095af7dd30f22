"""Whether, when and where a candidate is reminded."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.applications import Candidate, Consents
from kindregards.domain.channels import Channel
from kindregards.domain.policies import Policy, Reminder
from kindregards.domain.provider_events import EventKind
from kindregards.domain.reading import Evidence, Reading
from kindregards.domain.reminders import (
    PlannedReminder,
    TellingProgress,
    ends_reminders,
    next_reminder,
    reminder_ladder,
)
from tests.builders import NOW, a_candidate, a_policy, a_telling, an_event

DAY = timedelta(days=1)
EVERY = frozenset(Channel)


def plan(
    progress: TellingProgress,
    *,
    candidate: Candidate | None = None,
    policy: Policy | None = None,
    available: frozenset[Channel] = EVERY,
) -> PlannedReminder | None:
    return next_reminder(
        policy=policy or a_policy(),
        candidate=candidate or a_candidate(),
        available=available,
        progress=progress,
        now=NOW,
    )


def test_the_first_reminder_counts_from_telling_on_the_policys_channel() -> None:
    planned = plan(TellingProgress(told_at=NOW))

    assert planned == PlannedReminder(at=NOW + 2 * DAY, channel=Channel.SMS, number=1)


def test_the_second_reminder_counts_from_telling_too() -> None:
    planned = plan(TellingProgress(told_at=NOW, reminders_sent=1))

    assert planned == PlannedReminder(at=NOW + 5 * DAY, channel=Channel.EMAIL, number=2)


def test_a_reminder_whose_time_has_passed_is_due_now() -> None:
    planned = plan(TellingProgress(told_at=NOW - 10 * DAY))

    assert planned is not None
    assert planned.at == NOW


def test_a_reminder_that_cannot_be_delivered_takes_the_rest_of_the_ladder() -> None:
    reminder = PlannedReminder(at=NOW, channel=Channel.SMS, number=1)

    def ladder(*, fallback: bool) -> tuple[Channel, ...]:
        policy = a_policy(telling=a_telling(fallback=fallback))
        return reminder_ladder(reminder, policy=policy, candidate=a_candidate(), available=EVERY)

    assert ladder(fallback=True) == (Channel.SMS, Channel.WECHAT, Channel.EMAIL)
    assert ladder(fallback=False) == (Channel.SMS,)


@pytest.mark.parametrize("sent", [2, 3, 100])
def test_no_more_reminders_go_than_the_policy_has(sent: int) -> None:
    assert plan(TellingProgress(told_at=NOW, reminders_sent=sent)) is None


def test_a_policy_without_reminders_sends_none() -> None:
    assert plan(TellingProgress(told_at=NOW), policy=a_policy(reminders=())) is None


def test_nobody_is_reminded_of_a_letter_that_may_never_have_left() -> None:
    assert plan(TellingProgress(told_at=None)) is None


@pytest.mark.parametrize("evidence", [Evidence.HUMAN_OPEN, Evidence.VIEWED, Evidence.ACKNOWLEDGED])
def test_somebody_who_has_read_the_letter_is_not_reminded(evidence: Evidence) -> None:
    assert plan(TellingProgress(told_at=NOW, reading=Reading(evidence=evidence, at=NOW))) is None


@pytest.mark.parametrize("evidence", [None, Evidence.DELIVERED, Evidence.MACHINE_OPEN])
def test_arrival_and_machines_do_not_stop_reminders(evidence: Evidence | None) -> None:
    assert plan(TellingProgress(told_at=NOW, reading=Reading(evidence=evidence, at=NOW))) is not None


def test_what_has_ended_stays_ended() -> None:
    assert plan(TellingProgress(told_at=NOW, ended=True)) is None


@pytest.mark.parametrize("kind", list(EventKind))
def test_a_complaint_a_stop_or_a_reply_ends_reminders_and_nothing_else_does(kind: EventKind) -> None:
    ending = {EventKind.COMPLAINED, EventKind.UNSUBSCRIBED, EventKind.REPLIED}

    assert ends_reminders([an_event(EventKind.DELIVERED), an_event(kind)]) is (kind in ending)


@pytest.mark.parametrize(("machine", "ends"), [(True, False), (False, True), (None, True)])
def test_an_automatic_reply_is_no_reply(*, machine: bool | None, ends: bool) -> None:
    assert ends_reminders([an_event(EventKind.REPLIED, machine=machine)]) is ends


def test_a_machines_complaint_is_a_complaint_all_the_same() -> None:
    assert ends_reminders([an_event(EventKind.COMPLAINED, machine=True)])


def test_subscribing_again_does_not_start_reminders_again() -> None:
    assert ends_reminders([an_event(EventKind.UNSUBSCRIBED), an_event(EventKind.RESUBSCRIBED)])


def test_without_consent_for_the_policys_channel_another_one_is_used() -> None:
    candidate = a_candidate(consents=Consents(wechat=True))

    planned = plan(TellingProgress(told_at=NOW), candidate=candidate)

    assert planned is not None
    assert planned.channel is Channel.WECHAT


def test_without_an_address_for_the_policys_channel_another_one_is_used() -> None:
    planned = plan(TellingProgress(told_at=NOW), candidate=a_candidate(phone=None, wechat_openid=None))

    assert planned is not None
    assert planned.channel is Channel.EMAIL


def test_where_the_policys_channel_is_not_installed_another_one_is_used() -> None:
    planned = plan(TellingProgress(told_at=NOW), available=frozenset({Channel.EMAIL}))

    assert planned is not None
    assert planned.channel is Channel.EMAIL


def test_the_channel_used_instead_follows_the_ladder() -> None:
    policy = a_policy(telling=a_telling(channels=(Channel.EMAIL, Channel.WECHAT)))

    planned = plan(TellingProgress(told_at=NOW), policy=policy, candidate=a_candidate(phone=None))

    assert planned is not None
    assert planned.channel is Channel.EMAIL


def test_somebody_who_cannot_be_reached_is_not_reminded() -> None:
    candidate = a_candidate(email=None, consents=Consents())

    assert plan(TellingProgress(told_at=NOW), candidate=candidate) is None


def test_the_policys_channel_comes_before_the_candidates_wish() -> None:
    # Whoever did not read the letter on the wished channel is reminded on another one.
    planned = plan(TellingProgress(told_at=NOW), candidate=a_candidate(channels=(Channel.WECHAT,)))

    assert planned is not None
    assert planned.channel is Channel.SMS


@given(
    st.lists(st.timedeltas(min_value=timedelta(0), max_value=60 * DAY), max_size=5),
    st.timedeltas(min_value=timedelta(0), max_value=90 * DAY),
)
def test_following_the_plan_sends_each_reminder_once_in_order_and_then_stops(
    waits: list[timedelta], ago: timedelta
) -> None:
    reminders = tuple(Reminder(after=wait, channel=Channel.EMAIL) for wait in sorted(waits))
    policy = a_policy(reminders=reminders)

    moments = []
    progress = TellingProgress(told_at=NOW - ago)
    while planned := plan(progress, policy=policy):
        moments.append(planned.at)
        progress = TellingProgress(told_at=progress.told_at, reminders_sent=planned.number)

    assert len(moments) == len(reminders)
    assert moments == sorted(moments)
    assert all(moment >= NOW for moment in moments)
