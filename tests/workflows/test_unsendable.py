"""Letters that can no longer leave: nothing is asked again and again, and nothing waits for ever."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState
from kindregards.domain.channels import Channel, SendResult, SendStatus
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.suppressions import Suppressing, SuppressionReason
from kindregards.store.suppressions import address_index, suppress
from kindregards.store.tables import LetterTable
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
# A journey that spins writes thousands.
MOST_EVENTS = 100


async def letters(world: World, ref: ApplicationRef) -> list[tuple[str, str]]:
    """Return purpose and state of every letter, in order."""

    def rows(session: Session) -> list[tuple[str, str]]:
        mine = select(LetterTable).where(col(LetterTable.application_id) == ref.application_id)
        return [(row.purpose, row.state) for row in session.scalars(mine.order_by(col(LetterTable.id)))]

    return await world.stores.database.read(rows)


async def stop_all_channels(world: World, ref: ApplicationRef) -> None:
    """Suppress the person's addresses, as an answer of theirs to another company's letter would."""
    candidate, now = (await world.stores.cases.open(ref)).candidate, await world.now()

    def work(session: Session) -> None:
        for channel in Channel:
            index = address_index(world.stores.ledger.blind_index, ref.company_id, candidate, channel)
            suppress(session, ref.company_id, channel, index, what=Suppressing(SuppressionReason.OPTED_OUT), now=now)

    await world.stores.database.write(work)


async def test_a_reminder_that_no_channel_takes_is_given_up(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    await stop_all_channels(world, ref)

    await world.pass_time(timedelta(days=45))

    await world.until(ref, ApplicationState.CLOSED)
    assert ("reminder", "cancelled") in await letters(world, ref)
    assert "pending" not in [state for _, state in await letters(world, ref)]
    assert (await world.workflow(ref).describe()).history_length < MOST_EVENTS


async def test_who_withdraws_while_a_correction_waits_gets_no_more_of_it(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    busy = SendResult(status=SendStatus.NOT_SENT, provider="script", error_code="http_429")
    world.senders.email.answers.append(busy)
    await world.stores.corrections.correct(ref, actor="user-1", reason="wrong_score", now=await world.now())
    await world.until_true(ref, lambda _: not world.senders.email.answers)

    await world.ask(ref, CommandKind.WITHDRAWN)
    await world.until(ref, ApplicationState.CLOSED)
    await world.pass_time(timedelta(days=1))

    assert ("correction", "cancelled") in await letters(world, ref)
    assert "pending" not in [state for _, state in await letters(world, ref)]
