"""What the journey's steps record: the same once and again, and nothing at all by a step that was overtaken."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from kindregards.domain.applications import ApplicationState, HeldReason, Outcome, Stage
from kindregards.domain.cases import CaseChangedError, CaseFile
from kindregards.domain.decisions import DecisionMode
from kindregards.domain.intake import ApplicationDecidedError, ApplicationNotFoundError, ApplicationView
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.letters import LetterState
from kindregards.domain.policies import DEFAULT_POLICY
from kindregards.domain.reviews import Nudge, ReviewState
from kindregards.store.commands import INTERVIEW_OVERDUE
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.tables import DecisionTable, LetterTable, ReviewTable
from tests.builders import NOW, a_candidate, an_interview_result
from tests.store.office import (
    LATER,
    Office,
    a_rejection,
    a_review,
    an_advance,
    letter_of,
)

pytestmark = pytest.mark.anyio


async def count(office: Office, table: type[SQLModel]) -> int:
    def read(session: Session) -> int:
        return session.execute(select(func.count()).select_from(table)).scalar_one()

    return await office.database.read(read)


async def opened(office: Office, number: int = 1) -> CaseFile:
    return await office.stores.cases.open(await office.submit(number))


async def undo(office: Office, ref: ApplicationRef) -> ApplicationView:
    return await office.stores.requests.undo(ref, actor="user-1", reason="wrong_score", now=NOW)


async def letter_states(office: Office, ref: ApplicationRef) -> list[tuple[str, str]]:
    return [(letter.purpose, letter.state) for letter in await office.stores.letters.letters_of(ref)]


async def test_a_case_file_holds_everything_known(office: Office) -> None:
    ref = await office.submit(candidate=a_candidate(), stage=Stage.SECOND_ROUND)

    case = await office.stores.cases.open(ref)

    assert case.candidate == a_candidate()
    assert case.result == an_interview_result(score=58, facts={"expected_salary": 20000})
    assert (case.stage, case.state, case.outcome) == (Stage.SECOND_ROUND, ApplicationState.AWAITING_INTERVIEW, None)
    assert (case.brand.company_name, case.policy_version, case.is_test) == ("晴川科技", 1, False)
    assert (case.decision, case.review, case.letter) == (None, None, None)


async def test_a_case_that_does_not_exist_is_not_found(office: Office) -> None:
    with pytest.raises(ApplicationNotFoundError):
        await office.stores.cases.open(ApplicationRef(company_id=DEFAULT_COMPANY_ID, application_id="missing"))


async def test_an_application_keeps_the_policy_it_was_taken_in_under(office: Office) -> None:
    ref = await office.submit(1)
    policies, harder = office.stores.policies, replace(DEFAULT_POLICY, automatic_rejection=False)
    draft = await policies.add_draft(DEFAULT_COMPANY_ID, "default", harder, author="user-1", now=NOW)
    await policies.activate(DEFAULT_COMPANY_ID, "default", draft.version, now=NOW)
    later = await office.submit(2)

    before, after = [await office.stores.cases.open(each) for each in (ref, later)]

    assert (before.policy_version, before.policy.automatic_rejection) == (1, True)
    assert (after.policy_version, after.policy.automatic_rejection) == (2, False)


# Decisions.


async def test_a_rejection_waits_with_its_letter(office: Office) -> None:
    case = await opened(office)
    draft = await office.draft(case)

    letter_id = await office.stores.cases.record_decision(case, a_rejection(leave_at=LATER), draft)

    after = await office.stores.cases.open(case.ref)
    assert (after.state, after.outcome) == (ApplicationState.LETTER_PENDING, Outcome.REJECT)
    assert (after.letter_id, after.letter, after.decision_leaves_at) == (letter_id, draft.letter, LATER)
    assert after.decision is not None
    assert (after.decision.version, after.decision.mode) == (1, DecisionMode.AUTOMATIC)
    assert await letter_states(office, case.ref) == [("outcome", LetterState.PENDING)]


async def test_a_decision_recorded_twice_is_one_decision_with_one_letter(office: Office) -> None:
    case = await opened(office)
    draft = await office.draft(case)

    first = await office.stores.cases.record_decision(case, a_rejection(), draft)
    second = await office.stores.cases.record_decision(case, a_rejection(decided_at=LATER), draft)

    assert first == second
    assert await count(office, DecisionTable) == 1
    assert await count(office, LetterTable) == 1


async def test_a_decision_recorded_twice_at_once_is_one_decision_with_one_letter(office: Office, rival: Office) -> None:
    for number in range(10):
        case = await opened(office, number)
        draft = await office.draft(case)

        letters = await asyncio.gather(
            *(each.stores.cases.record_decision(case, a_rejection(), draft) for each in (office, rival, office))
        )

        assert len(set(letters)) == 1
    assert await count(office, DecisionTable) == 10
    assert await count(office, LetterTable) == 10


async def test_a_step_that_was_overtaken_does_not_decide_again_after_the_letter_left(office: Office) -> None:
    case = await opened(office)
    draft = await office.draft(case)
    letter_id = await office.stores.cases.record_decision(case, a_rejection(), draft)
    assert letter_id is not None
    await office.send(letter_of(case.ref, letter_id))

    again = await office.stores.cases.record_decision(case, a_rejection(), draft)

    assert again == letter_id
    assert (await office.stores.applications.get(case.ref)).state is ApplicationState.TOLD
    assert await count(office, LetterTable) == 1


async def test_a_step_that_was_overtaken_does_not_decide_over_a_reviewer(office: Office) -> None:
    case = await opened(office)
    draft = await office.draft(case)
    await office.stores.cases.record_decision(case, a_rejection(), draft)
    await undo(office, case.ref)
    review = await office.ask(case.ref, flags=["undone"])

    with pytest.raises(CaseChangedError):
        await office.stores.cases.record_decision(case, a_rejection(), draft)

    after = await office.stores.reviews.case(DEFAULT_COMPANY_ID, review.review.id)
    assert after.review.state is ReviewState.OPEN
    assert after.application.state is ApplicationState.AWAITING_REVIEW
    assert await count(office, DecisionTable) == 1


async def test_a_step_that_read_an_older_result_decides_nothing(office: Office) -> None:
    case = await opened(office)
    draft = await office.draft(case)
    await office.stores.results.add(case.ref, an_interview_result(result_id="r-2", supersedes="r-1", score=90), now=NOW)

    with pytest.raises(CaseChangedError):
        await office.stores.cases.record_decision(case, a_rejection(), draft)

    assert await count(office, DecisionTable) == 0


async def test_of_a_newer_result_and_a_decision_on_the_older_one_wins(office: Office, rival: Office) -> None:
    for number in range(12):
        case = await opened(office, number)
        result = an_interview_result(result_id="r-2", supersedes="r-1", score=90)

        taken, decided = await asyncio.gather(
            office.stores.results.add(case.ref, result, now=NOW),
            rival.stores.cases.record_decision(case, an_advance(), None),
            return_exceptions=True,
        )

        assert isinstance(taken, ApplicationDecidedError) is not isinstance(decided, CaseChangedError)


async def test_a_reviewers_rejection_takes_the_draft_they_saw(office: Office) -> None:
    ref = await office.submit()
    review = await office.ask(ref)
    await office.decide(review)
    case = await office.stores.cases.open(ref)

    letter_id = await office.stores.cases.record_decision(case, a_rejection(mode=DecisionMode.HUMAN), None)

    after = await office.stores.cases.open(ref)
    assert letter_id == review.letter_id
    assert after.letter == review.letter
    assert await letter_states(office, ref) == [("outcome", LetterState.PENDING)]


async def test_an_advance_cancels_the_draft_of_a_rejection(office: Office) -> None:
    ref = await office.submit()
    await office.decide(await office.ask(ref), outcome=Outcome.ADVANCE)
    case = await office.stores.cases.open(ref)

    letter_id = await office.stores.cases.record_decision(case, an_advance(), None)

    assert letter_id is None
    assert await letter_states(office, ref) == [("outcome", LetterState.CANCELLED)]


async def test_an_automatic_decision_leaves_no_older_draft_behind(office: Office) -> None:
    ref = await office.submit()
    review = await office.ask(ref)
    result = an_interview_result(result_id="r-2", supersedes="r-1", score=40)
    await office.stores.results.add(ref, result, now=NOW)

    await office.reject(ref)

    states = await letter_states(office, ref)
    superseded = await office.stores.reviews.case(DEFAULT_COMPANY_ID, review.review.id)
    assert states == [("outcome", LetterState.CANCELLED), ("outcome", LetterState.PENDING)]
    assert superseded.review.state is ReviewState.SUPERSEDED


# Reviews.


async def test_a_question_asked_twice_is_one_review(office: Office) -> None:
    case = await opened(office)
    draft = await office.draft(case)

    first = await office.stores.cases.open_review(case, a_review(), draft)
    second = await office.stores.cases.open_review(case, a_review(), draft)

    assert first == second
    assert await count(office, ReviewTable) == 1
    assert await count(office, LetterTable) == 1


async def test_a_question_asked_twice_at_once_is_one_review(office: Office, rival: Office) -> None:
    for number in range(10):
        case = await opened(office, number)
        draft = await office.draft(case)

        ids = await asyncio.gather(
            *(each.stores.cases.open_review(case, a_review(), draft) for each in (office, rival))
        )

        assert ids[0] == ids[1]
    assert await count(office, ReviewTable) == 10


async def test_a_step_that_was_overtaken_does_not_ask_again_after_the_answer(office: Office) -> None:
    case = await opened(office)
    draft = await office.draft(case)
    review_id, _ = await office.stores.cases.open_review(case, a_review(), draft)
    await office.decide(await office.stores.reviews.case(DEFAULT_COMPANY_ID, review_id))

    again, _ = await office.stores.cases.open_review(case, a_review(), draft)

    assert again == review_id
    assert await count(office, ReviewTable) == 1


async def test_a_new_question_supersedes_the_old_one_and_its_draft(office: Office) -> None:
    ref = await office.submit()
    old = await office.ask(ref)

    new = await office.ask(ref, flags=["undone"], held=HeldReason.LINT)

    before = await office.stores.reviews.case(DEFAULT_COMPANY_ID, old.review.id)
    assert before.review.state is ReviewState.SUPERSEDED
    assert (new.application.state, new.application.held_reason) == (ApplicationState.HELD, HeldReason.LINT)
    assert new.application.review_id == new.review.id
    assert await letter_states(office, ref) == [("outcome", LetterState.CANCELLED), ("outcome", LetterState.DRAFT)]


async def test_alarms_are_written_down_and_the_last_one_holds(office: Office) -> None:
    ref = await office.submit()
    review = await office.ask(ref)

    for kind in (Nudge.REMIND, Nudge.DUE, Nudge.ESCALATE, Nudge.HOLD):
        await office.stores.cases.note_alarm(ref, review.review.id, kind, LATER)

    after = await office.stores.reviews.case(DEFAULT_COMPANY_ID, review.review.id)
    events = [entry.event for entry in await office.stores.applications.timeline(ref)]
    assert events[-4:] == ["review_remind", "review_due", "review_escalate", "review_hold"]
    assert after.review.state is ReviewState.HELD
    assert after.application.held_reason is HeldReason.REVIEW_OVERDUE
    assert (await office.decide(after)).review.outcome is Outcome.REJECT


async def test_an_alarm_that_rings_twice_is_written_down_once(office: Office) -> None:
    ref = await office.submit(result=None)
    review = await office.ask(ref, draft=False)

    for _ in range(2):
        await office.stores.cases.note_alarm(ref, None, INTERVIEW_OVERDUE, LATER)
        await office.stores.cases.note_alarm(ref, review.review.id, Nudge.REMIND, LATER)

    events = [entry.event for entry in await office.stores.applications.timeline(ref)]
    assert events[-2:] == ["interview_overdue", "review_remind"]
    assert len(events) == 4


async def test_an_alarm_for_a_decided_review_changes_nothing(office: Office) -> None:
    ref = await office.submit()
    review = await office.decide(await office.ask(ref))

    await office.stores.cases.note_alarm(ref, review.review.id, Nudge.HOLD, LATER)

    after = await office.stores.reviews.case(DEFAULT_COMPANY_ID, review.review.id)
    assert after.review.state is ReviewState.DECIDED
    assert after.application.state is ApplicationState.AWAITING_REVIEW
