"""The common path: result, decision, letter."""

import pytest

from kindregards.domain.applications import ApplicationState, Outcome
from kindregards.domain.decisions import DecisionMode
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_a_low_score_is_told_by_one_letter_without_any_person(world: World) -> None:
    ref = await world.submit(score=58)

    view = await world.until(ref, ApplicationState.TOLD)

    assert view.outcome is Outcome.REJECT
    assert view.decision is not None
    assert view.decision.mode is DecisionMode.AUTOMATIC
    assert [message.address for message in world.senders.email.sent] == ["wang@example.com"]


async def test_a_high_score_advances_without_a_letter(world: World) -> None:
    ref = await world.submit(score=90)

    view = await world.until(ref, ApplicationState.CLOSED)

    assert view.outcome is Outcome.ADVANCE
    assert view.told_at is not None
    assert world.senders.email.sent == []


@pytest.mark.parametrize(
    ("score", "state"),
    [
        (59.99, ApplicationState.TOLD),
        (60.0, ApplicationState.AWAITING_REVIEW),
        (74.99, ApplicationState.AWAITING_REVIEW),
        (75.0, ApplicationState.CLOSED),
    ],
)
async def test_a_score_on_a_boundary_takes_the_branch_of_the_rule(
    world: World, score: float, state: ApplicationState
) -> None:
    ref = await world.submit(score=score)

    view = await world.until_true(ref, lambda view: view.state not in {"awaiting_interview", "letter_pending"})

    assert view.state is state


async def test_a_straight_rejection_stays_under_thirty_events_and_one_round_trip(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)

    history = await world.workflow(ref).fetch_history()

    names = [event.WhichOneof("attributes") for event in history.events]
    assert names.count("activity_task_scheduled_event_attributes") == 1
    assert len(history.events) <= 30
