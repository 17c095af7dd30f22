"""Appeals: somebody else looks again, nothing reminds meanwhile, and one letter answers."""

from datetime import timedelta

import pytest

from kindregards.domain.appeals import NewAppeal, OtherReviewerNeededError
from kindregards.domain.applications import ApplicationState, HeldReason, Outcome
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.letters import Purpose
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def appealed(world: World, score: int = 58) -> ApplicationRef:
    """Return an application that was turned down, told, and appealed; `user-1` decides where a person must."""
    ref = await world.submit(score=score)
    if score >= 60:
        await world.until(ref, ApplicationState.AWAITING_REVIEW)
        await world.decide(ref, Outcome.REJECT)
    await world.until(ref, ApplicationState.TOLD)
    await world.stores.appeals.add(ref, NewAppeal(source="candidate", words="请再看一次"), now=await world.now())
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    return ref


async def letters(world: World, ref: ApplicationRef) -> list[tuple[str, str]]:
    """Return purpose and kind of every letter that a provider took, in the order of their purposes."""
    shelf = await world.stores.letters.letters_of(ref)
    return sorted((each.purpose, each.letter.kind) for each in shelf if each.accepted_at)


async def test_an_appeal_is_confirmed_and_upheld_by_exactly_one_letter(world: World) -> None:
    ref = await appealed(world)
    await world.until_true(ref, lambda _: len(world.senders.email.sent) == 2)

    await world.decide(ref, Outcome.REJECT)
    view = await world.until(ref, ApplicationState.ACKNOWLEDGED)
    await world.pass_time(timedelta(days=40))

    assert await letters(world, ref) == [
        (Purpose.APPEAL_OUTCOME, "appeal_upheld"),
        (Purpose.APPEAL_RECEIVED, "appeal_received"),
        (Purpose.OUTCOME, "not_selected"),
    ]
    assert view.outcome is Outcome.REJECT
    assert world.senders.sms.sent == []
    await world.until(ref, ApplicationState.CLOSED)


async def test_an_appeal_that_succeeds_reinstates_the_application(world: World) -> None:
    ref = await appealed(world)

    await world.decide(ref, Outcome.ADVANCE)

    view = await world.until(ref, ApplicationState.ACKNOWLEDGED)
    assert view.outcome is Outcome.ADVANCE
    assert (Purpose.APPEAL_OUTCOME, "appeal_reinstated") in await letters(world, ref)
    assert "appeal_answered" in await world.events(ref)


async def test_whoever_decided_first_can_neither_open_nor_answer_the_appeal(world: World) -> None:
    ref = await appealed(world, score=65)
    case = await world.review(ref)

    with pytest.raises(OtherReviewerNeededError):
        await world.stores.reviews.claim(ref.company_id, case.review.id, user_id="user-1", now=await world.now())
    with pytest.raises(OtherReviewerNeededError):
        await world.decide(ref, Outcome.REJECT)

    await world.decide(ref, Outcome.REJECT, decided_by="user-2")
    view = await world.until(ref, ApplicationState.ACKNOWLEDGED)
    assert view.decision is not None
    assert view.decision.decided_by == "user-2"


async def test_an_appeal_nobody_answers_escalates_and_never_decides_nor_closes(world: World) -> None:
    ref = await appealed(world)

    await world.pass_time(timedelta(days=90))

    view = await world.until(ref, ApplicationState.HELD)
    assert view.held_reason is HeldReason.REVIEW_OVERDUE
    assert (view.outcome, view.decision) == (Outcome.REJECT, None)
    assert [name for name in await world.events(ref) if name.startswith("review_")] == [
        "review_opened",
        "review_remind",
        "review_due",
        "review_escalate",
        "review_hold",
    ]
    assert world.senders.sms.sent == []


async def test_an_answer_undone_before_it_leaves_is_asked_again_of_somebody_else(world: World) -> None:
    ref = await appealed(world, score=65)
    await world.stores.pauses.pause(ref.company_id, actor="user-9", reason="look", now=await world.now())
    await world.decide(ref, Outcome.REJECT, decided_by="user-2")
    await world.until(ref, ApplicationState.LETTER_PENDING)

    await world.stores.requests.undo(ref, actor="user-2", reason="second look", now=await world.now())

    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    assert {"appeal", "undone"} <= set((await world.review(ref)).review.flags)
    with pytest.raises(OtherReviewerNeededError):
        await world.decide(ref, Outcome.REJECT)


async def test_a_withdrawal_ends_the_appeal(world: World) -> None:
    ref = await appealed(world)

    await world.ask(ref, CommandKind.WITHDRAWN)

    view = await world.until(ref, ApplicationState.CLOSED)
    assert view.outcome is Outcome.REJECT
    assert all(purpose is not Purpose.APPEAL_OUTCOME for purpose, _ in await letters(world, ref))
