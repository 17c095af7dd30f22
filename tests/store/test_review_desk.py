"""Reviewers at their desk: everything in the queue, one winner for each case, and only letters that may leave."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from kindregards.domain.applications import ApplicationState, Outcome
from kindregards.domain.errors import DomainError
from kindregards.domain.intake import ReasonUnknownError
from kindregards.domain.journey import CommandKind
from kindregards.domain.letter_parts import body_of, kinds_of, parts_of
from kindregards.domain.letters import BlockKind, LetterKind
from kindregards.domain.reviewing import (
    AlreadyDecidedError,
    LetterBlockedError,
    LetterChangedError,
    LetterMissingError,
    ReasonRequiredError,
    ReviewCase,
    ReviewNotFoundError,
    ReviewQuery,
    StaleVersionError,
)
from kindregards.domain.reviews import ReviewState
from kindregards.domain.rule_authors import RulesAuthorDecidesError
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.review_desk import LEASE
from tests.builders import NOW, a_job
from tests.racing import ROUNDS
from tests.store.office import Office, a_review
from tests.world import QUICK_POLICY

pytestmark = pytest.mark.anyio

STRICTER = replace(QUICK_POLICY, rules=QUICK_POLICY.rules[1:])
OWN_WORDS = """王梅，您好：

很遗憾，这次我们没有选择您进入「用户运营经理」的下一轮。

您在用户分层案例里把用户按活跃度和消费分成五层，并给出了每层的触达节奏，这部分工作扎实而清楚，我们印象很深。感谢您为面试花费的时间和准备，也感谢您坦诚地回答了每一个问题。

这个职位需要三年以上的项目管理经验，这一点与您目前的经历还有距离。这个结果只关系到这一个职位，并不是对您能力的评价。如果您愿意，欢迎您今后继续关注我们的职位。

祝您一切顺利！

