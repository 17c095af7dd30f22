"""Editing a letter with the lint looking on."""

import re
from dataclasses import replace

import pytest

from kindregards.domain.errors import DomainError
from kindregards.domain.letters import BlockKind
from kindregards.domain.polishing import (
    PolishingBudgetUsedError,
    PolishingOffError,
    PolishingRefusedError,
    PolishingUnavailableError,
)
from kindregards.domain.reviewing import StaleVersionError
from tests.approval_ui.browser import Browser, browser_at, hidden_fields, text_fields
from tests.approval_ui.fake_polishing import FakePolishing
from tests.approval_ui.office import AMARA

pytestmark = pytest.mark.anyio

EDITOR = "/queue/review-1/letter"
DECISION = "/queue/review-1/decision"


async def typed(browser: Browser, **changes: str) -> dict[str, str]:
    """Return the editor's form as it would be sent, with what was typed anew by part: `thanks="…"`."""
    shown = (await browser.get(EDITOR)).text
    letter = browser.office.desk.cases["review-1"].letter
    assert letter is not None
    # Browsers send line ends as CR LF.
    texts = {name: text.replace("\n", "\r\n") for name, text in text_fields(shown, DECISION).items()}
    fields = hidden_fields(shown, DECISION) | texts | {"subject": letter.subject, "reason": "interview_performance"}
    parts = {
        name.rpartition("-")[2]: name for name in texts if name.startswith("part-") and not name.endswith("-outcome")
    }
    return fields | {parts.get(name, name): words for name, words in changes.items()}


async def test_saving_sends_the_words_with_the_approval(reviewer: Browser) -> None:
    subject = "您应聘「用户运营经理」的结果。"
    fields = await typed(
        reviewer, thanks="谢谢您周三留出时间来面试。\r\n\r\n我们聊得很久。", subject=subject, outcome="reject"
    )

    answer = await reviewer.post(DECISION, fields)

    [recorded] = reviewer.office.desk.answers
    assert answer.status_code == 303
    assert recorded.body is not None
    assert "谢谢您周三留出时间来面试。\n\n我们聊得很久。" in recorded.body
    assert recorded.kinds.count(BlockKind.THANKS) == 2
    assert recorded.subject == subject


async def test_going_back_to_the_editor_of_a_decided_case_shows_what_was_decided(reviewer: Browser) -> None:
    fields = await typed(reviewer, thanks="谢谢您周三留出时间来面试。", outcome="reject")
    await reviewer.post(DECISION, fields)

    back = await reviewer.get(EDITOR)
    again = await reviewer.post(DECISION, fields)

    assert (back.status_code, back.headers["location"]) == (303, "/queue/review-1")
    assert DECISION not in (await reviewer.get("/queue/review-1")).text
    assert again.status_code == 409
    assert len(reviewer.office.desk.answers) == 1


async def test_words_sent_back_unchanged_approve_the_draft(reviewer: Browser) -> None:
    await reviewer.post(DECISION, await typed(reviewer, outcome="reject"))

    [recorded] = reviewer.office.desk.answers
    assert (recorded.body, recorded.subject) == (None, None)


async def test_a_letter_that_may_not_leave_comes_back_with_the_words_and_what_is_wrong(reviewer: Browser) -> None:
    fields = await typed(reviewer, outcome="reject", comment="看看", next_steps="您的面试得分是 58 分。")

    answer = await reviewer.post(DECISION, fields)

    assert answer.status_code == 422
    assert "This letter cannot leave yet" in answer.text
    assert "您的面试得分是 58 分。" in answer.text
    assert re.search(r'<a href="#part-\d-next_steps">What they can do now</a> <b>Must change</b>', answer.text)
    assert "看看" in answer.text
    assert reviewer.office.desk.answers == []


async def test_the_lint_answers_with_a_part_of_the_page_in_the_readers_language(colleague: Browser) -> None:
    fields = await typed(colleague, thanks="您的面试得分是 58 分。", greeting="您好：")

    answer = await colleague.post("/queue/review-1/lint", fields, **{"hx-request": "true"})

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert re.search(r'<a href="#part-\d-thanks">致谢</a> <b>必须修改</b> 这里透露了分数或分数线', answer.text)
    assert re.search(r'<a href="#part-\d-greeting">称呼</a> <b>必须修改</b>', answer.text)


async def test_a_letter_that_is_fine_is_said_to_be_fine(reviewer: Browser) -> None:
    answer = await reviewer.post("/queue/review-1/lint", await typed(reviewer))

    assert "Nothing stands against this letter." in answer.text


async def test_the_preview_shows_the_edited_words_in_a_closed_frame(reviewer: Browser) -> None:
    answer = await reviewer.post("/queue/review-1/preview", await typed(reviewer, thanks="谢谢您抽出时间。"))

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
    assert set(text_fields(answer.text, "/queue/review-5/decision")) >= {"part-0-greeting", "part-6-sign_off"}


async def test_words_survive_a_session_that_ended_while_writing_and_signing_in_again(reviewer: Browser) -> None:
    fields = await typed(reviewer, thanks="谢谢您<b>抽出</b>时间。", comment="看看", outcome="reject")
    reviewer.client.cookies.clear()

    kept = await reviewer.post(DECISION, fields)
    await reviewer.sign_in(AMARA)
    again = await reviewer.post(
        DECISION, hidden_fields(kept.text, DECISION) | text_fields(kept.text, DECISION) | {"part-2-thanks": "谢谢您。"}
    )

    [recorded] = reviewer.office.desk.answers
    assert kept.status_code == 401
    assert "谢谢您&lt;b&gt;抽出&lt;/b&gt;时间。" in kept.text
    assert ">Thanks<textarea" in kept.text
    assert again.status_code == 303
    assert recorded.body is not None
    assert "谢谢您。" in recorded.body
    assert recorded.comment == "看看"


