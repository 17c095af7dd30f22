"""What candidates write back, and who looks at their letters, as the journey hears of it."""

from datetime import timedelta
from pathlib import Path

import pytest

from kindregards.domain.applications import ApplicationState
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.provider_events import EventKind, ProviderEvent
from kindregards.domain.replies import Answer, Automatic, reply_token_of
from tests.world import World, a_world

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


def link_token(world: World) -> str:
    return world.senders.email.sent[0].text.split("/l/")[1].split()[0]


async def told(world: World) -> ApplicationRef:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    await world.pass_time(timedelta(hours=1))
    return ref


async def answered(world: World, automatic: Automatic | None = None) -> None:
    """Let a mail come to the letter's reply address."""
    event = ProviderEvent(
        provider="sendgrid",
        event_key=f"inbound:{automatic}",
        kind=EventKind.REPLIED,
        occurred_at=await world.now(),
        machine=True if automatic else None,
        answer=Answer(text="谢谢您", automatic=automatic, token=reply_token_of(link_token(world))),
    )
    assert await world.stores.provider_events.add([event], now=await world.now()) == 1


async def test_a_reply_acknowledges_and_ends_reminders(world: World) -> None:
    ref = await told(world)

    await answered(world)
    await world.pass_time(timedelta(days=20))

    view = await world.view(ref)
    assert view.state is ApplicationState.ACKNOWLEDGED
    assert view.reply_waits_since is not None
    assert (len(world.senders.email.sent), world.senders.sms.sent) == (1, [])


async def test_an_out_of_office_answer_ends_no_reminder(world: World) -> None:
    ref = await told(world)

    await answered(world, Automatic.OUT_OF_OFFICE)
    await world.pass_time(timedelta(days=20))

    await world.until_true(ref, lambda _: len(world.senders.sms.sent) == 1)
    assert (await world.view(ref)).acknowledged_at is None


async def test_one_click_on_unsubscribe_ends_reminders_and_acknowledges_nothing(world: World) -> None:
    ref = await told(world)

    await world.stores.pages.unsubscribe(link_token(world), now=await world.now())
    await world.pass_time(timedelta(days=20))

    view = await world.view(ref)
    assert (view.state, view.acknowledged_at) == (ApplicationState.TOLD, None)
    assert (len(world.senders.email.sent), world.senders.sms.sent) == (1, [])


async def test_a_scanner_that_looks_at_the_page_ends_no_reminder_and_a_person_does(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with a_world(sqlite_url, tmp_path) as world:
        ref = await told(world)
        for machine in (True, None):
            await world.stores.pages.note_view(link_token(world), machine=machine, now=await world.now())
        await world.pass_time(timedelta(days=3))
        await world.until_true(ref, lambda _: len(world.senders.sms.sent) == 1)

        await world.stores.pages.note_view(link_token(world), machine=False, now=await world.now())
        await world.pass_time(timedelta(days=20))

        assert len(world.senders.email.sent) == 1
        assert (await world.view(ref)).acknowledged_at is None
