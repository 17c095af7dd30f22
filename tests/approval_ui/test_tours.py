"""The demo page: starting a tour, watching it, and deciding a case in it."""

import re
from dataclasses import replace

import pytest

from approval_ui.tours import TOUR_COOKIE
from kindregards.domain.languages import Language
from kindregards.domain.tours import Scenario, Stop, TooManyToursError, TourName
from tests.approval_ui.browser import Browser, browser_at
from tests.approval_ui.office import AMARA, an_office
from tests.approval_ui.touring import (
    LETTER_LINK,
    OVER,
    UNDER_WAY,
    FakeTours,
    a_tour,
    path_of,
    told_person,
    waiting_person,
)

pytestmark = pytest.mark.anyio
HTMX = {"hx-request": "true"}


def tours_of(browser: Browser) -> FakeTours:
    assert browser.office.tours is not None
    return browser.office.tours


async def test_every_scenario_can_be_started_in_both_languages(reviewer: Browser) -> None:
    page = (await reviewer.get("/demo")).text

    assert [f'name="scenario" value="{each}"' in page for each in Scenario] == [True] * 3
    assert page.count('name="language" value="zh-CN"') == page.count('name="language" value="en"') == 3


async def test_starting_leads_to_the_tour(reviewer: Browser) -> None:
    answer = await reviewer.send("/demo", "/demo", scenario="offer", language="zh-CN")

    [name] = tours_of(reviewer).started
    assert (name.scenario, name.language) == (Scenario.OFFER, Language.CHINESE)
    assert answer.headers["location"] == path_of(name)


async def test_pressing_twice_starts_the_same_tour_and_a_fresh_page_another(reviewer: Browser) -> None:
    page = (await reviewer.get("/demo")).text
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)) | {"language": "en"}

    first, again = await reviewer.post("/demo", fields), await reviewer.post("/demo", fields)
    other = await reviewer.send("/demo", "/demo", language="en", scenario=fields["scenario"])

    assert first.headers["location"] == again.headers["location"] != other.headers["location"]


async def test_a_tour_started_in_this_browser_is_found_again(reviewer: Browser) -> None:
    answer = await reviewer.send("/demo", "/demo", scenario="offer", language="en")

    page = (await reviewer.get("/demo")).text

    assert f'<a href="{answer.headers["location"]}">Go on watching</a>' in page


@pytest.mark.parametrize(
    "cookie", ["", "nonsense", "offer.en.../etc", "offer.en.ABCDEF012345", "offer.fr.0123456789ab"]
)
async def test_a_cookie_that_is_none_of_ours_leads_nowhere(cookie: str, reviewer: Browser) -> None:
    page = await reviewer.client.get("/demo", headers={"cookie": f"{TOUR_COOKIE}={cookie}; {_cookies(reviewer)}"})

    assert page.status_code == 200
    assert "Go on watching" not in page.text


async def test_a_tour_shows_each_way_and_asks_for_itself_again(reviewer: Browser) -> None:
    page = (await reviewer.get(path_of(UNDER_WAY))).text

    assert f'hx-get="{path_of(UNDER_WAY)}"' in page
    assert "1 of 2 people are through" in page
    assert "letter sent by e-mail" in page
    assert f'href="{LETTER_LINK}" target="_blank" rel="noopener noreferrer"' in page
    assert "What this tour came to" not in page


async def test_htmx_gets_only_the_part_that_changes(reviewer: Browser) -> None:
    part = await reviewer.client.get(path_of(UNDER_WAY), headers=HTMX)

    assert part.text.lstrip().startswith('<div id="tour"')
    assert "<html" not in part.text


async def test_a_waiting_case_can_be_opened_or_left_to_the_demo(reviewer: Browser) -> None:
    page = (await reviewer.get(path_of(UNDER_WAY))).text
    answer = await reviewer.send(path_of(UNDER_WAY), f"{path_of(UNDER_WAY)}/owen/decide")

    assert '<a class="button primary" href="/queue/review-1" target="_blank">Open the case</a>' in page
    assert "Otherwise the demo decides in 12 seconds" in page
    assert answer.headers["location"] == path_of(UNDER_WAY)
    assert tours_of(reviewer).hurried == ["owen"]


async def test_while_a_case_is_open_the_demo_says_that_it_waits(reviewer: Browser) -> None:
    person = waiting_person()
    assert person.task is not None
    opened = replace(person, task=replace(person.task, decides_at=None))
    tours_of(reviewer).known[UNDER_WAY] = a_tour(people=(opened,))

    page = (await reviewer.get(path_of(UNDER_WAY))).text

    assert "A case is open: the demo waits for you." in page
    assert "Otherwise" not in page


