"""The page of a case: why it waits, what the interview says, who else is there."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from kindregards.domain.interviews import CommunicationStyle
from kindregards.domain.languages import Tone
from kindregards.domain.tones import ToneAuthority, ToneChoice
from tests.approval_ui.browser import Browser
from tests.approval_ui.office import AMARA, Office
from tests.builders import NOW

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        ("review-1", ("58.5 of 60", "1.5 points under", "turn down when the score is below 60")),
        ("review-2", ("68 of 75", "7 points under the line for advancing", "ask a person when nothing else fits")),
        ("review-4", ("<b>78</b>", "of 100 points", "expected salary is above 35,000")),
    ],
)
async def test_the_verdict_says_how_far_the_score_is_from_its_line(
    review: str, expected: tuple[str, ...], reviewer: Browser
) -> None:
    page = await reviewer.get(f"/queue/{review}")

    for words in expected:
        assert words in page.text


async def test_a_case_says_whose_word_the_tone_is_and_what_showed_it(office: Office, reviewer: Browser) -> None:
    read = ToneChoice(
        tone=Tone.WARM,
        authority=ToneAuthority.STYLE,
        style=CommunicationStyle.RESERVED,
        source="transcript",
        signs={"hedges": 0.45, "short_sentences": 0.6},
    )
    office.desk.cases["review-1"] = replace(office.desk.cases["review-1"], tone=read)
    told = office.shelf.letters["letter-told"]
    office.shelf.letters["letter-told"] = replace(
        told, tone=ToneChoice(tone=Tone.WARM, authority=ToneAuthority.CANDIDATE)
    )

    case, unknown, letter = [
        (await reviewer.get(path)).text for path in ("/queue/review-1", "/queue/review-2", "/letters/letter-told")
    ]

    assert "reserved, by the candidate's own words in the transcript" in case
    assert "<dt>hedges</dt><dd>45%</dd>" in case
    assert "who decided it is not on record" in unknown
    assert "warm: the candidate asked for it" in letter


async def test_a_case_shows_evidence_concerns_facts_and_transcript(reviewer: Browser) -> None:
    page = await reviewer.get("/queue/review-2")

    assert "Drew the ledger first and named idempotency" in page.text
    assert '<rect class="fill" width="81"' in page.text
    assert "Asked for: 3 years of Go in production" in page.text
    assert "go years" in page.text
    assert "82%" in page.text
    assert "Transcript (4 passages)" in (await reviewer.get("/queue/review-1")).text


async def test_the_letter_is_shown_in_a_frame_that_runs_nothing(reviewer: Browser) -> None:
    page = await reviewer.get("/queue/review-1")

    assert '<iframe class="letter-frame" sandbox src="/queue/review-1/preview"' in page.text


async def test_the_short_message_is_counted_with_a_real_links_length(reviewer: Browser) -> None:
    page = await reviewer.get("/queue/review-1")

    assert "/l/…" in page.text
    assert "2 segments" in page.text


async def test_opening_a_case_is_the_lease_that_colleagues_see(reviewer: Browser, colleague: Browser) -> None:
    await colleague.get("/queue/review-1")

    page, queue = await reviewer.get("/queue/review-1"), await reviewer.get("/queue")

    assert "林悦 has this case open too" in page.text
    assert "林悦 is here" in queue.text
    assert reviewer.office.desk.cases["review-1"].review.claimed_by == "lin"


async def test_an_open_page_keeps_its_lease_and_hears_when_the_case_is_decided(
    reviewer: Browser, colleague: Browser
) -> None:
    page = await reviewer.get("/queue/review-1")
    token = page.text.partition('name="form_token" value="')[2].partition('"')[0]
    quiet = await reviewer.post("/queue/review-1/claim", {"form_token": token}, **{"hx-request": "true"})
    await colleague.send("/queue/review-1", "/queue/review-1/decision", outcome="reject", reason="language")

    told = await reviewer.post("/queue/review-1/claim", {"form_token": token}, **{"hx-request": "true"})

    assert "notice" not in quiet.text
    assert "This case was decided meanwhile." in told.text


async def test_a_lease_that_ran_out_bothers_nobody(reviewer: Browser) -> None:
    reviewer.office.desk.change("review-1", claimed_by="lin", lease_until=NOW - timedelta(seconds=1))

    page = await reviewer.get("/queue/review-1")

    assert "has this case open too" not in page.text


async def test_a_case_without_an_interview_result_is_still_a_case(reviewer: Browser) -> None:
    page = await reviewer.get("/queue/review-6")

    assert "No interview result" in page.text
    assert "The candidate does not want an interview by software." in page.text
    assert "Write the letter" in page.text


async def test_text_from_an_interview_is_shown_as_text(reviewer: Browser) -> None:
    reviewer.office.desk.change("review-1", candidate_name="<img src=x onerror=alert(1)>")

    page = await reviewer.get("/queue/review-1")

    assert "<img src=x" not in page.text
    assert "&lt;img src=x" in page.text


async def test_previous_and_next_lead_through_the_queue_by_due_time(reviewer: Browser) -> None:
    page = await reviewer.get("/queue/review-1")

    assert 'rel="prev" href="/queue/review-3"' in page.text
    assert 'rel="next" href="/queue/review-2"' in page.text
    assert "2 of 6" in page.text


async def test_who_wrote_the_rules_hears_before_trying_that_somebody_else_decides(reviewer: Browser) -> None:
    cases = reviewer.office.desk.cases
    cases["review-1"] = replace(cases["review-1"], rules_author=AMARA.id)
    cases["review-2"] = replace(cases["review-2"], rules_author="somebody-else")

    own, other = await reviewer.get("/queue/review-1"), await reviewer.get("/queue/review-2")

    assert "so somebody else decides it" in own.text
    assert "/queue/review-1/decision" not in own.text
    assert "Give to" in own.text
    assert "/queue/review-2/decision" in other.text


async def test_the_letter_is_seen_by_day_by_night_on_wechat_and_in_the_other_language(reviewer: Browser) -> None:
    case = (await reviewer.get("/queue/review-1")).text
    frame = "/queue/review-1/preview"
    ways = [unescape(href) for href in re.findall(r'<a href="([^"]+)" target="mail">', case)]
    by_day, by_night, in_english = [(await reviewer.get(way)).text for way in ways]
    as_it_comes = (await reviewer.get(frame)).text

    assert ways == [f"{frame}?light=light", f"{frame}?light=dark", f"{frame}?language=en"]
    assert '<div class="wechat" lang="zh-CN">' in case
    assert "面试结果通知" in case or "应聘" in case.partition('<div class="wechat"')[2][:300]
    assert "@media (prefers-color-scheme: dark)" in as_it_comes
    assert "@media not all" in by_day
    assert "color-scheme: light;" in by_day
    assert "@media all" in by_night
    assert "color-scheme: dark;" in by_night
    assert '<html lang="en"' in in_english
    assert '<html lang="zh-CN"' in as_it_comes
