"""Sending: fallback, doubt, reminders."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kindregards.domain.applications import ApplicationState, HeldReason, Outcome, Stage
from kindregards.domain.channels import SendResult, SendStatus
from kindregards.domain.journey import CommandKind
from kindregards.domain.provider_events import EventKind, EventReason, ProviderEvent, Severity
from tests.world import QUICK_POLICY, World, a_world

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


def an_answer(status: SendStatus) -> SendResult:
    return SendResult(status=status, provider="script", error_code=status)


async def a_report(world: World, kind: EventKind, **changes: object) -> ProviderEvent:
    attempt_id = world.senders.email.sent[0].attempt_id
    event = ProviderEvent(
        provider="script", event_key=f"{kind}-1", kind=kind, occurred_at=await world.now(), attempt_id=attempt_id
    )
    return replace(event, **changes)  # type: ignore[arg-type] # replace() checks the names


async def test_an_address_that_is_refused_leads_to_the_next_channel(world: World) -> None:
    world.senders.email.answers = [an_answer(SendStatus.REFUSED)]

    ref = await world.submit(score=58)

    await world.until(ref, ApplicationState.TOLD)
    assert [message.address for message in world.senders.sms.sent] == ["+8613800138000"]


async def test_a_letter_surely_not_sent_is_tried_again_later(world: World) -> None:
    world.senders.email.answers = [an_answer(SendStatus.NOT_SENT), an_answer(SendStatus.MISCONFIGURED)]
    ref = await world.submit(score=58)
    await world.until_true(ref, lambda _: len(world.senders.email.sent) == 1)

    await world.pass_time(timedelta(hours=1))

    await world.until(ref, ApplicationState.TOLD)
    assert len(world.senders.email.sent) == 3
    assert world.senders.sms.sent == []


async def test_a_decision_can_be_undone_while_a_letter_surely_not_sent_waits_for_its_next_try(world: World) -> None:
    world.senders.email.answers = [an_answer(SendStatus.NOT_SENT)]
    ref = await world.submit(score=58)
    await world.until_true(ref, lambda _: len(world.senders.email.sent) == 1)
    await world.until_true(ref, lambda view: view.decision is not None and view.decision.can_be_undone)

    await world.stores.requests.undo(ref, actor="user-1", reason="second look", now=await world.now())

    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    await world.pass_time(timedelta(hours=1))
    assert len(world.senders.email.sent) == 1


async def test_a_lost_answer_is_never_sent_again_and_goes_to_a_person(world: World) -> None:
    world.senders.email.answers = [an_answer(SendStatus.MAYBE_SENT)]
    ref = await world.submit(score=58)

    view = await world.until(ref, ApplicationState.HELD)
    await world.pass_time(timedelta(days=3))

    assert view.held_reason is HeldReason.AMBIGUOUS_DISPATCH
    assert len(world.senders.email.sent) == 1
    assert world.senders.sms.sent == []


async def test_a_providers_report_settles_the_doubt(world: World) -> None:
    world.senders.email.answers = [an_answer(SendStatus.MAYBE_SENT)]
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.HELD)

    await world.stores.provider_events.add([await a_report(world, EventKind.DELIVERED)], now=await world.now())

    view = await world.until(ref, ApplicationState.TOLD)
    assert view.held_reason is None
    assert len(world.senders.email.sent) == 1


@pytest.mark.parametrize(("word", "letters"), [("sent", 1), ("not_sent", 2)])
async def test_a_person_settles_the_doubt(world: World, word: str, letters: int) -> None:
    world.senders.email.answers = [an_answer(SendStatus.MAYBE_SENT)]
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.HELD)

    await world.stores.requests.release(ref, word, actor="user-1", now=await world.now())
    await world.pass_time(timedelta(hours=1))

    await world.until(ref, ApplicationState.TOLD)
    assert len(world.senders.email.sent) == letters


async def test_when_every_channel_failed_a_person_looks(world: World) -> None:
    world.senders.email.answers = [an_answer(SendStatus.REFUSED)]
    world.senders.sms.answers = [an_answer(SendStatus.OPTED_OUT)]

    ref = await world.submit(score=58)

    view = await world.until(ref, ApplicationState.HELD)
    assert view.held_reason is HeldReason.CHANNELS_FAILED
    assert view.told_at is None


async def test_a_hard_bounce_after_acceptance_leads_to_the_next_channel(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    bounce = await a_report(
        world, EventKind.BOUNCED, severity=Severity.PERMANENT, reason=EventReason.INVALID, event_key="b-1"
    )

    await world.stores.provider_events.add([bounce, bounce], now=await world.now())

    await world.until_true(ref, lambda _: len(world.senders.sms.sent) == 1)


async def test_an_unread_letter_is_reminded_of_on_the_policys_channels_and_no_more(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)

    await world.pass_time(timedelta(days=20))

    await world.until_true(ref, lambda _: len(world.senders.sms.sent) == 1)
    assert len(world.senders.email.sent) == 2
    assert "没有进入" not in world.senders.sms.sent[0].text + world.senders.email.sent[1].text


async def test_a_reminder_whose_channel_refuses_goes_by_the_next(world: World) -> None:
    world.senders.sms.answers = [an_answer(SendStatus.REFUSED)]
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)

    await world.pass_time(timedelta(days=20))

    await world.until_true(ref, lambda _: len(world.senders.email.sent) == 3)
    assert len(world.senders.sms.sent) == 1
    assert "没有进入" not in world.senders.email.sent[1].text


async def test_an_acknowledged_letter_is_never_reminded_of(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    token = world.senders.email.sent[0].text.split("/l/")[1].split()[0]

    await world.stores.pages.acknowledge(token, now=await world.now())
    await world.pass_time(timedelta(days=20))

    view = await world.view(ref)
    assert view.state is ApplicationState.ACKNOWLEDGED
    assert world.senders.sms.sent == []


@pytest.mark.parametrize("kind", [EventKind.COMPLAINED, EventKind.UNSUBSCRIBED, EventKind.REPLIED])
async def test_a_complaint_or_reply_ends_reminders(world: World, kind: EventKind) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    await world.stores.provider_events.add([await a_report(world, kind)], now=await world.now())

    await world.pass_time(timedelta(days=20))

    assert len(world.senders.email.sent) == 1
    assert world.senders.sms.sent == []


async def test_a_machines_open_stops_no_reminder_and_a_persons_does(sqlite_url: str, tmp_path: Path) -> None:
    async with a_world(sqlite_url, tmp_path) as world:
        ref = await world.submit(score=58)
        await world.until(ref, ApplicationState.TOLD)
        await world.pass_time(timedelta(hours=1))
        opened = await a_report(world, EventKind.OPENED, machine=True)
        await world.stores.provider_events.add([opened], now=await world.now())
        await world.pass_time(timedelta(days=3))
        await world.until_true(ref, lambda _: len(world.senders.sms.sent) == 1)

        opened = await a_report(world, EventKind.OPENED, machine=False, event_key="o-2")
        await world.stores.provider_events.add([opened], now=await world.now())
        await world.pass_time(timedelta(days=20))

        assert len(world.senders.email.sent) == 1


async def test_the_journey_closes_when_the_time_to_answer_is_over(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)

    await world.pass_time(timedelta(days=31))

    view = await world.until(ref, ApplicationState.CLOSED)
    assert view.outcome is Outcome.REJECT
    await world.workflow(ref).result()


async def test_nobody_with_a_live_offer_is_turned_down_elsewhere_before_a_person_has_looked(world: World) -> None:
    offer = await world.submit(score=90, stage=Stage.OFFER)
    await world.until(offer, ApplicationState.TOLD)
    candidate = (await world.stores.cases.open(offer)).candidate

    other = await world.submit(score=58, candidate=candidate)

    await world.until(other, ApplicationState.AWAITING_REVIEW)
    review = (await world.review(other)).review
    assert HeldReason.LIVE_OFFER in review.flags
    assert world.senders.email.sent == []
    # Whoever was asked because of the offer has the last word: nobody is asked in circles.
    await world.decide(other, Outcome.REJECT)
    await world.until(other, ApplicationState.TOLD)


async def test_an_offer_that_is_declined_is_thanked_for_and_closed(world: World) -> None:
    ref = await world.submit(score=90, stage=Stage.OFFER)
    await world.until(ref, ApplicationState.TOLD)

    await world.ask(ref, CommandKind.OFFER_DECLINED, reason="salary")

    view = await world.until(ref, ApplicationState.CLOSED)
    assert view.outcome is Outcome.OFFER_DECLINED
    await world.until_true(ref, lambda _: len(world.senders.email.sent) == 1)


@pytest.mark.parametrize(
    ("score", "state"),
    [
        (None, ApplicationState.AWAITING_INTERVIEW),
        (58, ApplicationState.TOLD),
        (65, ApplicationState.AWAITING_REVIEW),
    ],
)
async def test_a_candidate_can_withdraw_at_any_step(world: World, score: float | None, state: ApplicationState) -> None:
    ref = await world.submit(result=None) if score is None else await world.submit(score=score)
    await world.until(ref, state)

    await world.ask(ref, CommandKind.WITHDRAWN)
    await world.ask(ref, CommandKind.WITHDRAWN)

    view = await world.until(ref, ApplicationState.CLOSED)
    assert view.outcome is (Outcome.REJECT if score == 58 else Outcome.WITHDRAWN)
    await world.workflow(ref).result()
    assert len(world.senders.email.sent) == 1


async def test_two_days_of_policy_can_be_seconds(sqlite_url: str, tmp_path: Path) -> None:
    policy = replace(QUICK_POLICY, appeal_window=timedelta(seconds=5), reminders=())
    async with a_world(sqlite_url, tmp_path, policy=policy) as world:
        ref = await world.submit(score=58)
        await world.until(ref, ApplicationState.TOLD)

        await world.pass_time(timedelta(seconds=6))

        await world.until(ref, ApplicationState.CLOSED)


async def test_a_channel_that_failed_after_a_later_try_is_not_chosen_again(world: World) -> None:
    world.senders.email.answers = [an_answer(SendStatus.NOT_SENT), an_answer(SendStatus.REFUSED)]
    ref = await world.submit(score=58)
    await world.until_true(ref, lambda _: len(world.senders.email.sent) == 1)

    await world.pass_time(timedelta(hours=1))

    await world.until(ref, ApplicationState.TOLD)
    assert len(world.senders.email.sent) == 2
    assert len(world.senders.sms.sent) == 1
