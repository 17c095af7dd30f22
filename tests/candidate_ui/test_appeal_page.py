"""Asking for a person behind a link: opening changes nothing, the button asks once."""

import httpx
import pytest

from kindregards.domain.languages import Language
from tests.candidate_ui.fakes import TOKEN, FakePages, a_hosted_letter, a_status

pytestmark = pytest.mark.anyio

ADDRESS = f"/l/{TOKEN}/review"


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [(Language.CHINESE, "是的，请同事再看", "年"), (Language.ENGLISH, "Yes, ask for a person", " 20")],
)
async def test_the_page_says_what_it_means_and_by_when_and_asks_nothing_yet(
    language: Language, words: str, day: str, pages: FakePages, candidate: httpx.AsyncClient
) -> None:
    pages.letter_shown, pages.status_page = a_hosted_letter(language), a_status(is_told=True, has_letter=True)

    letter = await candidate.get(f"/l/{TOKEN}")
    shown = await candidate.get(ADDRESS)

    assert ADDRESS in letter.text
    assert words in shown.text
    assert day in shown.text
    assert pages.status_page.appeal is None


async def test_the_button_asks_once_with_the_words_and_the_page_confirms_it(
    pages: FakePages, candidate: httpx.AsyncClient
) -> None:
    pages.status_page = a_status(is_told=True, has_letter=True)

    first = await candidate.post(ADDRESS, data={"words": "请看第二题"})
    await candidate.post(ADDRESS, data={"words": "再一次"})
    shown = await candidate.get(first.headers["location"])

    assert first.status_code == 303
    assert pages.status_page.appeal is not None
    assert pages.status_page.appeal.words == "请看第二题"
    assert "我们已收到您的请求" in shown.text
    assert "<form" not in shown.text


async def test_before_the_letter_nothing_can_be_asked_and_nothing_shows(
    pages: FakePages, candidate: httpx.AsyncClient
) -> None:
    shown = await candidate.get(ADDRESS)
    asked = await candidate.post(ADDRESS)

    assert "<form" not in shown.text
    assert asked.status_code == 409
    assert pages.status_page.appeal is None
