"""An invitation leaves in the send window, by the ledger, with a way out; a withdrawal in between stops it."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from kindregards.domain.applications import ApplicationState, Consents
from kindregards.domain.channels import Channel
from kindregards.domain.policies import SendWindow
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.tables import AttemptTable
from tests.builders import a_candidate
from tests.world import AT_ONCE, QUICK_POLICY, World, a_world

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

POLICY = replace(
    QUICK_POLICY, telling=replace(AT_ONCE, window=SendWindow(start=time(9), end=time(18), workdays_only=True))
)


async def invite(world: World, opening: str) -> None:
    """Invite the only person of the pool."""
    now = await world.now()
    (entry,) = (await world.stores.talent_pool.page(DEFAULT_COMPANY_ID, limit=9, now=now)).entries
    await world.stores.invitations.invite(DEFAULT_COMPANY_ID, entry.id, opening, actor="user-1", now=now)


async def last_sent_at(world: World) -> datetime:
    """Return when the last attempt of all was made, as the ledger has it."""
    latest = select(func.max(col(AttemptTable.started_at)))
    found = await world.stores.ledger.database.read(lambda session: session.scalars(latest).one())
    assert isinstance(found, datetime)
    return found


async def test_an_invitation_leaves_after_its_journey_has_ended_and_a_withdrawal_stops_the_next(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with a_world(sqlite_url, tmp_path / "data", policy=POLICY) as world:
        person = a_candidate(external_id="p-1", channels=(Channel.EMAIL,), consents=Consents(talent_pool=True))
        ref = await world.submit(candidate=person)
        await world.pass_time(timedelta(days=40))
        await world.until(ref, ApplicationState.CLOSED)
        before = len(world.senders.email.sent)

        await invite(world, "社区运营主管")
        await world.pass_time(timedelta(days=4))

        (message,) = world.senders.email.sent[before:]
        assert "社区运营主管" in message.text
        assert message.unsubscribe_url is not None
        sent_at = (await last_sent_at(world)).astimezone(ZoneInfo(person.timezone))
        assert sent_at.weekday() < 5
        assert time(9) <= sent_at.time() < time(18)

        await invite(world, "数据分析师")
        await world.stores.talent_pool.leave(ref, now=await world.now())
        await world.pass_time(timedelta(days=4))

        assert len(world.senders.email.sent) == before + 1
