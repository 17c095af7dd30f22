"""Somebody turned down at the offer stage hears it from a person first; the letter never goes before that."""

from datetime import timedelta

import pytest

from kindregards.domain.applications import ApplicationState, Outcome, Stage
from kindregards.domain.calls import CallResult, NoCallError, SettledCall
from kindregards.domain.decisions import LetterAlreadySentError
from kindregards.domain.journey import ApplicationRef
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def turned_down(world: World) -> ApplicationRef:
    ref = await world.submit(score=65, stage=Stage.OFFER)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    await world.decide(ref, Outcome.REJECT)
    await world.until_true(ref, lambda view: view.state is ApplicationState.LETTER_PENDING)
    return ref


async def settle(world: World, ref: ApplicationRef, result: CallResult = CallResult.REACHED) -> None:
    word = SettledCall(result=result, actor="user-2", note="聊了十分钟")
    await world.stores.calls.settle(ref, word, now=await world.now())


@pytest.mark.parametrize("result", CallResult)
async def test_the_letter_waits_for_the_call_and_leaves_once_it_is_settled(world: World, result: CallResult) -> None:
    ref = await turned_down(world)
    await world.pass_time(timedelta(days=20))
    assert world.senders.email.sent == []
    assert [name for name in await world.events(ref) if name.startswith("call_")] == [
        "call_opened",
        "call_remind",
        "call_due",
        "call_escalate",
    ]

    await settle(world, ref, result)

    await world.until(ref, ApplicationState.TOLD)
    call = await world.stores.calls.call_of(ref)
    assert call is not None
    assert (call.state, call.note, call.settled_by) == (result, "聊了十分钟", "user-2")
    with pytest.raises(NoCallError):
        await settle(world, ref)


async def test_a_decision_undone_before_the_call_is_asked_again_and_calls_anew(world: World) -> None:
    ref = await turned_down(world)
    await world.until_true(ref, lambda _: True)

    await world.stores.requests.undo(ref, actor="user-1", reason="second_look", now=await world.now())
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    await world.decide(ref, Outcome.REJECT)
    await world.until(ref, ApplicationState.LETTER_PENDING)
    await world.pass_time(timedelta(days=3))

    assert (await world.events(ref)).count("call_opened") >= 1
    assert world.senders.email.sent == []


async def test_what_the_candidate_heard_on_the_telephone_cannot_be_undone_silently(world: World) -> None:
    ref = await turned_down(world)
    await world.stores.pauses.pause(ref.company_id, actor="user-9", reason="look", now=await world.now())
    await settle(world, ref)

    with pytest.raises(LetterAlreadySentError):
        await world.stores.requests.undo(ref, actor="user-1", reason="second_look", now=await world.now())