async def test_words_written_beside_a_draft_that_changed_go_on_beside_the_new_one(reviewer: Browser) -> None:
    fields = await typed(reviewer, thanks="谢谢您抽出时间。", outcome="reject")
    reviewer.office.desk.change("review-1", version=2)

    refused = await reviewer.post(DECISION, fields)
    on = await reviewer.post(EDITOR, hidden_fields(refused.text, EDITOR))
    done = await reviewer.post(
        DECISION,
        fields | hidden_fields(on.text, DECISION) | text_fields(on.text, DECISION),
    )

    assert refused.status_code == 409
    assert text_fields(on.text, DECISION)["part-2-thanks"] == "谢谢您抽出时间。"
    assert done.status_code == 303


async def test_a_signed_out_editor_gets_an_answer_that_fits_its_place(stranger: Browser) -> None:
    answer = await stranger.post("/queue/review-1/lint", {"part-0-greeting": "x"}, **{"hx-request": "true"})

    assert answer.status_code == 401


async def test_a_fact_goes_into_the_part_chosen_and_the_change_is_shown_without_a_script(reviewer: Browser) -> None:
    decision = "/queue/review-2/decision"
    page = (await reviewer.get("/queue/review-2/letter")).text
    fields = hidden_fields(page, decision) | text_fields(page, decision) | {"part-2-thanks": "Thanks."}

    usual = await reviewer.post("/queue/review-2/letter", fields | {"insert": "0"})
    chosen = await reviewer.post("/queue/review-2/letter", fields | {"insert": "0", "into": "part-2-thanks"})
    starter = await reviewer.post("/queue/review-2/letter", fields | {"insert": "starter"})

    strength = "We want you to know of one strength"
    assert strength in text_fields(usual.text, decision)["part-3-highlight"]
    assert text_fields(chosen.text, decision)["part-2-thanks"].startswith(f"Thanks.\n\n{strength}")
    assert re.search(r'name="part-2-thanks"[^>]* autofocus', chosen.text)
    assert re.search(r'<a href="#part-2-thanks">Thanks</a>\s+<del>', chosen.text)
    assert "<ins>" in chosen.text
    assert strength in text_fields(starter.text, decision)["part-3-highlight"]
    assert text_fields(starter.text, decision)["part-4-reason"] == fields["part-4-reason"]


async def test_small_print_and_button_are_shown_as_fixed(reviewer: Browser) -> None:
    page = (await reviewer.get(EDITOR)).text

    fixed = page[page.index("Stays as it is") :]
    assert "Small print" in fixed
    assert "在线阅读并确认" in fixed


async def test_a_models_words_are_shown_as_a_difference_and_taken_or_left(reviewer: Browser) -> None:
    model = FakePolishing()
    offered = browser_at(replace(reviewer.office, polishing=model))
    await offered.sign_in(AMARA)
    fields = await typed(offered, sign_off="李雷")
    model.changes = ((fields["part-2-thanks"].replace("\r\n", "\n"), "谢谢您抽空来面试。"), ("别的话。", "不相干。"))

    shown = await offered.post("/queue/review-1/polish", fields)
    taken = await offered.post("/queue/review-1/polish/take", fields | hidden_fields(shown.text, DECISION))
    left = await offered.post(EDITOR, fields | hidden_fields(shown.text, DECISION))

    assert "Ask the language model" not in (await reviewer.get(EDITOR)).text
    assert "<ins>" in shown.text
    assert "不相干" not in shown.text
    assert text_fields(shown.text, DECISION)["part-6-sign_off"] == "李雷"
    assert text_fields(taken.text, DECISION)["part-2-thanks"] == "谢谢您抽空来面试。"
    assert text_fields(taken.text, DECISION)["part-6-sign_off"] == "李雷"
    assert text_fields(left.text, DECISION)["part-2-thanks"] != "谢谢您抽空来面试。"
    await offered.client.aclose()


@pytest.mark.parametrize(
    ("refusal", "status", "sentence"),
    [
        (PolishingBudgetUsedError("Used up."), 409, "or come back tomorrow"),
        (PolishingUnavailableError("Silence."), 503, "or ask again in a minute"),
        (PolishingRefusedError("It promises."), 409, "It said more or less than the letter does"),
        (PolishingOffError("Off."), 409, "An administrator can name a server"),
        (StaleVersionError("Changed."), 409, "This case changed while you read it"),
    ],
)
async def test_a_model_that_does_not_answer_loses_no_word_and_says_what_to_do(
    reviewer: Browser, refusal: DomainError, status: int, sentence: str
) -> None:
    offered = browser_at(replace(reviewer.office, polishing=FakePolishing(refusal=refusal)))
    await offered.sign_in(AMARA)

    answer = await offered.post("/queue/review-1/polish", await typed(offered, sign_off="李雷"))

    assert answer.status_code == status
    assert sentence in answer.text
    assert text_fields(answer.text, DECISION)["part-6-sign_off"] == "李雷"
    await offered.client.aclose()
