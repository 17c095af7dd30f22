"""Giving cases away, asking, putting off, several at once, and what reviewers set for themselves."""

from datetime import timedelta

import pytest

from kindregards.domain.notifying import NoticePace
from tests.approval_ui.browser import Browser
from tests.builders import NOW

pytestmark = pytest.mark.anyio


async def token_of(reviewer: Browser) -> dict[str, str]:
    page = (await reviewer.get("/me")).text
    return {"form_token": page.partition('name="form_token" value="')[2].partition('"')[0]}


async def test_several_cases_are_given_away_put_off_and_asked_about_at_once(reviewer: Browser) -> None:
    token, desk = await token_of(reviewer), reviewer.office.desk
    body = "&".join(f"{name}={value}" for name, value in token.items()) + "&chosen=review-2&chosen=review-4"
    headers = {"sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded"}

    async def do(rest: str) -> str:
        answer = await reviewer.client.post("/queue/bulk", content=f"{body}&{rest}", headers=headers)
        return answer.text

    given = await do("do=assign&whose=user:lena")
    later = await do(f"do=snooze&at={(NOW + timedelta(hours=1)).strftime('%Y-%m-%dT%H:%M:%S%%2B00:00')}")
    asked = await do("do=ask&of=lena&question=Why%3F")

    assert ("Given away: 2" in given, "Put off: 2" in later, "Asked about: 2" in asked) == (True, True, True)
    for name in ("review-2", "review-4"):
        case = desk.cases[name]
        assert case.review.assigned_to == "lena"
        assert case.review.snoozed_until == NOW + timedelta(hours=1)
        assert [question.text for question in case.questions] == ["Why?"]


@pytest.mark.parametrize("chosen", [0, 21], ids=["none", "too many"])
async def test_one_press_does_neither_nothing_nor_more_than_twenty(chosen: int, reviewer: Browser) -> None:
    body = "".join(f"&chosen=review-{number}" for number in range(chosen))
    token = (await token_of(reviewer))["form_token"]
    headers = {"sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded"}

    answer = await reviewer.client.post("/queue/bulk", content=f"form_token={token}&do=approve{body}", headers=headers)

    assert answer.status_code == 422
    assert "Choose between one and twenty cases" in answer.text


async def test_a_letter_changed_since_it_was_read_is_not_approved_with_the_others(reviewer: Browser) -> None:
    await reviewer.get("/queue/review-2")
    reviewer.office.desk.change("review-2", version=2)

    answer = await reviewer.post("/queue/bulk", await token_of(reviewer) | {"do": "approve", "chosen": "review-2"})

    assert "This case changed while you read it" in answer.text
    assert reviewer.office.desk.answers == []


async def test_an_absence_and_the_mail_wanted_are_kept(reviewer: Browser) -> None:
    token, own = await token_of(reviewer), reviewer.office.own_settings
    days = {"first": "2026-03-10", "last": "2026-03-12", "stand_in": "lin"}

    await reviewer.post("/me/absence", token | days)
    await reviewer.post("/me/notices", token | {"pace": "off"})
    refused = await reviewer.post("/me/absence", token | days | {"last": "2026-03-01"})
    page = (await reviewer.get("/me/work")).text

    assert own.absences["amara"].stand_in == "lin"
    assert own.paces["amara"] is NoticePace.OFF
    assert refused.status_code == 422
    assert "林悦 has your cases" in page
    await reviewer.post("/me/absence", token | {"back": "yes"})
    assert own.absences == {}
