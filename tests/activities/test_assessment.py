"""Assessing while results, undos and other runs of the same step come in between."""

from collections.abc import Awaitable, Callable

import pytest

from kindregards.domain.applications import ApplicationState, Outcome
from kindregards.domain.journey import ApplicationRef, Step
from kindregards.domain.reviews import ReviewState
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.activities.steps import an_assessment, assessed
from tests.builders import NOW, an_interview_result
from tests.store.office import Office, a_review, letter_of

pytestmark = pytest.mark.anyio


def a_better_result(office: Office, ref: ApplicationRef, score: float = 90) -> Callable[[], Awaitable[object]]:
    """Return what sends a result that supersedes the first."""
    result = an_interview_result(result_id="r-2", supersedes="r-1", score=score)
    return lambda: office.stores.results.add(ref, result, now=NOW)


async def undo(office: Office, ref: ApplicationRef) -> None:
    await office.stores.requests.undo(ref, actor="user-1", reason="wrong_score", now=NOW)


async def test_a_result_accepted_while_the_first_is_assessed_is_the_one_decided_on(office: Office) -> None:
    ref = await office.submit(score=58)

    verdict = await an_assessment(office, a_better_result(office, ref)).assess(assessed(ref))

    after = await office.stores.applications.get(ref)
    assert after.decision is not None
    assert (verdict.step, verdict.letter_id) == (Step.COOL, None)
    assert (after.outcome, after.decision.version) == (Outcome.ADVANCE, 1)


async def test_a_review_of_the_first_result_gives_way_to_a_run_that_knows_the_second(office: Office) -> None:
    ref = await office.submit(score=65)

    async def the_first_is_asked_about() -> None:
        await office.stores.cases.open_review(outdated, a_review(), None)

    outdated = await office.stores.cases.open(ref)
    await a_better_result(office, ref, score=40)()

    verdict = await an_assessment(office, the_first_is_asked_about).assess(assessed(ref))

    case = await office.stores.cases.open(ref)
    assert case.review is not None
    assert (verdict.step, case.outcome) == (Step.COOL, Outcome.REJECT)
    assert case.review.state is ReviewState.SUPERSEDED


async def test_a_step_that_runs_again_after_its_decision_was_undone_asks_a_person(office: Office) -> None:
    ref = await office.submit(score=58)
    assessment = an_assessment(office)
    await assessment.assess(assessed(ref))
    await undo(office, ref)

    again = await assessment.assess(assessed(ref))

    after = await office.stores.applications.get(ref)
    assert again.review_id is not None
    review = (await office.stores.reviews.case(DEFAULT_COMPANY_ID, again.review_id)).review
    assert (again.step, review.flags, review.reason) == (Step.REVIEW, ("undone",), "interview_performance")
    assert (after.state, after.decision) == (ApplicationState.AWAITING_REVIEW, None)


async def test_a_step_whose_decision_is_undone_before_it_records_its_own_reads_again(office: Office) -> None:
    ref = await office.submit(score=58)

    async def decide_and_undo() -> None:
        await office.reject(ref)
        await undo(office, ref)

    assessment = an_assessment(office, decide_and_undo)

    verdict = await assessment.assess(assessed(ref))

    assert verdict.step is Step.REVIEW


async def test_a_step_that_runs_again_after_the_letter_left_names_the_same_letter(office: Office) -> None:
    ref = await office.submit(score=58)
    assessment = an_assessment(office)
    decided = await assessment.assess(assessed(ref))
    assert decided.letter_id is not None
    await office.send(letter_of(ref, decided.letter_id))

    again = await assessment.assess(assessed(ref))

    assert (again.step, again.letter_id) == (Step.COOL, decided.letter_id)
    assert len(await office.stores.letters.letters_of(ref)) == 1


async def test_a_step_that_runs_again_after_a_person_answered_waits_for_that_answer(office: Office) -> None:
    ref = await office.submit(score=65)
    assessment = an_assessment(office)
    asked = await assessment.assess(assessed(ref))
    assert asked.review_id is not None
    await office.decide(await office.stores.reviews.case(DEFAULT_COMPANY_ID, asked.review_id))

    again = await assessment.assess(assessed(ref))

    review = (await office.stores.reviews.case(DEFAULT_COMPANY_ID, asked.review_id)).review
    assert (again.step, again.review_id) == (Step.REVIEW, asked.review_id)
    assert review.state is ReviewState.DECIDED
