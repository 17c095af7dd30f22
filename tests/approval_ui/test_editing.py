"""Editing a letter with the lint looking on."""

import pytest

from tests.approval_ui.browser import Browser, hidden_fields

pytestmark = pytest.mark.anyio

EDITOR = "/queue/review-1/letter"
DECISION = "/queue/review-1/decision"


async def typed(browser: Browser, **changes: str) -> dict[str, str]:
    """Return the editor's form as it would be sent, with what was typed anew."""
    shown = await browser.get(EDITOR)
    letter = browser.office.desk.cases["review-1"].letter
    assert letter is not None
    fields = hidden_fields(shown.text, DECISION)
    # Browsers send line ends as CR LF.
    draft = {"subject": letter.subject, "body": letter.body.replace("\n", "\r\n"), "reason": "interview_performance"}
    return fields | draft | changes


async def test_saving_sends_the_words_with_the_approval(reviewer: Browser) -> None:
    fields = await typed(reviewer)
    fields["body"] = fields["body"].replace("谢谢您留出时间来面试", "谢谢您周三留出时间来面试")

    answer = await reviewer.post(DECISION, fields | {"outcome": "reject", "subject": "您应聘「用户运营经理」的结果。"})

    [recorded] = reviewer.office.desk.answers
    assert answer.status_code == 303
    assert recorded.body is not None
    assert "谢谢您周三留出时间来面试" in recorded.body
    assert "\r" not in recorded.body
    assert recorded.subject == "您应聘「用户运营经理」的结果。"


async def test_words_sent_back_unchanged_approve_the_draft(reviewer: Browser) -> None:
    await reviewer.post(DECISION, await typed(reviewer, outcome="reject"))

    [recorded] = reviewer.office.desk.answers
    assert (recorded.body, recorded.subject) == (None, None)


async def test_a_letter_that_may_not_leave_comes_back_with_the_words_and_what_is_wrong(reviewer: Browser) -> None:
    fields = await typed(reviewer, outcome="reject", comment="看看")
    fields["body"] += "\r\n\r\n您的面试得分是 58 分。"

    answer = await reviewer.post(DECISION, fields)

    assert answer.status_code == 422
    assert "This letter cannot leave yet" in answer.text
    assert "您的面试得分是 58 分。" in answer.text
    assert "Must change" in answer.text
    assert "看看" in answer.text
    assert reviewer.office.desk.answers == []


async def test_the_lint_answers_with_a_part_of_the_page_in_the_readers_language(colleague: Browser) -> None:
    fields = await typed(colleague, body="王梅，您好：\r\n\r\n您的面试得分是 58 分。")

    answer = await colleague.post("/queue/review-1/lint", fields, **{"hx-request": "true"})

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "这里透露了分数或分数线" in answer.text


async def test_a_letter_that_is_fine_is_said_to_be_fine(reviewer: Browser) -> None:
    answer = await reviewer.post("/queue/review-1/lint", await typed(reviewer))

    assert "Nothing stands against this letter." in answer.text


async def test_the_preview_shows_the_edited_words_in_a_closed_frame(reviewer: Browser) -> None:
    fields = await typed(reviewer)
    fields["body"] = fields["body"].replace("谢谢您留出时间", "谢谢您抽出时间")

    answer = await reviewer.post("/queue/review-1/preview", fields)

    assert "谢谢您抽出时间" in answer.text
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "script-src" not in answer.headers["content-security-policy"]


async def test_the_draft_in_the_frame_is_what_would_be_sent(reviewer: Browser) -> None:
    answer = await reviewer.get("/queue/review-1/preview")

    assert "用户运营案例分析中的用户分层思路" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


async def test_without_a_draft_the_editor_is_empty_and_says_when_it_is_checked(reviewer: Browser) -> None:
    page = await reviewer.get("/queue/review-5/letter")

    assert "This letter is checked when you approve it." in page.text
    assert (await reviewer.get("/queue/review-5/preview")).status_code == 409


async def test_approving_without_a_draft_leads_to_the_editor(reviewer: Browser) -> None:
    fields = hidden_fields((await reviewer.get("/queue/review-5/letter")).text, "/queue/review-5/decision")

    answer = await reviewer.post(
        "/queue/review-5/decision", fields | {"outcome": "reject", "reason": "interview_performance"}
    )

    assert answer.status_code == 409
    assert "There is no letter yet" in answer.text
    assert '<textarea name="body"' in answer.text


async def test_a_session_that_ended_while_writing_loses_no_word(reviewer: Browser, stranger: Browser) -> None:
    decision = "/queue/review-1/decision"
    fields = hidden_fields((await reviewer.get("/queue/review-1/letter")).text, decision)
    typed = {
        "outcome": "reject",
        "reason": "language",
        "subject": "Your application",
        "body": "Dear <b>Mei</b>,\n\nNo.",
    }

    kept = await stranger.post(decision, fields | typed)
    again = await reviewer.post(decision, hidden_fields(kept.text, decision) | typed)

    assert kept.status_code == 401
    assert "Dear &lt;b&gt;Mei&lt;/b&gt;," in kept.text
    assert again.status_code == 422, "the very form came back after signing in, and the lint had its say"
    assert "This letter cannot leave yet" in again.text


async def test_a_signed_out_editor_gets_an_answer_that_fits_its_place(stranger: Browser) -> None:
    answer = await stranger.post("/queue/review-1/lint", {"body": "x"}, **{"hx-request": "true"})

    assert answer.status_code == 401


async def test_a_fact_is_inserted_and_the_change_is_shown_without_a_script(reviewer: Browser) -> None:
    page = (await reviewer.get("/queue/review-2/letter")).text
    signed = hidden_fields(page, "/queue/review-2/decision")

    inserted = await reviewer.post("/queue/review-2/letter", signed | {"body": "Dear you,\n\nYours", "insert": "0"})
    starter = await reviewer.post("/queue/review-2/letter", signed | {"body": "", "insert": "starter"})

    assert "We want you to know of one strength" in inserted.text
    assert "<ins>" in inserted.text
    assert "<del>" in inserted.text
    assert "We want you to know of one strength" in starter.text
