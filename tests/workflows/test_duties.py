"""A law's day to tell: the candidate is told before it, or people are called while there is still time."""

from datetime import timedelta

import pytest

from kindregards.domain.applications import ApplicationState, Candidate, Outcome, Stage
from kindregards.domain.channels import Channel, SendResult, SendStatus
from kindregards.domain.journey import ApplicationRef
from tests.builders import a_candidate, an_interview_result
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

ONTARIO = timedelta(days=45)


def ontarian() -> Candidate:
    return a_candidate(country="CA", region="ON", channels=(Channel.EMAIL, Channel.SMS))


async def interviewed_in_ontario(world: World, *, score: int) -> ApplicationRef:
    result = an_interview_result(score=score, completed_at=await world.now())
    return await world.submit(candidate=ontarian(), result=result)


async def rings(world: World, ref: ApplicationRef) -> list[timedelta]:
    """Return how long after its beginning people were called for the law's sake."""
    timeline = await world.stores.applications.timeline(ref)
    return [entry.at - timeline[0].at for entry in timeline if entry.event == "duty_near"]


async def test_a_review_nobody_answers_calls_people_before_the_law_s_day_and_decides_nothing(world: World) -> None:
    ref = await interviewed_in_ontario(world, score=65)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)

    await world.pass_time(timedelta(days=60))
    await world.until(ref, ApplicationState.HELD)

    (rang,) = await rings(world, ref)
    assert ONTARIO - timedelta(days=6) < rang < ONTARIO
    assert (await world.view(ref)).decision is None


async def test_a_letter_that_reaches_nobody_calls_people_before_the_law_s_day(world: World) -> None:
    refused = SendResult(status=SendStatus.REFUSED, provider="script", error_code="21211")
    world.senders.email.answers, world.senders.sms.answers = [refused], [refused]
    ref = await interviewed_in_ontario(world, score=58)
    await world.until(ref, ApplicationState.HELD)

    await world.pass_time(timedelta(days=60))
    await world.until_true(ref, lambda view: view.state is ApplicationState.HELD)

    assert [rang < ONTARIO for rang in await rings(world, ref)] == [True]


async def test_who_is_told_in_time_calls_nobody(world: World) -> None:
    ref = await interviewed_in_ontario(world, score=65)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    await world.decide(ref, Outcome.REJECT)
    await world.until(ref, ApplicationState.TOLD)

    await world.pass_time(timedelta(days=60))

    assert await rings(world, ref) == []


async def test_a_live_offer_asks_a_person_and_the_law_s_day_still_rings(world: World) -> None:
    offer = await world.submit(score=90, stage=Stage.OFFER, candidate=ontarian())
    await world.until(offer, ApplicationState.TOLD)
    ref = await interviewed_in_ontario(world, score=58)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)

    await world.pass_time(timedelta(days=60))
    await world.until(ref, ApplicationState.HELD)

    (rang,) = await rings(world, ref)
    assert ONTARIO - timedelta(days=6) < rang < ONTARIO
