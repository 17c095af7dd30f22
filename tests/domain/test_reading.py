"""How sure we are that a person has read a letter."""

import random
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.provider_events import EventKind, ProviderEvent
from kindregards.domain.reading import SCANNER_TIME, Evidence, PageView, Reading, reading_of, stops_reminders
from tests.builders import NOW, an_event

SECOND = timedelta(seconds=1)
LATER = NOW + timedelta(hours=3)


def opened(*, machine: bool | None, at: datetime = LATER, kind: EventKind = EventKind.OPENED) -> ProviderEvent:
    return an_event(kind, machine=machine, occurred_at=at, event_key=f"{kind}-{machine}-{at}")


def test_nothing_known_is_no_evidence() -> None:
    assert reading_of(events=[]) == Reading()


def test_a_delivery_is_the_weakest_evidence() -> None:
    assert reading_of(events=[], delivered_at=NOW) == Reading(evidence=Evidence.DELIVERED, at=NOW)


def test_without_a_given_time_the_first_delivered_event_counts() -> None:
    events = [an_event(EventKind.DELIVERED, occurred_at=at, event_key=str(at)) for at in (LATER, NOW)]

    assert reading_of(events=events) == Reading(evidence=Evidence.DELIVERED, at=NOW)


@pytest.mark.parametrize("kind", [EventKind.OPENED, EventKind.CLICKED])
def test_a_human_open_counts_as_human(kind: EventKind) -> None:
    reading = reading_of(events=[opened(machine=False, kind=kind)], delivered_at=NOW)

    assert reading == Reading(evidence=Evidence.HUMAN_OPEN, at=LATER)


@pytest.mark.parametrize("machine", [True, None])
@pytest.mark.parametrize("kind", [EventKind.OPENED, EventKind.CLICKED])
def test_an_open_not_known_to_be_human_is_a_machines(*, machine: bool | None, kind: EventKind) -> None:
    reading = reading_of(events=[opened(machine=machine, kind=kind)], delivered_at=NOW)

    assert reading == Reading(evidence=Evidence.MACHINE_OPEN, at=LATER)
    assert not stops_reminders(reading)


@pytest.mark.parametrize(
    ("after", "evidence"),
    [
        (-SECOND, Evidence.MACHINE_OPEN),
        (0 * SECOND, Evidence.MACHINE_OPEN),
        (SCANNER_TIME, Evidence.MACHINE_OPEN),
        (SCANNER_TIME + timedelta(microseconds=1), Evidence.HUMAN_OPEN),
        (11 * SECOND, Evidence.HUMAN_OPEN),
    ],
)
def test_whatever_opens_within_ten_seconds_is_a_scanner(after: timedelta, evidence: Evidence) -> None:
    assert reading_of(events=[opened(machine=False, at=NOW + after)], delivered_at=NOW).evidence is evidence


@pytest.mark.parametrize("kind", [EventKind.OPENED, EventKind.CLICKED])
def test_what_looks_human_beside_a_scanner_is_the_scanner(kind: EventKind) -> None:
    clicks = [opened(machine=None, at=LATER + each * SECOND, kind=EventKind.CLICKED) for each in (0, 1)]
    look = opened(machine=False, at=LATER - 3 * SECOND, kind=kind)

    alone = reading_of(events=[look, clicks[0]], delivered_at=NOW)
    beside = reading_of(events=[look, *clicks], delivered_at=NOW)

    assert (alone.evidence, beside.evidence) == (Evidence.HUMAN_OPEN, Evidence.MACHINE_OPEN)


def test_a_person_s_view_long_after_a_scanner_s_counts() -> None:
    views = [PageView(at=LATER, machine=True), PageView(at=LATER + 2 * SECOND, machine=False)]
    later = PageView(at=LATER + 11 * SECOND, machine=False)

    assert reading_of(events=[], views=views, delivered_at=NOW).evidence is Evidence.MACHINE_OPEN
    assert reading_of(events=[], views=[*views, later], delivered_at=NOW).at == later.at


def test_without_any_time_of_delivery_an_open_proves_nobody() -> None:
    reading = reading_of(events=[opened(machine=False)], views=[PageView(at=LATER, machine=False)])

    assert reading.evidence is Evidence.MACHINE_OPEN


