"""The status page: what a candidate may know and ask."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx
import pytest

from candidate_ui import build
from kindregards.domain.applications import ApplicationState, ExpectedInterview, Outcome, Stage
from kindregards.domain.candidate_pages import StatusPage
from kindregards.domain.cases import CaseFile, ReviewFile
from kindregards.domain.intake import CandidateRequest
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.languages import Language
from kindregards.domain.reviews import ReviewState
from kindregards.store.candidate_pages import _status_of
from tests.builders import (
    NOW,
    a_brand,
    a_candidate,
    a_decision,
    a_job,
    a_letter,
    a_policy,
    an_interview_result,
)
from tests.candidate_ui.conftest import ORIGIN
from tests.candidate_ui.fakes import EXPIRED, TOKEN, FakePages, a_status, candidate_services

pytestmark = pytest.mark.anyio


def a_case_file(**changes: Any) -> CaseFile:  # noqa: ANN401 -- replace() checks the names
    """Return an application that waits for a decision."""
    case = CaseFile(
        ref=ApplicationRef(company_id="company-1", application_id="application-1"),
        external_id="ats-4711",
        state=ApplicationState.AWAITING_INTERVIEW,
        outcome=None,
        stage=Stage.SCREENING,
        candidate=a_candidate(),
        job=a_job(),
        interview=ExpectedInterview(),
        policy=a_policy(),
        policy_version=1,
        brand=a_brand(),
        is_test=False,
        created_at=NOW,
        result=an_interview_result(),
    )
    return replace(case, **changes)


REVIEW = ReviewFile(
    id="review-1",
    number=1,
    state=ReviewState.DECIDED,
    flags=("borderline_rule",),
    rule="rule 4: always",
    reason="interview_performance",
    result_id="r-1",
    letter_id="letter-1",
    alarms=(),
    outcome=Outcome.REJECT,
    decided_reason="interview_performance",
    decided_by="lin",
)
REJECTED = {"decision": a_decision(), "letter_id": "letter-1", "letter": a_letter(), "outcome": Outcome.REJECT}
UNTOLD: dict[str, dict[str, object]] = {
    "in review": {"state": ApplicationState.AWAITING_REVIEW},
    "decided by a person, not carried out": {"state": ApplicationState.AWAITING_REVIEW, "review": REVIEW},
    "rejected, cooling off": {"state": ApplicationState.LETTER_PENDING, **REJECTED},
    "advanced, cooling off": {
        "state": ApplicationState.LETTER_PENDING,
        "decision": replace(a_decision(), outcome=Outcome.ADVANCE),
        "outcome": Outcome.ADVANCE,
    },
    "rejected, letter held": {
        "state": ApplicationState.HELD,
        **REJECTED,
    },
}


async def shown(page: StatusPage) -> bytes:
    """Return the page as a candidate gets it, byte for byte."""
    app = build(candidate_services(FakePages(status_page=page), ORIGIN))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=ORIGIN) as client:
        answer = await client.get(f"/s/{TOKEN}")
        return repr(sorted(answer.headers.items())).encode() + answer.content


@pytest.mark.parametrize("stands", UNTOLD)
async def test_decided_but_untold_looks_exactly_like_undecided(stands: str) -> None:
    undecided = _status_of(a_case_file(), set(), has_result=True, letter=None)
    decided = _status_of(a_case_file(**UNTOLD[stands]), set(), has_result=True, letter=None)

    assert await shown(decided) == await shown(undecided)


async def test_once_told_the_letter_is_one_press_away(pages: FakePages, candidate: httpx.AsyncClient) -> None:
    pages.status_page = a_status(is_told=True, has_letter=True, can_withdraw=False, can_decline_ai_interview=False)

    answer = await candidate.get(f"/s/{TOKEN}")

    assert f'href="/l/{TOKEN}"' in answer.text
    assert "/withdraw" not in answer.text


async def test_withdrawing_asks_once_more_and_for_a_reason(pages: FakePages, candidate: httpx.AsyncClient) -> None:
    asked = await candidate.get(f"/s/{TOKEN}/withdraw")
    before = list(pages.requests)

    answer = await candidate.post(f"/s/{TOKEN}/withdraw", data={"reason": "better_offer", "comment": "谢谢\r\n再见"})

    assert "要撤回对「用户运营经理」的应聘吗？" in asked.text
    assert 'value="unclear_job_description"' in asked.text
    assert 'value="interview_performance"' not in asked.text
    assert before == []
    assert answer.headers["location"] == f"/s/{TOKEN}"
    assert pages.requests == [
        CandidateRequest(kind=CommandKind.WITHDRAWN, source="candidate", reason="better_offer", comment="谢谢\n再见")
    ]
    assert "您已撤回应聘" in (await candidate.get(f"/s/{TOKEN}")).text


async def test_a_reason_need_not_be_given(pages: FakePages, candidate: httpx.AsyncClient) -> None:
    await candidate.post(f"/s/{TOKEN}/withdraw", data={"comment": "  "})

    [request] = pages.requests
    assert (request.reason, request.comment) == (None, None)


async def test_declining_the_ai_interview_asks_once_more_and_says_what_follows(
    pages: FakePages, candidate: httpx.AsyncClient
) -> None:
    asked = await candidate.get(f"/s/{TOKEN}/decline-ai-interview")
    before = list(pages.requests)

    answer = await candidate.post(f"/s/{TOKEN}/decline-ai-interview")

    assert "不会使用 AI 面试的结果" in asked.text
    assert before == []
    assert answer.status_code == 303
    assert [request.kind for request in pages.requests] == [CommandKind.AI_INTERVIEW_DECLINED]
    assert "您要求不用 AI 的面试" in (await candidate.get(f"/s/{TOKEN}")).text


async def test_an_offer_is_declined_with_a_reason_and_thanked_for(
    pages: FakePages, candidate: httpx.AsyncClient
) -> None:
    pages.status_page = a_status(is_told=True, can_withdraw=False, can_decline_offer=True)

    shown = await candidate.get(f"/s/{TOKEN}")
    asked = await candidate.get(f"/s/{TOKEN}/decline-offer")
    before = list(pages.requests)
    await candidate.post(f"/s/{TOKEN}/decline-offer", data={"reason": "better_offer", "comment": "谢谢"})

    assert "/decline-offer" in shown.text
    assert 'value="better_offer"' in asked.text
    assert before == []
    assert pages.requests == [
        CandidateRequest(kind=CommandKind.OFFER_DECLINED, source="candidate", reason="better_offer", comment="谢谢")
    ]
    thanked = (await candidate.get(f"/s/{TOKEN}")).text
    assert "您已谢绝录用" in thanked
    assert "/decline-offer" not in thanked


@pytest.mark.parametrize(
    ("stage", "outcome", "told_at", "asked", "can_decline"),
    [
        (Stage.OFFER, Outcome.ADVANCE, NOW, set(), True),
        (Stage.OFFER, Outcome.ADVANCE, None, set(), False),
        (Stage.OFFER, Outcome.REJECT, NOW, set(), False),
        (Stage.SECOND_ROUND, Outcome.ADVANCE, NOW, set(), False),
        (Stage.OFFER, Outcome.ADVANCE, NOW, {CommandKind.OFFER_DECLINED}, False),
    ],
)
def test_only_an_offer_that_was_told_and_stands_can_be_declined(
    stage: Stage, outcome: Outcome, told_at: datetime | None, asked: set[str], *, can_decline: bool
) -> None:
    case = a_case_file(stage=stage, outcome=outcome, told_at=told_at, state=ApplicationState.TOLD)

    assert _status_of(case, asked, has_result=True, letter=None).can_decline_offer is can_decline


@pytest.mark.parametrize("wish", ["withdraw", "decline-ai-interview", "decline-offer"])
async def test_what_cannot_be_asked_any_more_leads_back(
    wish: str, pages: FakePages, candidate: httpx.AsyncClient
) -> None:
    pages.status_page = a_status(can_withdraw=False, can_decline_ai_interview=False)

    answer = await candidate.get(f"/s/{TOKEN}/{wish}")

    assert answer.headers["location"] == f"/s/{TOKEN}"


async def test_a_wish_that_comes_too_late_is_refused_kindly(pages: FakePages, candidate: httpx.AsyncClient) -> None:
    pages.status_page = a_status(is_closed=True)

    answer = await candidate.post(f"/s/{TOKEN}/withdraw", data={})

    assert answer.status_code == 409
    assert "This is no longer possible" in answer.text


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (a_status(language=Language.ENGLISH), "Your application is with us."),
        (a_status(language=Language.ENGLISH, is_closed=True), "This application has ended."),
        (a_status(language=Language.ENGLISH, withdrawn=True, is_closed=True), "You have withdrawn your application."),
        (a_status(language=Language.ENGLISH, is_told=True), "Your application goes on."),
    ],
)
async def test_every_state_is_said_in_english_too(
    page: StatusPage, words: str, pages: FakePages, candidate: httpx.AsyncClient
) -> None:
    pages.status_page = page

    answer = await candidate.get(f"/s/{TOKEN}")

    assert words in answer.text
    assert '<html lang="en">' in answer.text


async def test_an_expired_link_to_the_status_page_is_gone(candidate: httpx.AsyncClient) -> None:
    answer = await candidate.get(f"/s/{EXPIRED}")

    assert answer.status_code == 410
    assert "This link has expired" in answer.text
