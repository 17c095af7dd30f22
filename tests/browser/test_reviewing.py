"""A reviewer and a candidate at work in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from kindregards.domain.accounts import User
from kindregards.domain.applications import Outcome
from kindregards.domain.languages import Language
from tests.approval_ui.office import AMARA, LIN
from tests.browser.conftest import OpenWindow
from tests.browser.system import System
from tests.browser.test_desk import expect_case

pytestmark = pytest.mark.slow

# Two keys at once, as fast fingers press them: no task of the page runs between them.
HASTE = """() => ["q", "a"].forEach((key) =>
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true})))"""

# What Chromium, Safari and older Windows send while an input method composes; and a key that is held down.
INPUT_METHOD = [
    {"key": "a", "bubbles": True} | signs
    for signs in ({"isComposing": True}, {"keyCode": 229}, {"key": "Process", "code": "KeyA"}, {"repeat": True})
]


def test_a_reviewer_clears_two_cases_by_key_and_a_candidate_confirms_the_letter(
    window: OpenWindow, system: System
) -> None:
    reader = window()
    reader.sign_in(AMARA)
    reader.open("/queue/review-1")

    expect_case(reader, "review-1")
    reader.page.keyboard.press("a")
    expect(reader.page.locator(".banner")).to_contain_text("王梅: rejection approved by Amara Osei")
    expect_case(reader, "review-2")
    reader.page.keyboard.press("o")
    reader.page.keyboard.press("1")
    expect_case(reader, "review-4")
    answers = system.office.desk.answers
    reader.wait_until(lambda: len(answers) == 2)
    reader.open("/mailbox/message-1")
    with reader.context.expect_page() as opened:
        reader.page.click(".links a")
    letter = opened.value
    letter.get_by_role("button", name="I have read this").click()

    expect(letter.locator(".confirmed")).to_be_visible()
    assert system.pages.acknowledged_at is not None
    assert [(answer.outcome, answer.reason) for answer in answers] == [
        (Outcome.REJECT, "interview_performance"),
        (Outcome.ADVANCE, "strong_evidence"),
    ]


def test_the_button_inside_a_message_opens_the_letter_beside_the_console(window: OpenWindow) -> None:
    reader = window()
    reader.sign_in(AMARA)
    reader.open("/mailbox/message-1")

    with reader.context.expect_page() as opened:
        reader.page.frame_locator("iframe").get_by_role("link", name="Read online and confirm").click()

    expect(opened.value.get_by_role("button", name="I have read this")).to_be_visible()


def test_the_lint_follows_the_words_and_a_device_gone_offline_is_noticed(window: OpenWindow, system: System) -> None:
    reader = window(language=Language.CHINESE)
    reader.sign_in(LIN)
    reader.open("/queue/review-1/letter")
    words = reader.page.get_by_label("接下来可以做什么").first
    expect(reader.page.locator("#findings")).to_contain_text("这封信没有问题")

    reader.context.set_offline(True)
    expect(reader.page.locator("[data-offline]")).to_contain_text("您的设备已离线")
    reader.context.set_offline(False)
    expect(reader.page.locator("[data-offline]")).to_be_hidden()
    words.fill("您的面试得分是 58 分。")
    expect(reader.page.locator("#findings")).to_contain_text("这里透露了分数或分数线")
    expect(reader.page.get_by_label("插入到")).to_have_value("part-5-next_steps")
    reader.photograph("lint")
    reader.page.locator("#findings .danger a").first.click()
    expect(words).to_be_focused()
    reader.page.get_by_role("button", name="预览").click()
    expect(reader.page.frame_locator("iframe").locator("body")).to_contain_text("您的面试得分是 58 分。")
    reader.page.get_by_role("button", name="保存并确认不通过").click()

    expect(reader.page.locator(".notice.danger")).to_contain_text("这封信还不能发出")
    expect(words).to_have_value("您的面试得分是 58 分。")
    assert system.office.desk.answers == []


def test_single_keys_keep_still_in_fields_in_input_methods_and_when_switched_off(
    window: OpenWindow, system: System
) -> None:
    reader = window()
    reader.sign_in(AMARA)
    reader.open("/queue/review-1")
    expect_case(reader, "review-1")

    for signs in INPUT_METHOD:
        reader.page.evaluate("(signs) => document.dispatchEvent(new KeyboardEvent('keydown', signs))", signs)
    reader.page.keyboard.press("Control+a")
    reader.page.evaluate(HASTE)  # the first key puts the focus into a field, where the second is a letter
    expect_case(reader, "review-1")
    reader.open("/me")
    reader.page.get_by_role("button", name="Off").click()
    expect(reader.page.locator("body:not([data-keys])")).to_be_visible()
    reader.open("/queue/review-1")
    expect_case(reader, "review-1")
    reader.page.keyboard.press("a")
    reader.page.wait_for_timeout(200)

    expect_case(reader, "review-1")
    assert system.office.desk.answers == []


def test_everything_works_without_scripts(window: OpenWindow, system: System) -> None:
    reader = window(scripts=False)
    reader.sign_in(AMARA)

    reader.page.get_by_role("link", name="Open the queue").click()
    reader.page.get_by_role("link", name="王梅").click()
    reader.page.get_by_role("button", name="Approve rejection").click()
    expect(reader.page.locator(".banner")).to_contain_text("王梅: rejection approved")
    reader.page.locator("summary[data-key=o]").click()
    reader.page.get_by_label("Note for colleagues").fill("Read her portfolio.")
    reader.page.get_by_role("button", name="Evidence stronger than the score").click()
    expect(reader.page.locator(".banner")).not_to_contain_text("王梅")
    reader.open("/applications")
    reader.page.get_by_label("State").select_option(label="Not told yet")
    reader.page.get_by_role("button", name="Search").click()

    expect(reader.page.locator(".case-line")).to_have_count(1)
    assert [answer.comment for answer in system.office.desk.answers] == [None, "Read her portfolio."]


def test_two_reviewers_at_one_case_and_the_later_one_keeps_their_words(window: OpenWindow, system: System) -> None:
    first, second = window(), window(language=Language.CHINESE)
    first.sign_in(AMARA)
    second.sign_in(LIN)
    second.open("/queue/review-1/letter")
    first.open("/queue/review-1")
    second.page.locator("[name$=-thanks]").fill("谢谢您抽出时间。")

    expect_case(first, "review-1")
    first.page.keyboard.press("a")
    expect_case(first, "review-2")
    expect(first.page.locator("#toast")).to_contain_text("rejection approved")
    second.page.get_by_role("button", name="保存并确认不通过").click()

    expect(second.page.locator("main")).to_contain_text("Amara Osei")
    expect(second.page.locator("textarea")).to_have_value(re.compile("谢谢您抽出时间。"))
    second.photograph("conflict")
    assert len(system.office.desk.answers) == 1


def test_going_back_shows_what_was_done_and_does_nothing_again(window: OpenWindow, system: System) -> None:
    reader = window()
    reader.sign_in(AMARA)
    reader.open("/queue/review-1")
    expect_case(reader, "review-1")
    reader.page.keyboard.press("a")
    expect_case(reader, "review-2")
    reader.wait_until(lambda: len(system.office.desk.answers) == 1)

    reader.page.go_back()
    expect(reader.page.locator("main")).to_contain_text("Amara Osei")
    expect(reader.page.get_by_role("button", name="Approve rejection")).to_have_count(0)
    reader.page.keyboard.press("a")
    reader.open("/me")
    reader.page.get_by_role("button", name="Sign out").first.click()
    reader.page.wait_for_url("**/login*")
    reader.page.go_back()

    expect(reader.page.get_by_label("Password")).to_be_visible()
    assert len(system.office.desk.answers) == 1


def test_a_letter_saved_by_a_double_click_is_approved_once(window: OpenWindow, system: System) -> None:
    reader = window()
    reader.sign_in(AMARA)
    reader.open("/queue/review-1/letter")
    reader.page.locator("[name$=-thanks]").fill("谢谢您抽出时间来面试。")

    reader.page.get_by_role("button", name="Save and approve rejection").dblclick()

    expect(reader.page.locator(".banner")).to_contain_text("王梅: rejection approved by Amara Osei")
    reader.page.go_back()
    expect(reader.page.locator("main")).to_contain_text("Amara Osei")
    expect(reader.page.get_by_role("button", name="Save and approve rejection")).to_have_count(0)
    assert len(system.office.desk.answers) == 1


@pytest.mark.parametrize("user", [AMARA, LIN], ids=["English", "Chinese"])
def test_the_quick_guide_prints_on_two_pages(user: User, window: OpenWindow) -> None:
    reader = window()
    reader.sign_in(user)
    reader.open("/help")

    printed = reader.page.pdf(format="A4")

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
