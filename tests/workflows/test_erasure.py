"""Erasing somebody ends their journey at once, whatever it waits for, and nothing leaves any more."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kindregards.domain.applications import ApplicationState
from kindregards.domain.journey import ApplicationRef
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def erase(world: World, ref: ApplicationRef) -> None:
    await world.stores.erasures.ask(ref, source="user-1", now=await world.now())

    def read(session: Session) -> str:
        return str(session.execute(text("SELECT id FROM erasures")).scalar_one())

    erasure_id = await world.stores.database.read(read)
    await world.stores.erasures.carry_out(ref.company_id, erasure_id, actor="user-1", now=await world.now())


@pytest.mark.parametrize(("score", "state"), [(58, ApplicationState.TOLD), (65, ApplicationState.AWAITING_REVIEW)])
async def test_an_erased_candidates_journey_closes_and_reminds_nobody(
    score: int, state: ApplicationState, world: World
) -> None:
    ref = await world.submit(score=score)
    await world.until(ref, state)
    sent = len(world.senders.email.sent)

    await erase(world, ref)

    await world.until(ref, ApplicationState.CLOSED)
    await world.workflow(ref).result()
    await world.pass_time(timedelta(days=10))
    assert (len(world.senders.email.sent), world.senders.sms.sent) == (sent, [])


async def test_a_step_that_meets_an_erased_person_ends_the_journey_too(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    world.trigger.relay = None

    await erase(world, ref)
    await world.pass_time(timedelta(days=3))

    await world.workflow(ref).result()
    assert world.senders.sms.sent == []
