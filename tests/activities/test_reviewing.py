"""Carrying out a person's decision while others come in between."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kindregards.domain.applications import Consents, Outcome
from kindregards.domain.journey import ApplicationRef, CommandKind, RequestRef, Step
from kindregards.domain.languages import Language
from kindregards.domain.reasons import Party, Reason
from kindregards.domain.reviewing import Seen
from kindregards.store.decision_records import DecisionRecords
from tests.activities.steps import a_reviewing
from tests.builders import NOW
from tests.store.office import LATER, Office, letter_of
from tests.world import a_new_application

pytestmark = pytest.mark.anyio


def decided(ref: ApplicationRef) -> RequestRef:
    """Return the request that carries out a review's decision."""
    return RequestRef(company_id=ref.company_id, application_id=ref.application_id, kind=CommandKind.REVIEW_DECIDED)


async def test_a_step_that_runs_again_after_its_decision_was_undone_asks_again(office: Office) -> None:
    ref = await office.submit(score=65)
    await office.decide(await office.ask(ref))
    await a_reviewing(office).carry_out(decided(ref))
    await office.stores.requests.undo(ref, actor="user-2", reason="wrong_key", now=NOW)

    again = await a_reviewing(office).carry_out(decided(ref))

    assert again.review_id is not None
    review = (await office.stores.reviews.case(ref.company_id, again.review_id)).review
    assert (again.step, review.flags) == (Step.REVIEW, ("undone",))


async def test_a_step_that_runs_again_after_the_letter_left_names_the_same_letter(office: Office) -> None:
    ref = await office.submit(score=65)
    await office.decide(await office.ask(ref))
    first = await a_reviewing(office).carry_out(decided(ref))
    assert first.letter_id is not None
    await office.send(letter_of(ref, first.letter_id))

    again = await a_reviewing(office).carry_out(decided(ref))

    assert (again.step, again.letter_id) == (Step.COOL, first.letter_id)


async def test_a_step_overtaken_by_a_newer_question_waits_for_that(office: Office) -> None:
    ref = await office.submit(score=65)
    await office.decide(await office.ask(ref))

    async def ask_once_more() -> None:
        await office.ask(ref, flags=["released"])

    verdict = await a_reviewing(office, ask_once_more).carry_out(decided(ref))

    case = await office.stores.cases.open(ref)
    assert case.review is not None
    assert (verdict.step, verdict.review_id, case.outcome) == (Step.REVIEW, case.review.id, None)


async def test_a_reviewers_advance_is_recorded_once(office: Office) -> None:
    ref = await office.submit(score=65)
    await office.decide(await office.ask(ref), outcome=Outcome.ADVANCE)

    verdicts = [await a_reviewing(office).carry_out(decided(ref)) for _ in range(2)]

    case = await office.stores.cases.open(ref)
    assert [verdict.step for verdict in verdicts] == [Step.COOL, Step.COOL]
    assert case.decision is not None
    assert case.decision.version == 1


async def test_a_decision_carried_out_late_keeps_when_it_was_taken_and_what_the_rules_had_looked_at(
    office: Office,
) -> None:
    ref = await office.submit(score=65)
    case, desk = await office.ask(ref), office.stores.reviews
    seen = Seen(version=case.review.version, letter_hash=case.letter_hash)
    for at in (NOW - timedelta(seconds=40), NOW):
        await desk.claim(ref.company_id, case.review.id, user_id="user-1", now=at, seen=seen)
    moved = replace(a_new_application(1).candidate, country="DE", consents=Consents(ai_interview=False))
    await office.submit(2, candidate=moved, now=NOW)
    await office.decide(case, evidence=("transcript",))

    await replace(a_reviewing(office), clock=lambda: LATER).carry_out(decided(ref))

    [why] = await DecisionRecords(office.database, office.stores.policies).why(ref)
    assert (why.decided_at, why.inputs["country"], why.inputs["ai_interview"]) == (NOW, "CN", True)
    assert (why.seconds_on_case, why.evidence) == (40, ("summary", "transcript"))
    assert (await office.stores.cases.open(ref)).candidate.country == "DE"


async def test_a_reason_is_named_as_the_list_did_when_it_was_decided(office: Office) -> None:
    ref, reasons = await office.submit(score=65), office.stores.reasons
    told = {Language.CHINESE: "这个岗位需要倒班。", Language.ENGLISH: "The role is worked in shifts."}
    shifts = Reason(code="shift_work", party=Party.COMPANY, label_zh="无法倒班", label_en="Shift work", text=told)
    await reasons.write(ref.company_id, shifts, author="user-1", now=NOW)
    await office.decide(await office.ask(ref), outcome=Outcome.ADVANCE, reason="shift_work")
    await a_reviewing(office).carry_out(decided(ref))

    await reasons.write(ref.company_id, replace(shifts, label_en="Night work"), author="user-1", now=LATER)

    [why] = await DecisionRecords(office.database, office.stores.policies).why(ref)
    assert why.reason_labels == {Language.CHINESE: "无法倒班", Language.ENGLISH: "Shift work"}


async def test_an_undo_that_is_carried_out_again_after_the_answer_waits_for_that_answer(office: Office) -> None:
    ref = await office.submit(score=58)
    await office.reject(ref)
    await office.stores.requests.undo(ref, actor="user-1", reason="wrong_score", now=NOW)
    undone = replace(decided(ref), kind=CommandKind.UNDONE)
    asked = await a_reviewing(office).carry_out(undone)
    assert asked.review_id is not None
    await office.decide(await office.stores.reviews.case(ref.company_id, asked.review_id))

    again = await a_reviewing(office).carry_out(undone)

    assert again.review_id == asked.review_id


async def test_an_answer_taken_back_before_it_is_carried_out_is_waited_for_again(office: Office) -> None:
    ref = await office.submit(score=65)
    await office.decide(await office.ask(ref))
    await office.stores.requests.undo(ref, actor="user-1", reason="wrong_key", now=NOW)

    verdict = await a_reviewing(office).carry_out(decided(ref))

    after = await office.stores.applications.get(ref)
    assert (verdict.step, verdict.review_id, after.decision) == (Step.REVIEW, after.review_id, None)


async def test_an_answer_taken_back_while_it_is_carried_out_counts_no_more(office: Office) -> None:
    ref = await office.submit(score=65)
    await office.decide(await office.ask(ref))

    async def undo() -> None:
        await office.stores.requests.undo(ref, actor="user-1", reason="wrong_key", now=NOW)

    verdict = await a_reviewing(office, undo).carry_out(decided(ref))

    after = await office.stores.applications.get(ref)
    assert (verdict.step, after.decision) == (Step.REVIEW, None)
