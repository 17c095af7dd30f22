"""What readers see when something is refused or breaks, in both languages."""

from datetime import timedelta

import pytest

from approval_ui.words.refusals import REFUSALS
from kindregards.domain.errors import ConflictError, DomainError, ForbiddenError, InvalidError, NotFoundError
from kindregards.domain.sign_in import TooManyTriesError
from tests.approval_ui.browser import Browser

pytestmark = pytest.mark.anyio


class DatabaseUnavailableError(DomainError):
    """As the store raises it."""

    code = "database_unavailable"


class StrangeConflictError(ConflictError):
    """A refusal that the console has no words for."""

    code = "a_code_from_tomorrow"


async def test_an_unknown_page_says_so(reviewer: Browser, colleague: Browser) -> None:
    english, chinese = await reviewer.get("/queue/review-1/nothing"), await colleague.get("/nothing")

    assert (english.status_code, chinese.status_code) == (404, 404)
    assert "This page does not exist" in english.text
    assert "没有这个页面" in chinese.text


async def test_a_method_that_a_page_does_not_have_is_refused_with_a_page(reviewer: Browser) -> None:
    answer = await reviewer.client.delete("/queue", headers={"sec-fetch-site": "same-origin"})

    assert answer.status_code == 405
    assert "cannot be opened like that" in answer.text


@pytest.mark.parametrize(
    ("error", "status", "english", "chinese"),
    [
        (DatabaseUnavailableError("locked"), 503, "Just now we cannot reach our database", "暂时无法连接数据库"),
        (StrangeConflictError("x"), 409, "This is no longer possible", "已经不能这样做了"),
        (ForbiddenError("x"), 403, "Your role does not allow this", "您的角色不能这样做"),
        (InvalidError("x"), 422, "Something is missing or wrong", "有内容缺失或有误"),
        (NotFoundError("x"), 404, "This page does not exist", "没有这个页面"),
        (TooManyTriesError("x", retry_after=timedelta(seconds=9)), 429, "Too many sign-ins", "这里登录失败的次数太多"),
        (DomainError("x"), 500, "Something went wrong on our side", "系统出了问题"),
        (ValueError("secret detail"), 500, "Something went wrong on our side", "系统出了问题"),
    ],
)
async def test_every_trouble_has_a_page_in_both_languages(
    error: Exception, status: int, english: str, chinese: str, reviewer: Browser, colleague: Browser
) -> None:
    reviewer.office.desk.trouble = error

    answers = [await reviewer.get("/queue"), await colleague.get("/queue")]

    assert [answer.status_code for answer in answers] == [status, status]
    assert english in answers[0].text
    assert chinese in answers[1].text
    assert "secret detail" not in answers[0].text


async def test_a_form_that_is_too_large_or_unreadable_is_refused(reviewer: Browser) -> None:
    headers = {"sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded"}

    large = await reviewer.client.post("/me/keys", content=b"a=" + b"x" * 300_000, headers=headers)
    control = await reviewer.client.post("/me/keys", content=b"keys=%00", headers=headers)
    latin = await reviewer.client.post("/me/keys", content=b"keys=%ff", headers=headers)

    assert {answer.status_code for answer in (large, control, latin)} == {422}


def test_every_refusal_of_reviewing_and_intake_has_words() -> None:
    codes = {each.code for each in _subclasses(DomainError) if each.__module__.startswith("approval_ui")}
    named = {"already_decided", "stale_version", "letter_changed", "letter_missing", "letter_blocked"}

    assert codes | named <= REFUSALS.keys()


def _subclasses(kind: type[DomainError]) -> set[type[DomainError]]:
    return {kind}.union(*(_subclasses(each) for each in kind.__subclasses__()))
