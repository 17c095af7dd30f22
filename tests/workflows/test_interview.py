"""Waiting for the interview: late results, overdue ones, those that never come."""

from datetime import timedelta

import pytest

from kindregards.domain.applications import ApplicationState, ExpectedInterview, Outcome
from kindregards.domain.intake import AiInterviewDeclinedError, ApplicationFinishedError, ResultExistsError
from kindregards.domain.journey import CommandKind
from tests.builders import an_interview_result
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_a_result_pushed_later_is_assessed_when_it_comes(world: World) -> None:
    ref = await world.submit(result=None)
    await world.pass_time(timedelta(hours=3))

    await world.add_result(ref, an_interview_result(score=58))

    view = await world.until(ref, ApplicationState.TOLD)
    assert view.outcome is Outcome.REJECT


async def test_an_overdue_interview_is_noted_and_still_waited_for(world: World) -> None:
    due_at = await world.now() + timedelta(days=1)
    ref = await world.submit(result=None, interview=ExpectedInterview(due_at=due_at))
    await world.pass_time(timedelta(days=2))
    assert "interview_overdue" in await world.events(ref)

    await world.add_result(ref, an_interview_result(score=90))

    view = await world.until(ref, ApplicationState.CLOSED)
    assert view.outcome is Outcome.ADVANCE


async def test_an_interview_that_never_comes_ends_with_a_courteous_letter(world: World) -> None:
    ref = await world.submit(result=None)

    await world.pass_time(timedelta(days=45))

    view = await world.until(ref, ApplicationState.CLOSED)
    assert view.outcome is Outcome.EXPIRED
    assert len(world.senders.email.sent) == 1


async def test_declining_the_ai_interview_brings_a_person_and_no_result_counts(world: World) -> None:
    ref = await world.submit(result=None)

    await world.ask(ref, CommandKind.AI_INTERVIEW_DECLINED)

    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    case = await world.review(ref)
    assert case.review.flags == ("ai_interview_declined",)
    with pytest.raises(AiInterviewDeclinedError):
        await world.add_result(ref, an_interview_result(score=90))


async def test_a_second_result_is_refused_unless_it_supersedes_the_first(world: World) -> None:
    ref = await world.submit(score=65)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)

    with pytest.raises(ResultExistsError):
        await world.add_result(ref, an_interview_result(result_id="r-2", score=90))

    view = await world.view(ref)
    assert view.state is ApplicationState.AWAITING_REVIEW


async def test_a_superseding_result_voids_the_review_and_is_assessed_anew(world: World) -> None:
    ref = await world.submit(score=65)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    before = await world.review(ref)

    await world.add_result(ref, an_interview_result(result_id="r-2", score=90, supersedes="r-1"))

    view = await world.until(ref, ApplicationState.CLOSED)
    after = await world.stores.reviews.case(ref.company_id, before.review.id)
    assert view.outcome is Outcome.ADVANCE
    assert after.review.state == "superseded"


async def test_a_result_for_a_finished_application_is_refused(world: World) -> None:
    ref = await world.submit(score=90)
    await world.until(ref, ApplicationState.CLOSED)

    with pytest.raises(ApplicationFinishedError):
        await world.add_result(ref, an_interview_result(result_id="r-2", score=10, supersedes="r-1"))

    assert (await world.view(ref)).outcome is Outcome.ADVANCE


async def test_a_result_that_came_in_before_the_end_is_assessed_although_its_command_is_late(world: World) -> None:
    ref = await world.submit(result=None)
    relay, world.trigger.relay = world.trigger.relay, None
    await world.add_result(ref, an_interview_result(score=90))

    await world.pass_time(timedelta(days=45))

    view = await world.until(ref, ApplicationState.CLOSED)
    world.trigger.relay = relay
    assert view.outcome is Outcome.ADVANCE