def test_a_persons_view_of_the_page_is_stronger_than_an_open() -> None:
    view = PageView(at=LATER + SECOND, machine=False)

    reading = reading_of(events=[opened(machine=False)], views=[view], delivered_at=NOW)

    assert reading == Reading(evidence=Evidence.VIEWED, at=LATER + SECOND)


@pytest.mark.parametrize("machine", [True, None])
def test_a_view_not_known_to_be_human_stops_nothing(*, machine: bool | None) -> None:
    reading = reading_of(events=[], views=[PageView(at=LATER, machine=machine)], delivered_at=NOW)

    assert not stops_reminders(reading)


def test_a_view_within_ten_seconds_is_a_scanners() -> None:
    reading = reading_of(events=[], views=[PageView(at=NOW + SECOND, machine=False)], delivered_at=NOW)

    assert reading.evidence is Evidence.MACHINE_OPEN


def test_the_button_is_the_strongest_evidence_and_needs_no_delivery_report() -> None:
    reading = reading_of(events=[], acknowledged_at=NOW)

    assert reading == Reading(evidence=Evidence.ACKNOWLEDGED, at=NOW)


@pytest.mark.parametrize(
    ("machine", "evidence"),
    [(False, Evidence.ACKNOWLEDGED), (None, Evidence.ACKNOWLEDGED), (True, Evidence.DELIVERED)],
)
def test_a_persons_reply_acknowledges_and_an_automatic_one_does_not(
    *, machine: bool | None, evidence: Evidence
) -> None:
    reply = opened(machine=machine, kind=EventKind.REPLIED)

    assert reading_of(events=[reply], delivered_at=NOW).evidence is evidence


def test_the_first_time_of_the_strongest_evidence_is_told() -> None:
    events = [opened(machine=False, at=LATER + hour) for hour in (5 * SECOND, 1 * SECOND, 9 * SECOND)]

    assert reading_of(events=events, delivered_at=NOW).at == LATER + SECOND


@pytest.mark.parametrize(
    ("evidence", "stops"),
    [
        (None, False),
        (Evidence.DELIVERED, False),
        (Evidence.MACHINE_OPEN, False),
        (Evidence.HUMAN_OPEN, True),
        (Evidence.VIEWED, True),
        (Evidence.ACKNOWLEDGED, True),
    ],
)
def test_only_a_persons_reading_stops_reminders(*, evidence: Evidence | None, stops: bool) -> None:
    assert stops_reminders(Reading(evidence=evidence, at=NOW)) is stops


@pytest.mark.parametrize("kind", [EventKind.QUEUED, EventKind.BOUNCED, EventKind.COMPLAINED, EventKind.UNKNOWN])
def test_other_events_say_nothing_about_reading(kind: EventKind) -> None:
    assert reading_of(events=[an_event(kind)]) == Reading()


moments = st.timedeltas(timedelta(minutes=-1), timedelta(minutes=2)).map(lambda after: NOW + after)
machines = st.sampled_from([None, True, False])
events = st.builds(
    lambda kind, machine, at: an_event(kind, machine=machine, occurred_at=at),
    st.sampled_from(EventKind),
    machines,
    moments,
)
views = st.builds(PageView, at=moments, machine=machines)


@given(st.lists(events), st.lists(views), st.none() | moments, st.none() | moments, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(
    reports: list[ProviderEvent],
    looks: list[PageView],
    acknowledged_at: datetime | None,
    delivered_at: datetime | None,
    chance: random.Random,
) -> None:
    shuffled, jumbled = reports * 2, looks * 2
    chance.shuffle(shuffled)
    chance.shuffle(jumbled)

    once = reading_of(events=reports, views=looks, acknowledged_at=acknowledged_at, delivered_at=delivered_at)

    again = reading_of(events=shuffled, views=jumbled, acknowledged_at=acknowledged_at, delivered_at=delivered_at)
    assert once == again


@given(st.lists(events), st.lists(views))
def test_machines_alone_never_stop_a_reminder(reports: list[ProviderEvent], looks: list[PageView]) -> None:
    by_machines = [event for event in reports if event.machine is True]
    views_by_machines = [view for view in looks if view.machine is not False]

    assert not stops_reminders(reading_of(events=by_machines, views=views_by_machines, delivered_at=NOW))