晴川科技　李娜"""


async def asked(office: Office, number: int = 1) -> ReviewCase:
    return await office.ask(await office.submit(number))


async def seen(office: Office, case: ReviewCase) -> ReviewCase:
    return await office.stores.reviews.case(DEFAULT_COMPANY_ID, case.review.id)


async def claim(office: Office, case: ReviewCase, user: str, after: timedelta = timedelta(0)) -> bool:
    desk = office.stores.reviews
    return await desk.claim(DEFAULT_COMPANY_ID, case.review.id, user_id=user, now=NOW + after)


async def listed(office: Office, **query: object) -> list[str]:
    page = await office.stores.reviews.page(DEFAULT_COMPANY_ID, ReviewQuery(**query))  # type: ignore[arg-type] # names
    return [review.id for review in page.reviews]


# The queue.


async def test_the_queue_begins_with_what_is_due_first(office: Office) -> None:
    cases = []
    for number, hours in enumerate((3, 1, 2)):
        ref = await office.submit(number)
        alarms = tuple(replace(alarm, at=alarm.at + timedelta(hours=hours)) for alarm in a_review().alarms)
        case = await office.stores.cases.open(ref)
        review_id, _ = await office.stores.cases.open_review(case, a_review(alarms=alarms), await office.draft(case))
        cases.append(review_id)

    first = await office.stores.reviews.page(DEFAULT_COMPANY_ID, ReviewQuery(limit=2))
    second = await office.stores.reviews.page(DEFAULT_COMPANY_ID, ReviewQuery(limit=2, after=first.next_after))

    assert [review.id for review in first.reviews] == [cases[1], cases[2]]
    assert [review.id for review in second.reviews] == [cases[0]]
    assert second.next_after is None


async def test_reviews_due_at_the_same_moment_are_each_on_one_page(office: Office) -> None:
    cases = [await asked(office, number) for number in range(5)]

    pages, after = [], None
    for _ in range(3):
        page = await office.stores.reviews.page(DEFAULT_COMPANY_ID, ReviewQuery(limit=2, after=after))
        pages += [review.id for review in page.reviews]
        after = page.next_after

    assert sorted(pages) == sorted(case.review.id for case in cases)
    assert after is None


async def test_the_queue_is_found_by_job_group_assignee_state_and_due_time(office: Office) -> None:
    mine = await asked(office, 1)
    other = await office.ask(await office.submit(2, job=a_job(external_id="job-2")))
    await claim(office, mine, "user-1")
    await office.decide(other)

    assert await listed(office) == [mine.review.id]
    assert await listed(office, assignee="user-1") == [mine.review.id]
    assert await listed(office, assignee="user-2") == []
    assert await listed(office, job="job-2", state=ReviewState.DECIDED) == [other.review.id]
    assert await listed(office, group="recruiters") == [mine.review.id]
    assert await listed(office, group="others") == []
    assert await listed(office, due_before=mine.review.due_at) == []
    assert await listed(office, due_before=mine.review.due_at + timedelta(seconds=1)) == [mine.review.id]


async def test_a_case_shows_everything_needed_to_decide(office: Office) -> None:
    case = await asked(office)

    assert case.review.score == 58
    assert case.candidate.name == case.review.candidate_name == "王梅"
    assert case.result is not None
    assert case.letter is not None
    assert case.letter_hash == case.letter.content_hash
    assert case.application.state is ApplicationState.AWAITING_REVIEW


async def test_a_review_that_does_not_exist_is_not_found(office: Office) -> None:
    case = await asked(office)
    desk = office.stores.reviews

    with pytest.raises(ReviewNotFoundError):
        await desk.case(DEFAULT_COMPANY_ID, "missing")
    with pytest.raises(ReviewNotFoundError):
        await desk.claim(DEFAULT_COMPANY_ID, "missing", user_id="user-1", now=NOW)
    with pytest.raises(ReviewNotFoundError):
        await desk.claim("another company", case.review.id, user_id="user-1", now=NOW)


async def test_who_wrote_the_rules_decides_nothing_they_sent_where_the_company_says_so(office: Office) -> None:
    policies = office.stores.policies
    draft = await policies.add_draft(DEFAULT_COMPANY_ID, "default", STRICTER, author="user-1", now=NOW)
    await policies.activate(DEFAULT_COMPANY_ID, "default", draft.version, now=NOW)
    careful = replace(
        office, stores=replace(office.stores, reviews=replace(office.stores.reviews, wants_other_reviewer=True))
    )
    case = await asked(careful)

    with pytest.raises(RulesAuthorDecidesError):
        await careful.decide(case, decided_by="user-1")

    assert case.rules_author == "user-1"
    assert (await seen(careful, case)).review.state is ReviewState.OPEN
    assert (await careful.decide(case, decided_by="user-2")).review.decided_by == "user-2"


# Presence.


async def test_a_claim_lasts_ninety_seconds_and_is_renewed_by_its_owner(office: Office) -> None:
    case = await asked(office)

    claims = [
        await claim(office, case, "user-1"),
        await claim(office, case, "user-2", LEASE - timedelta(seconds=1)),
        await claim(office, case, "user-1", LEASE - timedelta(seconds=1)),
        await claim(office, case, "user-2", LEASE),
        await claim(office, case, "user-2", 2 * LEASE),
    ]

    assert claims == [True, False, True, False, True]
    review = (await seen(office, case)).review
    assert review.claimed_by == "user-2"
    assert [review.state_at(NOW + after * LEASE) for after in (2, 3)] == [ReviewState.CLAIMED, ReviewState.OPEN]
    for after, state in ((2, ReviewState.CLAIMED), (3, ReviewState.OPEN)):
        found = [await listed(office, state=each, now=NOW + after * LEASE) for each in ReviewState]
        assert found == [[case.review.id] if each is state else [] for each in ReviewState]


async def test_a_claim_changes_no_version_and_hinders_nobodys_decision(office: Office) -> None:
    case = await asked(office)
    await claim(office, case, "user-1")

    decided = await office.decide(case, decided_by="user-2")

    assert decided.review.decided_by == "user-2"
    assert not await claim(office, case, "user-1")


async def test_of_two_claims_at_once_one_holds(office: Office, rival: Office) -> None:
    for number in range(10):
        case = await asked(office, number)

        claims = await asyncio.gather(claim(office, case, "user-1"), claim(rival, case, "user-2"))

        assert sorted(claims) == [False, True]


# Decisions.


async def test_a_rejection_is_recorded_with_its_command(office: Office) -> None:
    case = await asked(office)
    await office.queue.settle(office.trigger.commands, late=False, now=NOW)

    decided = await office.decide(case, comment="close call")

    review = decided.review
    assert (review.state, review.version, review.outcome) == (ReviewState.DECIDED, 2, Outcome.REJECT)
    assert (review.decided_by, review.decided_at, review.decided_reason) == ("user-1", NOW, "interview_performance")
    assert decided.comment == "close call"
    assert decided.letter_hash == case.letter_hash
    assert office.trigger.commands[-1].command.kind is CommandKind.REVIEW_DECIDED
    assert office.trigger.commands[-1].command.reference == review.id


async def test_an_advance_needs_no_letter(office: Office) -> None:
    case = await office.ask(await office.submit(), draft=False)

    decided = await office.decide(case, outcome=Outcome.ADVANCE, reason="strong_evidence")

    assert decided.review.outcome is Outcome.ADVANCE


async def test_who_comes_second_hears_who_decided_and_when(office: Office) -> None:
    case = await asked(office)
    await office.decide(case, decided_by="user-1")

    with pytest.raises(AlreadyDecidedError) as refused:
        await office.decide(case, decided_by="user-2", outcome=Outcome.ADVANCE)

    assert refused.value.details == {"decided_by": "user-1", "decided_at": NOW.isoformat(), "outcome": "reject"}
    assert (await seen(office, case)).review.decided_by == "user-1"


async def test_an_answer_to_a_superseded_review_is_stale(office: Office) -> None:
    ref = await office.submit()
    old = await office.ask(ref)
    await office.ask(ref, flags=["undone"])

    with pytest.raises(StaleVersionError):
        await office.decide(old)


async def test_an_answer_to_another_version_is_stale(office: Office) -> None:
    case = await asked(office)

    with pytest.raises(StaleVersionError) as refused:
        await office.decide(case, version=7)

    assert refused.value.details == {"version": 1}


async def refusal(office: Office, case: ReviewCase, **changes: object) -> DomainError:
    """Return why an answer was refused, after making sure that it changed nothing."""
    before, told = await seen(office, case), list(office.trigger.commands)
    with pytest.raises(DomainError) as refused:
        await office.decide(case, **changes)
    assert await seen(office, case) == before
    assert office.trigger.commands == told
    return refused.value


async def test_a_decision_without_a_known_reason_of_ours_changes_nothing(office: Office) -> None:
    case = await asked(office)

    assert isinstance(await refusal(office, case, reason=""), ReasonRequiredError)
    assert isinstance(await refusal(office, case, reason="made_up"), ReasonUnknownError)
    assert isinstance(await refusal(office, case, reason="better_offer"), ReasonUnknownError)


async def test_the_approval_of_another_letter_changes_nothing(office: Office) -> None:
    case = await asked(office)

    refused = await refusal(office, case, letter_hash="0" * 64)

    assert isinstance(refused, LetterChangedError)
    assert refused.details == {"letter_hash": case.letter_hash}


async def test_a_letter_that_may_not_leave_changes_nothing(office: Office) -> None:
    case = await asked(office)

    refused = await refusal(office, case, body="李雷，您好：\n\n您被淘汰了，因为您年龄太大。")

    assert isinstance(refused, LetterBlockedError)
    assert refused.details["finding"]


async def test_without_a_draft_a_rejection_needs_a_letter(office: Office) -> None:
    case = await office.ask(await office.submit(), draft=False)

    assert isinstance(await refusal(office, case), LetterMissingError)


async def test_a_letter_written_by_hand_takes_the_place_of_the_missing_one(office: Office) -> None:
    case = await office.ask(await office.submit(), draft=False)

    decided = await office.decide(case, subject="关于您的应聘结果", body=OWN_WORDS)

    assert decided.letter is not None
    assert (decided.letter.subject, decided.letter.body) == ("关于您的应聘结果", OWN_WORDS)
    assert decided.letter.kind is LetterKind.NOT_SELECTED


async def test_a_rewritten_letter_is_the_one_that_will_leave(office: Office) -> None:
    case = await asked(office)
    assert case.letter is not None
    body = case.letter.body.replace("您好", "您好，感谢您的等待", 1)

    parts = parts_of(case.letter)
    written = tuple(replace(part, text="谢谢您。") if part.kind is BlockKind.THANKS else part for part in parts)

    checked = await office.stores.reviews.check(
        DEFAULT_COMPANY_ID, case.review.id, body=body_of(written), subject=None, kinds=kinds_of(written)
    )
    decided = await office.decide(case, body=body, kinds=kinds_of(parts))

    kept = await office.stores.letters.letter(DEFAULT_COMPANY_ID, str(case.letter_id))
    assert [finding for finding in checked if finding.blocks_sending] == []
    assert case.tone == kept.tone
    assert case.tone is not None
    assert decided.letter_id == case.letter_id
    assert decided.letter_hash != case.letter_hash
    assert decided.letter == kept.letter
    assert "感谢您的等待" in kept.letter.body


async def test_a_highlight_in_other_words_still_names_what_bears_it(office: Office) -> None:
    case = await asked(office)
    assert case.letter is not None
    said = "您按活跃度和消费，把用户分成了五层，每层都有触达节奏。"
    parts = tuple(
        replace(part, text=said) if part.kind is BlockKind.HIGHLIGHT else part for part in parts_of(case.letter)
    )

    await office.decide(case, body=body_of(parts), kinds=kinds_of(parts))

    kept = await office.stores.letters.letter(DEFAULT_COMPANY_ID, str(case.letter_id))
    block = next(block for block in kept.letter.blocks if block.text == said)
    assert block.sources == ("reviewer", "highlight:0")


async def test_the_lint_reads_a_rewritten_draft_and_keeps_nothing(office: Office) -> None:
    case = await asked(office)

    findings = await office.stores.reviews.check(
        DEFAULT_COMPANY_ID, case.review.id, body="您被淘汰了，因为您年龄太大。", subject=None
    )

    assert any(finding.blocks_sending for finding in findings)
    assert (await seen(office, case)).letter == case.letter


# Races.


@pytest.mark.slow
async def test_of_two_reviewers_exactly_one_decides_and_the_other_hears_of_it(office: Office, rival: Office) -> None:
    cases = [await asked(office, number) for number in range(ROUNDS)]

    async def race(number: int, case: ReviewCase) -> str:
        sides = (office, rival) if number % 2 else (rival, office)
        results = await asyncio.gather(
            sides[0].decide(case, decided_by="first", outcome=Outcome.REJECT),
            sides[1].decide(case, decided_by="second", outcome=Outcome.ADVANCE),
            return_exceptions=True,
        )
        (winner,) = (each for each in results if isinstance(each, ReviewCase))
        (loser,) = (each for each in results if not isinstance(each, ReviewCase))
        assert isinstance(loser, AlreadyDecidedError), loser
        assert loser.details["decided_by"] == winner.review.decided_by
        return str(winner.review.decided_by)

    winners = await asyncio.gather(*(race(number, case) for number, case in enumerate(cases)))

    query = ReviewQuery(limit=200, state=ReviewState.DECIDED)
    kept = {each.id: each.decided_by for each in (await office.stores.reviews.page(DEFAULT_COMPANY_ID, query)).reviews}
    assert kept == {case.review.id: winner for case, winner in zip(cases, winners, strict=True)}
    assert set(winners) == {"first", "second"}
