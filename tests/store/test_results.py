"""Interview results that come after the application: one at a time, superseded only by name, refused when too late."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import HeldReason, Outcome
from kindregards.domain.channels import SendStatus
from kindregards.domain.errors import DomainError
from kindregards.domain.intake import (
    AiInterviewDeclinedError,
    ApplicationDecidedError,
    ApplicationFinishedError,
    ApplicationNotFoundError,
    CandidateRequest,
    ResultExistsError,
    Submitted,
)
from kindregards.domain.journey import ApplicationRef, CommandKind, RequestRef
from kindregards.domain.reviewing import StaleVersionError
from kindregards.store.tables import InterviewResultTable
from tests.activities.steps import a_reviewing
from tests.builders import NOW, an_interview_result
from tests.store.office import Office, application_of

pytestmark = pytest.mark.anyio


async def add(office: Office, ref: ApplicationRef, **changes: object) -> Submitted:
    return await office.stores.results.add(ref, an_interview_result(**changes), now=NOW)


async def kept(office: Office, ref: ApplicationRef) -> dict[str, bool]:
    """Return the results of an application, and which is the current one."""

    def read(session: Session) -> dict[str, bool]:
        rows = session.execute(
            select(col(InterviewResultTable.result_id), col(InterviewResultTable.is_current)).where(
                col(InterviewResultTable.application_id) == ref.application_id
            )
        )
        return {row.result_id: row.is_current for row in rows}

    return await office.database.read(read)


def names(results: Sequence[object]) -> list[str]:
    return sorted(type(each).__name__ if isinstance(each, DomainError) else "kept" for each in results)


async def test_a_result_is_kept_with_its_command(office: Office) -> None:
    ref = await office.submit(result=None)
    (start,) = office.trigger.commands
    await office.queue.settle([start], late=False, now=NOW)

    submitted = await add(office, ref)

    case = await office.stores.cases.open(ref)
    assert submitted.is_new
    assert case.result == an_interview_result()
    assert office.trigger.commands[-1].command.kind is CommandKind.RESULT
    assert office.trigger.commands[-1].command.reference == case.result_id


async def test_the_same_result_again_changes_nothing(office: Office) -> None:
    ref = await office.submit(result=None)
    await add(office, ref)

    again = await add(office, ref)

    assert not again.is_new
    assert await kept(office, ref) == {"r-1": True}


async def test_a_result_known_by_its_id_with_other_content_is_refused(office: Office) -> None:
    ref = await office.submit(result=None)
    await add(office, ref)

    with pytest.raises(ResultExistsError, match="supersedes"):
        await add(office, ref, score=90)

    assert (await office.stores.cases.open(ref)).result == an_interview_result()


async def test_a_second_result_is_refused_unless_it_names_the_first(office: Office) -> None:
    ref = await office.submit(result=None)
    await add(office, ref)

    with pytest.raises(ResultExistsError) as refused:
        await add(office, ref, result_id="r-2")
    await add(office, ref, result_id="r-3", supersedes="r-1")

    assert refused.value.details == {"result_id": "r-1"}
    assert await kept(office, ref) == {"r-1": False, "r-3": True}


async def test_a_superseded_result_sent_again_is_answered_and_stays_superseded(office: Office) -> None:
    ref = await office.submit(result=None)
    await add(office, ref)
    await add(office, ref, result_id="r-2", supersedes="r-1")

    again = await add(office, ref)

    assert not again.is_new
    assert await kept(office, ref) == {"r-1": False, "r-2": True}


async def test_a_result_for_nobody_is_refused(office: Office) -> None:
    ref = await office.submit(result=None)
    stranger = ApplicationRef(company_id=ref.company_id, application_id="no-such-application")

    with pytest.raises(ApplicationNotFoundError):
        await add(office, stranger)


async def test_a_decided_application_takes_no_result(office: Office) -> None:
    letter = await office.rejected()

    with pytest.raises(ApplicationDecidedError):
        await add(office, application_of(letter), result_id="r-2", supersedes="r-1")


async def test_between_an_undo_and_its_step_a_result_is_asked_for_once_more(office: Office) -> None:
    letter = await office.rejected()
    ref = application_of(letter)
    await office.stores.requests.undo(ref, actor="user-1", reason="wrong_score", now=NOW)

    with pytest.raises(ApplicationDecidedError, match="Send the result again in a minute") as refused:
        await add(office, ref, result_id="r-2", supersedes="r-1")
    request = RequestRef(company_id=ref.company_id, application_id=ref.application_id, kind=CommandKind.UNDONE)
    await a_reviewing(office).carry_out(request)
    taken = await add(office, ref, result_id="r-2", supersedes="r-1")

    assert (refused.value.details, taken.is_new) == ({"decision": "undone"}, True)


async def test_an_application_whose_letter_is_held_takes_no_result(office: Office) -> None:
    letter = await office.rejected()
    await office.send(letter, SendStatus.MAYBE_SENT)

    with pytest.raises(ApplicationDecidedError):
        await add(office, application_of(letter), result_id="r-2", supersedes="r-1")


async def test_a_review_that_is_held_takes_a_new_result(office: Office) -> None:
    ref = await office.submit()
    await office.ask(ref, held=HeldReason.LINT)

    submitted = await add(office, ref, result_id="r-2", supersedes="r-1")

    assert submitted.is_new


async def test_a_told_application_takes_no_result(office: Office) -> None:
    letter, _ = await office.told()

    with pytest.raises(ApplicationFinishedError):
        await add(office, application_of(letter), result_id="r-2", supersedes="r-1")


async def test_a_closed_application_takes_no_result(office: Office) -> None:
    ref = await office.submit(result=None)
    await office.stores.cases.close(ref, NOW)

    with pytest.raises(ApplicationFinishedError):
        await add(office, ref)


async def test_who_declined_the_ai_interview_is_not_judged_by_it(office: Office) -> None:
    ref = await office.submit(result=None)
    request = CandidateRequest(kind=CommandKind.AI_INTERVIEW_DECLINED, source="candidate")
    await office.stores.requests.add(ref, request, now=NOW)

    with pytest.raises(AiInterviewDeclinedError):
        await add(office, ref)

    assert await kept(office, ref) == {}


async def test_a_result_cannot_overtake_a_reviewer_who_has_decided(office: Office) -> None:
    ref = await office.submit()
    await office.decide(await office.ask(ref))

    with pytest.raises(ApplicationDecidedError):
        await add(office, ref, result_id="r-2", supersedes="r-1")


async def test_a_reviewer_cannot_decide_on_a_result_that_was_superseded(office: Office) -> None:
    ref = await office.submit()
    case = await office.ask(ref)
    await add(office, ref, result_id="r-2", supersedes="r-1")

    with pytest.raises(StaleVersionError):
        await office.decide(case)


async def test_a_person_asked_for_lack_of_a_result_can_decide(office: Office) -> None:
    ref = await office.submit(result=None)
    case = await office.ask(ref, flags=["ai_interview_declined"], draft=False)

    decided = await office.decide(case, outcome=Outcome.ADVANCE, letter_hash=None)

    assert decided.review.outcome is Outcome.ADVANCE


async def test_of_two_different_results_at_once_one_is_kept(office: Office, rival: Office) -> None:
    for number in range(15):
        ref = await office.submit(number, result=None)

        results = await asyncio.gather(
            add(office, ref, result_id="r-1"), add(rival, ref, result_id="r-2"), return_exceptions=True
        )

        assert names(results) == ["ResultExistsError", "kept"]
        assert list((await kept(office, ref)).values()) == [True]


async def test_the_same_result_many_times_at_once_is_kept_once(office: Office, rival: Office) -> None:
    ref = await office.submit(result=None)

    results = await asyncio.gather(*(add((office, rival)[turn % 2], ref) for turn in range(20)))

    assert [result.is_new for result in results].count(True) == 1
    assert await kept(office, ref) == {"r-1": True}


async def test_a_result_and_a_refusal_of_the_interview_at_once_are_never_both_taken(
    office: Office, rival: Office
) -> None:
    request = CandidateRequest(kind=CommandKind.AI_INTERVIEW_DECLINED, source="candidate")
    for number in range(15):
        ref = await office.submit(number, result=None)

        results = await asyncio.gather(
            add(office, ref), rival.stores.requests.add(ref, request, now=NOW), return_exceptions=True
        )

        assert names(results) in (["AiInterviewDeclinedError", "kept"], ["ResultExistsError", "kept"])


async def test_a_result_and_a_decision_at_once_are_never_both_taken(office: Office, rival: Office) -> None:
    for number in range(15):
        ref = await office.submit(number)
        case = await office.ask(ref)

        results = await asyncio.gather(
            add(office, ref, result_id="r-2", supersedes="r-1"), rival.decide(case), return_exceptions=True
        )

        assert names(results) in (["ApplicationDecidedError", "kept"], ["StaleVersionError", "kept"])


async def test_a_result_may_be_long(office: Office) -> None:
    ref = await office.submit(result=None)
    result = an_interview_result(facts={f"fact-{number}": number for number in range(5000)})

    await office.stores.results.add(ref, result, now=NOW + timedelta(hours=1))

    assert (await office.stores.cases.open(ref)).result == result


async def test_one_result_leaves_others_alone(office: Office) -> None:
    first, second = await office.submit(1, result=None), await office.submit(2, result=None)

    await add(office, first)

    def count(session: Session) -> int:
        return session.execute(select(func.count()).select_from(InterviewResultTable)).scalar_one()

    assert await office.database.read(count) == 1
    assert (await office.stores.cases.open(second)).result is None
