"""A letter that was wrong is corrected by another, and a person decides anew."""

from datetime import timedelta

import pytest

from kindregards.domain.applications import ApplicationState, Outcome
from kindregards.domain.decisions import NothingToCorrectError
from kindregards.domain.intake import ApplicationFinishedError
from kindregards.domain.journey import ApplicationRef
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def correct(world: World, ref: ApplicationRef) -> None:
    await world.stores.corrections.correct(ref, actor="user-1", reason="wrong_score", now=await world.now())


async def sent(world: World, ref: ApplicationRef) -> list[str]:
    """Return the kinds of letters that a provider took, in the order of their leaving."""
    letters = [each for each in await world.stores.letters.letters_of(ref) if each.accepted_at]
    return [each.letter.kind for each in sorted(letters, key=lambda each: each.accepted_at or each.created_at)]


async def test_a_correction_is_told_once_and_the_next_decision_by_a_letter_of_its_own(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)

    await correct(world, ref)
    await correct(world, ref)
    view = await world.until_true(ref, lambda _: len(world.senders.email.sent) == 2)
    await world.decide(ref, Outcome.REJECT)
    await world.until(ref, ApplicationState.TOLD)
    await world.pass_time(timedelta(days=3))

    await world.until_true(ref, lambda _: len(world.senders.sms.sent) == 1)
    assert (view.state, view.told_at, view.outcome) == (ApplicationState.AWAITING_REVIEW, None, None)
    assert await sent(world, ref) == ["not_selected", "correction", "not_selected", "reminder"]


async def test_a_corrected_candidate_may_advance_and_is_reminded_of_nothing(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)

    await correct(world, ref)
    await world.until_true(ref, lambda _: len(world.senders.email.sent) == 2)
    await world.decide(ref, Outcome.ADVANCE)

    view = await world.until(ref, ApplicationState.CLOSED)
    assert view.outcome is Outcome.ADVANCE
    assert await sent(world, ref) == ["not_selected", "correction"]
    assert world.senders.sms.sent == []


async def test_behind_the_old_link_stands_the_correction(world: World) -> None:
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    token = world.senders.email.sent[0].text.split("/l/")[1].split()[0]

    await correct(world, ref)
    await world.until_true(ref, lambda _: len(world.senders.email.sent) == 2)

    page = await world.stores.pages.letter(token, now=await world.now())
    status = await world.stores.pages.status(token, now=await world.now())
    assert page.letter.kind == "correction"
    assert (status.is_told, status.has_letter) == (False, False)


async def test_what_was_never_told_or_is_closed_cannot_be_corrected(world: World) -> None:
    waiting = await world.submit(score=65)
    await world.until(waiting, ApplicationState.AWAITING_REVIEW)
    with pytest.raises(NothingToCorrectError):
        await correct(world, waiting)
    await world.decide(waiting, Outcome.ADVANCE)
    await world.until(waiting, ApplicationState.CLOSED)

    with pytest.raises(ApplicationFinishedError):
        await correct(world, waiting)
