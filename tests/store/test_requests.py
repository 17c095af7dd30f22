"""What candidates and staff ask of an application under way: once each, and only while it can still be done."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState, HeldReason, Stage
from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.decisions import DecisionState, LetterAlreadySentError
from kindregards.domain.errors import DomainError
from kindregards.domain.intake import (
    ApplicationFinishedError,
    ApplicationNotFoundError,
    ApplicationView,
    CandidateRequest,
    NotAnOfferError,
    NotHeldError,
    NothingToUndoError,
    ReasonUnknownError,
    ResultExistsError,
)
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.reasons import Party
from kindregards.domain.reviews import ReviewState
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.tables import CandidateRequestTable
from tests.approval_ui.reasoning import SHIFTS
from tests.builders import NOW
from tests.store.office import Office, an_advance, application_of

pytestmark = pytest.mark.anyio


async def ask(office: Office, ref: ApplicationRef, kind: CommandKind, **words: str) -> ApplicationView:
    request = CandidateRequest(kind=kind, source="candidate", **words)
    return await office.stores.requests.add(ref, request, now=NOW)


async def undo(office: Office, ref: ApplicationRef) -> ApplicationView:
    return await office.stores.requests.undo(ref, actor="user-1", reason="second look", now=NOW)


async def release(office: Office, ref: ApplicationRef, instruction: str) -> ApplicationView:
    return await office.stores.requests.release(ref, instruction, actor="user-1", now=NOW)


async def asked(office: Office, ref: ApplicationRef) -> list[str]:
    def read(session: Session) -> list[str]:
        statement = select(col(CandidateRequestTable.kind)).where(
            col(CandidateRequestTable.application_id) == ref.application_id
        )
        return list(session.scalars(statement))

    return await office.database.read(read)


async def events(office: Office, ref: ApplicationRef) -> list[str]:
    return [entry.event for entry in await office.stores.applications.timeline(ref)]


def names(results: Sequence[object]) -> list[str]:
    return sorted(type(each).__name__ if isinstance(each, DomainError) else "taken" for each in results)


async def held_in_doubt(office: Office, number: int = 1) -> ApplicationRef:
    letter = await office.rejected(number)
    await office.send(letter, SendStatus.MAYBE_SENT)
    return application_of(letter)


async def test_a_withdrawal_is_kept_with_its_command(office: Office) -> None:
    ref = await office.submit(result=None)

    await ask(office, ref, CommandKind.WITHDRAWN, reason="better_offer", comment="Thank you!")

    entry = (await office.stores.applications.timeline(ref))[-1]
    await office.queue.settle(office.trigger.commands, late=False, now=NOW)
    (command,) = await office.queue.claim(limit=9, now=NOW)
    assert await asked(office, ref) == ["withdrawn"]
    assert (entry.event, entry.actor, entry.detail) == ("withdrawn", "candidate", {"reason": "better_offer"})
    assert (command.command.kind, command.command.reference) == (CommandKind.WITHDRAWN, entry.reference)


async def test_the_same_wish_again_is_answered_and_changes_nothing(office: Office) -> None:
    ref = await office.submit(result=None)
    await ask(office, ref, CommandKind.WITHDRAWN)

    await ask(office, ref, CommandKind.WITHDRAWN)

    assert await asked(office, ref) == ["withdrawn"]


async def test_the_same_wish_many_times_at_once_is_kept_once(office: Office, rival: Office) -> None:
    for number in range(10):
        ref = await office.submit(number, result=None)

        await asyncio.gather(*(ask((office, rival)[turn % 2], ref, CommandKind.WITHDRAWN) for turn in range(4)))

        assert await asked(office, ref) == ["withdrawn"]


@pytest.mark.parametrize("reason", ["made_up", "role_mismatch"])
async def test_a_reason_that_is_no_candidates_is_refused(office: Office, reason: str) -> None:
    ref = await office.submit(result=None)

    with pytest.raises(ReasonUnknownError, match="better_offer"):
        await ask(office, ref, CommandKind.WITHDRAWN, reason=reason)

    assert await asked(office, ref) == []


async def test_a_companys_own_reason_of_candidates_is_offered_on_their_page_and_kept(office: Office) -> None:
    own = replace(SHIFTS, code="shift_hours", party=Party.CANDIDATE, text={})
    await office.stores.reasons.write(DEFAULT_COMPANY_ID, own, author="lena", now=NOW)
    ref = await office.submit(result=None)
    token = await office.stores.pages.mint(ref.company_id, ref.application_id, now=NOW)

    offered = (await office.stores.pages.status(token, now=NOW)).reasons
    await ask(office, ref, CommandKind.WITHDRAWN, reason="shift_hours")

    assert "shift_hours" in offered
    assert "better_offer" in offered
    assert await asked(office, ref) == ["withdrawn"]


async def test_nothing_can_be_asked_of_a_closed_application(office: Office) -> None:
    ref = await office.submit(result=None)
    await office.stores.cases.close(ref, NOW)

    with pytest.raises(ApplicationFinishedError):
        await ask(office, ref, CommandKind.WITHDRAWN)


async def test_only_an_offer_can_be_declined(office: Office) -> None:
    screening, offer = await office.submit(1), await office.submit(2, stage=Stage.OFFER)

    with pytest.raises(NotAnOfferError):
        await ask(office, screening, CommandKind.OFFER_DECLINED)
    await ask(office, offer, CommandKind.OFFER_DECLINED)

    assert await asked(office, offer) == ["offer_declined"]


async def test_the_ai_interview_can_be_declined_only_before_its_result(office: Office) -> None:
    ref = await office.submit()

    with pytest.raises(ResultExistsError):
        await ask(office, ref, CommandKind.AI_INTERVIEW_DECLINED)


async def test_a_standing_decision_is_undone_once(office: Office) -> None:
    ref = application_of(await office.rejected())

    view = await undo(office, ref)
    with pytest.raises(NothingToUndoError):
        await undo(office, ref)

    assert view.decision is not None
    assert view.decision.state is DecisionState.UNDONE
    assert (await events(office, ref)).count("decision_undone") == 1


async def test_an_advance_can_be_undone_until_it_is_released(office: Office) -> None:
    ref = await office.submit()
    case = await office.stores.cases.open(ref)
    await office.stores.cases.record_decision(case, an_advance(), None)

    await undo(office, ref)

    assert await office.stores.cases.release_advance(ref, NOW) is None


async def test_an_answer_that_was_not_carried_out_yet_is_taken_back_at_once(office: Office) -> None:
    ref = await office.submit()
    answered = await office.decide(await office.ask(ref))

    await undo(office, ref)
    with pytest.raises(NothingToUndoError):
        await undo(office, ref)

    again = await office.stores.reviews.case(ref.company_id, answered.review.id)
    assert (again.review.state, again.review.decided_by, again.review.outcome) == (ReviewState.OPEN, None, None)
    assert again.review.version == answered.review.version + 1
    assert (await events(office, ref))[-1] == "decision_undone"
    assert (await office.decide(again)).review.state is ReviewState.DECIDED


async def test_an_undecided_application_has_nothing_to_undo(office: Office) -> None:
    ref = await office.submit()

    with pytest.raises(NothingToUndoError):
        await undo(office, ref)


@pytest.mark.parametrize("status", [SendStatus.ACCEPTED, SendStatus.MAYBE_SENT])
async def test_a_decision_whose_letter_may_have_left_is_not_undone(office: Office, status: SendStatus) -> None:
    letter = await office.rejected()
    await office.send(letter, status)

    with pytest.raises(LetterAlreadySentError):
        await undo(office, application_of(letter))


@pytest.mark.parametrize("status", [SendStatus.NOT_SENT, SendStatus.MISCONFIGURED, SendStatus.REFUSED])
async def test_a_decision_whose_letter_surely_did_not_leave_can_be_undone(office: Office, status: SendStatus) -> None:
    letter = await office.rejected()
    await office.send(letter, status)

    view = await undo(office, application_of(letter))

    assert view.decision is not None
    assert view.decision.state is DecisionState.UNDONE


async def test_only_a_held_application_can_be_released(office: Office) -> None:
    ref = await office.submit()

    with pytest.raises(NotHeldError, match="awaiting_interview"):
        await release(office, ref, "retry")


async def test_a_held_letter_is_released_by_one_person(office: Office, rival: Office) -> None:
    for number in range(4):  # a fifth lost answer in a row would stop the sender
        ref = await held_in_doubt(office, number)

        results = await asyncio.gather(
            release(office, ref, "sent"), release(rival, ref, "not_sent"), return_exceptions=True
        )

        assert names(results) == ["NotHeldError", "taken"]
        assert (await events(office, ref)).count("released") == 1


async def test_a_letter_that_may_have_left_is_not_decided_anew_before_somebody_says_whether_it_did(
    office: Office,
) -> None:
    ref = await held_in_doubt(office)

    with pytest.raises(LetterAlreadySentError, match="not_sent"):
        await release(office, ref, "review")


async def test_a_case_that_waits_for_a_reviewer_is_decided_there_and_not_released(office: Office) -> None:
    ref = await office.submit()
    case = await office.ask(ref, held=HeldReason.LINT)

    with pytest.raises(NotHeldError, match=case.review.id):
        await release(office, ref, "review")

    assert case.application.state is ApplicationState.HELD


async def test_a_letter_that_may_have_left_is_not_simply_tried_again(office: Office) -> None:
    ref = await held_in_doubt(office)

    with pytest.raises(LetterAlreadySentError, match="not_sent"):
        await release(office, ref, "retry")


async def test_where_nothing_is_in_doubt_there_is_no_doubt_to_settle(office: Office) -> None:
    letter = await office.rejected(1, Channel.EMAIL)
    await office.send(letter, SendStatus.REFUSED)

    with pytest.raises(NotHeldError, match="channels_failed"):
        await release(office, application_of(letter), "sent")


async def test_an_application_that_does_not_exist_is_not_found(office: Office) -> None:
    stranger = ApplicationRef(company_id="another", application_id="missing")

    with pytest.raises(ApplicationNotFoundError):
        await ask(office, stranger, CommandKind.WITHDRAWN)
    with pytest.raises(ApplicationNotFoundError):
        await undo(office, stranger)
    with pytest.raises(ApplicationNotFoundError):
        await release(office, stranger, "retry")
