"""What closes an application: once and again, and against whoever comes at the same time."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from kindregards.domain.applications import ApplicationState, Outcome, Stage
from kindregards.domain.cases import CaseFile
from kindregards.domain.channels import Channel
from kindregards.domain.decisions import DecisionState
from kindregards.domain.intake import ApplicationView
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.letters import LetterState, Purpose
from kindregards.domain.reviews import ReviewState
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.builders import NOW
from tests.store.office import LATER, Office, an_advance, application_of

pytestmark = pytest.mark.anyio


async def opened(office: Office, number: int = 1) -> CaseFile:
    return await office.stores.cases.open(await office.submit(number))


async def undo(office: Office, ref: ApplicationRef) -> ApplicationView:
    return await office.stores.requests.undo(ref, actor="user-1", reason="wrong_score", now=NOW)


async def letter_states(office: Office, ref: ApplicationRef) -> list[tuple[str, str]]:
    return [(letter.purpose, letter.state) for letter in await office.stores.letters.letters_of(ref)]


async def thanked(office: Office, case: CaseFile, outcome: Outcome = Outcome.WITHDRAWN) -> str | None:
    draft = replace(await office.draft(case), purpose=Purpose.WITHDRAWN)
    return await office.stores.cases.end(case, outcome, draft, request=CommandKind.WITHDRAWN, now=LATER)


async def test_the_end_stops_whatever_waits_and_thanks_once(office: Office) -> None:
    letter = await office.rejected()
    case = await office.stores.cases.open(application_of(letter))

    first, second = await thanked(office, case), await thanked(office, case)

    after = await office.stores.cases.open(case.ref)
    assert first == second
    assert (after.state, after.outcome) == (ApplicationState.CLOSED, Outcome.WITHDRAWN)
    assert after.decision is not None
    assert after.decision.state is DecisionState.UNDONE
    assert await letter_states(office, case.ref) == [
        ("outcome", LetterState.CANCELLED),
        ("withdrawn", LetterState.PENDING),
    ]


async def test_the_end_takes_a_review_off_the_queue(office: Office) -> None:
    ref = await office.submit()
    review = await office.ask(ref)

    await thanked(office, await office.stores.cases.open(ref))

    after = await office.stores.reviews.case(DEFAULT_COMPANY_ID, review.review.id)
    assert after.review.state is ReviewState.CANCELLED


async def test_who_was_told_of_a_rejection_is_not_thanked_for_withdrawing(office: Office) -> None:
    letter, _ = await office.told()

    letter_id = await thanked(office, await office.stores.cases.open(application_of(letter)))

    after = await office.view(letter)
    assert letter_id is None
    assert (after.state, after.outcome, after.told_at) == (ApplicationState.CLOSED, Outcome.REJECT, NOW)


async def test_closing_again_changes_nothing(office: Office) -> None:
    letter, _ = await office.told()
    ref = application_of(letter)

    await office.stores.cases.close(ref, NOW)
    await office.stores.cases.close(ref, LATER)

    assert (await office.events(letter)).count("closed") == 1


async def test_an_advance_is_released_once_and_closes(office: Office) -> None:
    case = await opened(office)
    await office.stores.cases.record_decision(case, an_advance(), None)

    first = await office.stores.cases.release_advance(case.ref, NOW)
    second = await office.stores.cases.release_advance(case.ref, NOW + timedelta(days=1))

    assert first is not None
    assert second is not None
    assert (first.state, first.told_at) == (ApplicationState.CLOSED, NOW)
    assert second.told_at == NOW


async def test_an_offer_stays_open_for_its_answer(office: Office) -> None:
    ref = await office.submit(stage=Stage.OFFER)
    await office.stores.cases.record_decision(await office.stores.cases.open(ref), an_advance(), None)

    case = await office.stores.cases.release_advance(ref, NOW)

    assert case is not None
    assert case.state is ApplicationState.TOLD


async def test_of_undo_and_the_release_of_an_advance_one_wins(office: Office, rival: Office) -> None:
    for number in range(12):
        case = await opened(office, number)
        await office.stores.cases.record_decision(case, an_advance(), None)

        undone, released = await asyncio.gather(
            undo(office, case.ref), rival.stores.cases.release_advance(case.ref, NOW), return_exceptions=True
        )

        assert isinstance(undone, ApplicationView) is (released is None)


async def test_a_letter_that_is_on_its_way_is_not_cancelled_by_the_end(office: Office) -> None:
    letter = await office.rejected(1, Channel.EMAIL)
    reserved = await office.start(letter)

    await thanked(office, await office.stores.cases.open(application_of(letter)))

    assert (await letter_states(office, application_of(letter)))[0] == ("outcome", LetterState.RELEASED)
    assert (await office.deliveries(letter))[0].attempts[0].id == reserved.attempt_id
