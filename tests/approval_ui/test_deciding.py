"""Deciding a case: once, with a reason, on what was seen."""

import pytest

from kindregards.domain.applications import Outcome
from kindregards.domain.reviews import ReviewState
from tests.approval_ui.browser import Browser, hidden_fields
from tests.builders import NOW

pytestmark = pytest.mark.anyio

DECISION = "/queue/review-1/decision"


async def test_approving_records_the_rejection_and_opens_the_next_case(reviewer: Browser) -> None:
    answer = await reviewer.send("/queue/review-1", DECISION, outcome="reject", reason="interview_performance")

    [recorded] = reviewer.office.desk.answers
    assert answer.status_code == 303
    assert answer.headers["location"] == "/queue/review-2?done=review-1"
    assert (recorded.outcome, recorded.reason, recorded.decided_by) == (
        Outcome.REJECT,
        "interview_performance",
        "amara",
    )
    assert recorded.letter_hash == reviewer.office.desk.cases["review-1"].letter_hash
    assert recorded.body is None


async def test_the_next_page_names_who_decided_and_offers_undo(reviewer: Browser) -> None:
    answer = await reviewer.send("/queue/review-1", DECISION, outcome="reject", reason="interview_performance")

    following = await reviewer.get(answer.headers["location"])

    assert "王梅: rejection approved by Amara Osei, 4 Mar, 18:00." in following.text
    assert 'action="/queue/review-1/undo"' in following.text


async def test_the_next_case_is_not_one_that_a_colleague_has_open(reviewer: Browser, colleague: Browser) -> None:
    await colleague.get("/queue/review-2")

    answer = await reviewer.send("/queue/review-1", DECISION, outcome="reject", reason="interview_performance")

    assert answer.headers["location"] == "/queue/review-4?done=review-1"


async def test_the_reason_of_the_rule_is_chosen_before(reviewer: Browser) -> None:
    page = await reviewer.get("/queue/review-2")

    assert '<option value="experience_gap" selected>' in page.text


async def test_advancing_takes_a_reason_and_keeps_the_note(reviewer: Browser) -> None:
    page = await reviewer.get("/queue/review-2")
    advance_form = page.text.partition('<details class="deed"')[2]
    fields = hidden_fields(advance_form, "/queue/review-2/decision")

    answer = await reviewer.post(
        "/queue/review-2/decision", fields | {"reason": "gap_can_be_learned", "comment": "Knows Rust well."}
    )

    [recorded] = reviewer.office.desk.answers
    assert answer.status_code == 303
    assert (recorded.outcome, recorded.reason, recorded.comment) == (
        Outcome.ADVANCE,
        "gap_can_be_learned",
        "Knows Rust well.",
    )


@pytest.mark.parametrize("reason", ["", "no_such_reason"])
async def test_a_decision_without_a_reason_of_the_list_is_not_recorded(reviewer: Browser, reason: str) -> None:
    answer = await reviewer.send("/queue/review-1", DECISION, outcome="reject", reason=reason)

    assert answer.status_code == 422
    assert "Choose one of the reasons offered" in answer.text
    assert reviewer.office.desk.cases["review-1"].review.state is not ReviewState.DECIDED


@pytest.mark.parametrize("outcome", ["", "hire", "withdrawn"])
async def test_only_the_two_outcomes_can_be_decided(reviewer: Browser, outcome: str) -> None:
    answer = await reviewer.send("/queue/review-1", DECISION, outcome=outcome, reason="language")

    assert answer.status_code == 422
    assert reviewer.office.desk.answers == []


async def test_of_two_reviewers_the_second_learns_who_decided_and_keeps_their_words(
    reviewer: Browser, colleague: Browser
) -> None:
    shown = await reviewer.get("/queue/review-1/letter")
    await colleague.send("/queue/review-1", DECISION, outcome="reject", reason="skills_gap")

    answer = await reviewer.post(
        DECISION,
        hidden_fields(shown.text, DECISION)
        | {
            "outcome": "reject",
            "reason": "language",
            "subject": "我的主题",
            "part-0-greeting": "王梅，您好：",
            "part-2-thanks": "我写了很久的话 <b>。",
            "comment": "请看第二段",
        },
    )

    assert answer.status_code == 409
    assert "林悦" in answer.text
    assert "Skills the role asks for" in answer.text
    assert "王梅，您好：\n\n我写了很久的话 &lt;b&gt;。" in answer.text
    assert "我的主题" in answer.text
    assert "请看第二段" in answer.text


async def test_a_page_of_an_older_version_decides_nothing(reviewer: Browser) -> None:
    shown = await reviewer.get("/queue/review-1")
    reviewer.office.desk.change("review-1", version=2)

    answer = await reviewer.post(
        DECISION, hidden_fields(shown.text, DECISION) | {"outcome": "reject", "reason": "language"}
    )

    assert answer.status_code == 409
    assert "This case changed while you read it" in answer.text
    assert reviewer.office.desk.answers == []


async def test_a_letter_is_approved_only_as_it_was_seen(reviewer: Browser) -> None:
    answer = await reviewer.send(
        "/queue/review-1", DECISION, outcome="reject", reason="interview_performance", letter_hash="0" * 64
    )

    assert answer.status_code == 409
    assert "The letter changed while you read it" in answer.text


async def test_undo_asks_for_the_case_to_be_opened_again(reviewer: Browser) -> None:
    pending = await reviewer.send("/applications/application-pending", "/applications/application-pending/undo")

    page = await reviewer.get(pending.headers["location"])

    assert pending.status_code == 303
    assert "The decision was undone." in page.text
    assert "Undo this decision" not in page.text


async def test_undo_after_the_letter_left_is_refused_with_what_that_means(reviewer: Browser) -> None:
    token = hidden_fields((await reviewer.get("/me")).text, "/me/language")

    answer = await reviewer.post("/applications/application-told/undo", token)

    assert answer.status_code == 409
    assert "The letter has left" in answer.text


async def test_what_was_told_is_taken_back_by_a_correction(reviewer: Browser) -> None:
    action = "/applications/application-told/correct"

    answer = await reviewer.send("/applications/application-told", action)
    untold = (await reviewer.get("/applications/application-pending")).text

    assert answer.headers["location"].endswith("?done=corrected")
    assert reviewer.office.applications.asked == ["corrected_by_reviewer"]
    assert "/correct" not in untold


async def test_an_undo_that_finds_no_decision_says_so(reviewer: Browser) -> None:
    await reviewer.send("/queue/review-1", DECISION, outcome="reject", reason="interview_performance")

    answer = await reviewer.send("/queue/review-3?done=review-1", "/queue/review-1/undo")

    assert answer.status_code == 409
    assert "There is nothing to undo" in answer.text


async def test_a_decided_case_shows_the_decision_instead_of_buttons(reviewer: Browser) -> None:
    reviewer.office.desk.change(
        "review-1",
        state=ReviewState.DECIDED,
        outcome=Outcome.ADVANCE,
        decided_reason="strong_evidence",
        decided_by="lin",
        decided_at=NOW,
    )

    page = await reviewer.get("/queue/review-1")

    assert "Evidence stronger than the score" in page.text
    assert "decision-bar" not in page.text