async def test_a_tour_that_is_over_reports_and_asks_no_more(reviewer: Browser) -> None:
    page = (await reviewer.get(path_of(OVER))).text

    assert "What this tour came to" in page
    assert "25.6 s" in page
    assert "Skills the role asks for" in page
    assert "hx-get" not in page


async def test_a_tour_taken_up_after_a_restart_says_so_until_it_is_over(reviewer: Browser) -> None:
    tours_of(reviewer).known[UNDER_WAY] = a_tour(was_taken_up=True)
    tours_of(reviewer).known[OVER] = a_tour(name=OVER, people=(told_person(),), was_taken_up=True)

    going_on, over = await reviewer.get(path_of(UNDER_WAY)), await reviewer.get(path_of(OVER))

    assert "taken the tour up where it stood" in going_on.text
    assert "taken the tour up where it stood" not in over.text


async def test_trouble_on_somebodys_way_is_shown(reviewer: Browser) -> None:
    lost = replace(told_person(), outcome=None, trouble=("The application is held: lint.",), letter_link=None)
    tours_of(reviewer).known[UNDER_WAY] = a_tour(people=(lost,))

    page = (await reviewer.get(path_of(UNDER_WAY))).text

    assert "This did not go as it should." in page
    assert "The application is held: lint." in page


async def test_somebody_who_has_not_applied_yet_has_nothing_to_open(reviewer: Browser) -> None:
    person = replace(waiting_person(), at=Stop.WAITING, steps=(), task=None, application_id=None)
    tours_of(reviewer).known[UNDER_WAY] = a_tour(people=(person,))

    page = (await reviewer.get(path_of(UNDER_WAY))).text

    assert "Owen Gallagher" in page
    assert "Whole story" not in page


async def test_the_account_is_told_in_the_readers_language(colleague: Browser) -> None:
    page = (await colleague.get(path_of(UNDER_WAY))).text

    assert tours_of(colleague).told_in == [Language.CHINESE]
    assert "轮到您了：Owen Gallagher 等待决定" in page


async def test_a_viewer_watches_without_buttons(viewer: Browser) -> None:
    start, tour = await viewer.get("/demo"), await viewer.get(path_of(UNDER_WAY))

    assert "starting a tour takes a reviewer" in start.text
    assert "Otherwise the demo decides" in tour.text
    assert not re.search(r'action="/demo', start.text + tour.text)


@pytest.mark.parametrize(
    "path",
    [
        "/demo/screening/en/000000000000",
        "/demo/screening/en/short",
        "/demo/screening/fr/aaaaaaaaaaaa",
        "/demo/interview/en/aaaaaaaaaaaa",
    ],
)
async def test_an_unknown_tour_is_not_there(path: str, reviewer: Browser) -> None:
    answer = await reviewer.get(path)

    assert answer.status_code == 404
    assert "There is no such tour" in answer.text


async def test_too_many_tours_are_refused(reviewer: Browser) -> None:
    tours_of(reviewer).trouble = TooManyToursError("Four tours are under way.")

    answer = await reviewer.send("/demo", "/demo", scenario="offer", language="en")

    assert answer.status_code == 409
    assert "Several tours are under way" in answer.text


async def test_where_it_is_switched_off_there_is_no_demo_and_nothing_leads_there() -> None:
    browser = browser_at(replace(an_office(), tours=None))
    async with browser.client:
        await browser.sign_in(AMARA)

        answers = [await browser.get(path) for path in ("/demo", path_of(UNDER_WAY))]
        today = await browser.get("/")

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "The demo is switched off here" in answers[0].text
    assert "/demo" not in today.text


async def test_today_invites_to_the_tour(reviewer: Browser) -> None:
    assert '<a href="/demo">Take the tour</a>' in (await reviewer.get("/")).text


async def test_a_name_in_a_form_that_is_none_starts_nothing(reviewer: Browser) -> None:
    answer = await reviewer.send("/demo", "/demo", scenario="offer", language="en", run="../../x")

    assert answer.status_code == 404
    assert tours_of(reviewer).started == []
    assert TourName(scenario=Scenario.OFFER, language=Language.ENGLISH, run="../../x") not in tours_of(reviewer).known


def _cookies(browser: Browser) -> str:
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.client.cookies.jar)
