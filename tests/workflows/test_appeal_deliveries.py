"""The letter that answers an appeal finds its way as the first one does: past a bounce, and out of doubt."""

import pytest

from kindregards.domain.applications import ApplicationState, HeldReason, Outcome
from kindregards.domain.channels import SendResult, SendStatus
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.provider_events import EventKind, EventReason, ProviderEvent, Severity
from tests.workflows.test_appeals import appealed
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def answered(world: World) -> ApplicationRef:
    """Return an application whose appeal was turned down; the answer is the third mail."""
    ref = await appealed(world)
    await world.until_true(ref, lambda _: len(world.senders.email.sent) == 2)
    await world.decide(ref, Outcome.REJECT)
    await world.until_true(ref, lambda _: len(world.senders.email.sent) == 3)
    return ref


async def report(world: World, kind: EventKind, reason: EventReason | None = None) -> None:
    """Take in what the provider says of the answer."""
    event = ProviderEvent(
        provider="script",
        event_key="e-1",
        kind=kind,
        occurred_at=await world.now(),
        attempt_id=world.senders.email.sent[2].attempt_id,
        severity=Severity.PERMANENT if reason else Severity.NONE,
        reason=reason,
    )
    await world.stores.provider_events.add([event], now=await world.now())


async def test_an_answer_that_bounces_takes_the_next_channel(world: World) -> None:
    ref = await answered(world)
    await world.until(ref, ApplicationState.ACKNOWLEDGED)

    await report(world, EventKind.BOUNCED, EventReason.INVALID)

    await world.until_true(ref, lambda _: len(world.senders.sms.sent) == 1)
    assert len(world.senders.email.sent) == 3


async def test_a_providers_report_settles_the_doubt_about_an_answer(world: World) -> None:
    ref = await appealed(world)
    await world.until_true(ref, lambda _: len(world.senders.email.sent) == 2)
    world.senders.email.answers = [SendResult(status=SendStatus.MAYBE_SENT, provider="script")]
    await world.decide(ref, Outcome.REJECT)
    held = await world.until(ref, ApplicationState.HELD)
    assert held.held_reason is HeldReason.AMBIGUOUS_DISPATCH

    await report(world, EventKind.DELIVERED)

    await world.until(ref, ApplicationState.ACKNOWLEDGED)
    assert "appeal_answered" in await world.events(ref)
    assert len(world.senders.email.sent) == 3
