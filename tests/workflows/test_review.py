"""Borderline cases: a person decides, and a timeout never does."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kindregards.domain.applications import ApplicationState, HeldReason, Outcome
from kindregards.domain.decisions import DecisionMode
from kindregards.domain.reviewing import AlreadyDecidedError, LetterBlockedError, LetterChangedError, StaleVersionError
from tests.builders import a_candidate, an_interview_result
from tests.world import QUICK_POLICY, World, a_world

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_approving_a_borderline_rejection_sends_the_draft(world: World) -> None:
    ref = await world.submit(score=65)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    draft = await world.review(ref)

    await world.decide(ref, Outcome.REJECT, comment="agreed")

    view = await world.until(ref, ApplicationState.TOLD)
    letter = await world.stores.letters.letter(ref.company_id, view.letter_id or "")
    assert view.decision is not None
    assert view.decision.mode is DecisionMode.HUMAN
    assert view.decision.decided_by == "user-1"
    assert letter.letter.content_hash == draft.letter_hash


async def test_overriding_to_advance_sends_no_letter(world: World) -> None:
    ref = await world.submit(score=65)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)

    await world.decide(ref, Outcome.ADVANCE)

    view = await world.until(ref, ApplicationState.CLOSED)
    assert view.outcome is Outcome.ADVANCE
    assert world.senders.email.sent == []


async def test_overriding_an_automatic_advance_after_undoing_it_rejects(world: World) -> None:
    ref = await world.submit(score=65)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    await world.decide(ref, Outcome.ADVANCE)
    view = await world.until_true(ref, lambda view: view.decision is not None)

    assert view.decision is not None
    assert view.decision.rule == "rule 4: always"


async def test_a_rewritten_letter_is_sent_in_the_reviewers_words(world: World) -> None:
    ref = await world.submit(score=65)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    case = await world.review(ref)
    assert case.letter is not None
    paragraphs = case.letter.body.split("\n\n")
    paragraphs[-2] = "我们在面试中看到了您的认真，谢谢您把每个问题都想得很仔细，也谢谢您分享自己的经历。"

    await world.decide(ref, Outcome.REJECT, body="\n\n".join(paragraphs))

    await world.until(ref, ApplicationState.TOLD)
    assert paragraphs[-2] in world.senders.email.sent[0].text


async def test_a_letter_that_the_lint_blocks_is_refused_and_nothing_is_decided(world: World) -> None:
    ref = await world.submit(score=65)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)

    with pytest.raises(LetterBlockedError):
        await world.decide(ref, Outcome.REJECT, body="您的得分是 65 分，排名第十。")

    assert (await world.view(ref)).state is ApplicationState.AWAITING_REVIEW


async def test_an_approval_of_another_letter_is_refused(world: World) -> None:
    ref = await world.submit(score=65)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)

    with pytest.raises(LetterChangedError):
        await world.decide(ref, Outcome.REJECT, letter_hash="0" * 64)


async def test_the_second_of_two_reviewers_hears_who_decided(world: World) -> None:
    ref = await world.submit(score=65)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    await world.decide(ref, Outcome.ADVANCE)

    with pytest.raises(AlreadyDecidedError) as refusal:
        await world.decide(ref, Outcome.REJECT)

    assert refusal.value.details["decided_by"] == "user-1"


async def test_an_answer_to_an_old_version_is_refused(world: World) -> None:
    ref = await world.submit(score=65)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)

    with pytest.raises(StaleVersionError):
        await world.decide(ref, Outcome.REJECT, version=0)


async def test_a_review_nobody_answers_reminds_escalates_and_holds_but_never_decides(world: World) -> None:
    ref = await world.submit(score=65)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)

    await world.pass_time(timedelta(days=60))

    view = await world.until(ref, ApplicationState.HELD)
    events = await world.events(ref)
    assert events[-4:] == ["review_remind", "review_due", "review_escalate", "review_hold"]
    assert view.held_reason is HeldReason.REVIEW_OVERDUE
    assert view.decision is None
    assert world.senders.email.sent == []


async def test_an_escalated_review_runs_a_fresh_clock_in_the_next_group_before_it_is_held(
    sqlite_url: str, tmp_path: Path
) -> None:
    passed_on = replace(QUICK_POLICY, review=replace(QUICK_POLICY.review, escalate_to=("leads",)))
    async with a_world(sqlite_url, tmp_path / "data", policy=passed_on) as world:
        ref = await world.submit(score=65)
        await world.until(ref, ApplicationState.AWAITING_REVIEW)

        await world.pass_time(timedelta(days=60))

        await world.until(ref, ApplicationState.HELD)
        round_of_clock = ["review_remind", "review_due", "review_escalate"]
        assert (await world.events(ref))[-7:] == [*round_of_clock, *round_of_clock, "review_hold"]
        assert (await world.review(ref)).review.group == "leads"


async def test_a_held_review_can_still_be_decided(world: World) -> None:
    ref = await world.submit(score=65)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    await world.pass_time(timedelta(days=60))
    await world.until(ref, ApplicationState.HELD)

    await world.decide(ref, Outcome.REJECT)

    view = await world.until(ref, ApplicationState.TOLD)
    assert view.outcome is Outcome.REJECT


async def test_a_missing_country_brings_a_person_first(world: World) -> None:
    ref = await world.submit(candidate=a_candidate(country=None))

    await world.until(ref, ApplicationState.AWAITING_REVIEW)

    assert "law_wants_person" in (await world.review(ref)).review.flags


async def test_low_confidence_brings_a_person(world: World) -> None:
    ref = await world.submit(result=an_interview_result(score=30, confidence=0.2))

    await world.until(ref, ApplicationState.AWAITING_REVIEW)

    assert "low_confidence" in (await world.review(ref)).review.flags
