"""The hosted letter."""

import logging
from dataclasses import replace

import httpx
import pytest

from kindregards.domain.errors import DomainError
from kindregards.domain.languages import Language
from tests.builders import NOW
from tests.candidate_ui.fakes import EXPIRED, TOKEN, FakePages, a_hosted_letter

pytestmark = pytest.mark.anyio

CLICK = {
    "user-agent": "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/143.0 Mobile Safari/537.36",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
    "sec-fetch-user": "?1",
    "accept-language": "zh-CN,zh;q=0.9,en;q=0.8",
}


@pytest.mark.parametrize(
    ("language", "words"), [(Language.CHINESE, "我已阅读"), (Language.ENGLISH, "I have read this")]
)
async def test_the_letter_is_shown_in_its_language_with_a_button(
    language: Language, words: str, pages: FakePages, candidate: httpx.AsyncClient
) -> None:
    pages.letter_shown = a_hosted_letter(language)

    answer = await candidate.get(f"/l/{TOKEN}")

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert pages.letter_shown.blocks[0].text in answer.text
    assert words in answer.text
    assert f'<form method="post" action="/l/{TOKEN}/acknowledge">' in answer.text


async def test_reading_acknowledges_nothing(pages: FakePages, candidate: httpx.AsyncClient) -> None:
    await candidate.get(f"/l/{TOKEN}", headers=CLICK)
    await candidate.head(f"/l/{TOKEN}")
    await candidate.get(f"/l/{TOKEN}/acknowledge")

    assert pages.acknowledged_at is None
    assert pages.views == [False, True]


async def test_the_button_acknowledges_once_and_comes_back_to_the_letter(
    pages: FakePages, candidate: httpx.AsyncClient
) -> None:
    # With "no-referrer" a browser calls itself "null"; without a session there is nothing to forge.
    answer = await candidate.post(f"/l/{TOKEN}/acknowledge", headers={"origin": "null"})
    again = await candidate.post(f"/l/{TOKEN}/acknowledge")

    shown = await candidate.get(answer.headers["location"])

    assert (answer.status_code, again.status_code) == (303, 303)
    assert pages.acknowledged_at == NOW
    assert "谢谢您。您已确认读过这封信。" in shown.text
    assert "<form" not in shown.text


async def test_a_view_that_cannot_be_kept_hides_no_letter(pages: FakePages, candidate: httpx.AsyncClient) -> None:
    pages.views_fail = DomainError("The database is locked.")

    answer = await candidate.get(f"/l/{TOKEN}", headers=CLICK)

    assert answer.status_code == 200
    assert pages.views == []


@pytest.mark.parametrize(
    ("token", "status", "words"),
    [(EXPIRED, 410, "链接已过期"), ("unknown", 404, "找不到这个页面"), ("a/b", 404, "找不到这个页面")],
)
async def test_a_link_that_does_not_work_says_so_kindly(
    token: str, status: int, words: str, candidate: httpx.AsyncClient
) -> None:
    answer = await candidate.get(f"/l/{token}", headers={"accept-language": "zh-CN,zh;q=0.9"})

    assert answer.status_code == status
    assert words in answer.text
    assert "回复" in answer.text


async def test_words_of_a_letter_are_shown_as_words(pages: FakePages, candidate: httpx.AsyncClient) -> None:
    pages.letter_shown = replace(pages.letter_shown, subject="<script>alert(1)</script>")

    answer = await candidate.get(f"/l/{TOKEN}")

    assert "<script" not in answer.text
    assert "&lt;script&gt;" in answer.text


async def test_tokens_are_never_logged(
    pages: FakePages, candidate: httpx.AsyncClient, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    pages.views_fail = DomainError("locked")
    with caplog.at_level(logging.DEBUG):
        await candidate.get(f"/l/{TOKEN}", headers=CLICK)
        await candidate.post(f"/s/{TOKEN}/withdraw", data={"reason": "nonsense"})
        await candidate.get(f"/l/{EXPIRED}")
        await candidate.get(f"/l/{TOKEN}/nothing")

    # httpx logs its own requests; ours are the other loggers.
    own = [record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    written = capsys.readouterr()
    for token in (TOKEN, EXPIRED):
        assert token not in " ".join([*own, written.out, written.err])
