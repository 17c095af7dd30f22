"""The queue of doubtful cases, for programs."""

import asyncio
from datetime import timedelta

import pytest

from tests.api.bodies import a_result
from tests.api.steps import kinds_of, problem, reviewed, submitted
from tests.api.system import Json, System, other_company

pytestmark = pytest.mark.anyio
NOBODY = "01900000-0000-7000-8000-000000000000"
KEY = "api:0123456789abcdef"


def a_decision(case: Json, **changes: object) -> Json:
    """Return a rejection of a case as it was read."""
    decision = {
        "outcome": "reject",
        "reason": "interview_performance",
        "comment": "再看了一遍，同意。",
        "version": case["version"],
        "letter_hash": case["letter"]["hash"],
    }
    return decision | changes


async def test_a_borderline_case_shows_everything_needed_to_decide_it(system_on_both: System) -> None:
    case = await reviewed(system_on_both)

    assert (case["state"], case["version"], case["score"]) == ("open", 1, 66)
    assert case["candidate_name"] == "王梅"
    assert case["reason"] == "interview_performance"
    assert "rule 4" in case["rule"]
    assert case["due_at"] == "2026-03-05T10:00:00Z"
    assert case["application"]["state"] == "awaiting_review"
    assert case["evaluation"]["competencies"][0]["name"] == "用户分层"
    assert "transcript" not in case["evaluation"]
    assert case["letter"]["subject"]
    assert "王梅" in case["letter"]["body"]
    assert case["letter"]["findings"] == []
    assert [entry["event"] for entry in case["history"]][:2] == ["application_received", "result_received"]


async def test_the_queue_lists_what_waits_the_earliest_due_first(system: System) -> None:
    first = await reviewed(system, external_id="a-1", candidate__external_id="p-1")
    system.clock.pass_by(timedelta(minutes=1))
    second = await reviewed(system, external_id="a-2", candidate__external_id="p-2", job__external_id="job-2")

    async def found(**params: str) -> list[str]:
        page = (await system.client.get("/v1/reviews", params=params)).json()
        return [review["id"] for review in page["data"]]

    assert await found() == [first["id"], second["id"]]
    assert await found(state="open") == [first["id"], second["id"]]
    assert await found(state="decided") == []
    assert await found(job="job-2") == [second["id"]]
    assert await found(group="recruiters") == [first["id"], second["id"]]
    assert await found(group="leads") == []
    assert await found(assignee="user-1") == []
    assert await found(due_before="2026-03-05T10:00:30Z") == [first["id"]]


async def test_the_queue_is_walked_page_by_page(system: System) -> None:
    made = [
        (await reviewed(system, external_id=f"a-{number}", candidate__external_id=f"p-{number}"))["id"]
        for number in range(3)
    ]

    first = (await system.client.get("/v1/reviews", params={"limit": 2})).json()
    rest = (await system.client.get("/v1/reviews", params={"limit": 2, "cursor": first["next_cursor"]})).json()

    assert [review["id"] for review in first["data"] + rest["data"]] == made
    assert rest["next_cursor"] is None


async def test_a_time_without_a_zone_is_refused_as_a_filter(system: System) -> None:
    response = await system.client.get("/v1/reviews", params={"due_before": "2026-03-05T10:00:30"})

    assert problem(response) == (422, "request_invalid")
    assert response.json()["errors"][0]["code"] == "time_without_zone"


async def test_a_rejection_is_recorded_with_who_decided_and_why(system_on_both: System) -> None:
    case = await reviewed(system_on_both)

    response = await system_on_both.client.post(f"/v1/reviews/{case['id']}/decision", json=a_decision(case))

    decided = response.json()
    assert response.status_code == 200
    assert (decided["state"], decided["outcome"], decided["version"]) == ("decided", "reject", 2)
    assert (decided["decided_by"], decided["decided_reason"]) == (KEY, "interview_performance")
    assert decided["comment"] == "再看了一遍，同意。"
    assert await kinds_of(system_on_both) == ["start", "review_decided"]


async def test_a_candidate_may_be_advanced_instead(system: System) -> None:
    case = await reviewed(system)
    decision = {"outcome": "advance", "reason": "interview_performance", "version": 1}

    response = await system.client.post(f"/v1/reviews/{case['id']}/decision", json=decision)

    assert (response.status_code, response.json()["outcome"]) == (200, "advance")


async def test_of_many_who_decide_at_once_one_wins_and_the_others_hear_who(system_on_both: System) -> None:
    case = await reviewed(system_on_both)
    path = f"/v1/reviews/{case['id']}/decision"

    responses = await asyncio.gather(*(system_on_both.client.post(path, json=a_decision(case)) for _ in range(6)))

    losers = [response for response in responses if response.status_code != 200]
    assert len(losers) == 5
    assert {problem(response) for response in losers} == {(409, "already_decided")}
    assert all(response.json()["details"]["decided_by"] == KEY for response in losers)
    assert await kinds_of(system_on_both) == ["start", "review_decided"]


async def test_a_decision_that_cannot_count_changes_nothing(system: System) -> None:
    case = await reviewed(system)

    async def decided(**changes: object) -> tuple[int, str]:
        body = a_decision(case, **changes)
        return problem(await system.client.post(f"/v1/reviews/{case['id']}/decision", json=body))

    assert await decided(version=7) == (409, "stale_version")
    assert await decided(letter_hash="0" * 64) == (409, "letter_changed")
    assert await decided(reason=None) == (422, "reason_required")
    assert await decided(reason="better_offer") == (422, "reason_unknown")
    assert await decided(reason="no_such") == (422, "reason_unknown")
    assert await decided(outcome="maybe") == (422, "request_invalid")
    assert await decided(version="1") == (422, "request_invalid")
    assert await decided(letter_hash="nonsense") == (422, "request_invalid")
    assert await decided(letter={"body": "短"}) == (422, "letter_blocked")
    assert await decided(letter={"text": "x"}) == (422, "request_invalid")
    assert await decided(decided_by="somebody") == (422, "request_invalid")
    assert (await system.client.get(f"/v1/reviews/{case['id']}")).json() == case
    assert await kinds_of(system) == ["start"]


async def test_a_decision_without_a_reason_is_refused_though_the_rule_has_one(system: System) -> None:
    case = await reviewed(system)
    decision = {name: value for name, value in a_decision(case).items() if name != "reason"}

    response = await system.client.post(f"/v1/reviews/{case['id']}/decision", json=decision)

    assert problem(response) == (422, "reason_required")


async def test_the_reviewer_s_own_words_become_the_letter(system: System) -> None:
    case = await reviewed(system)
    words = {"body": case["letter"]["body"], "subject": f"{case['letter']['subject']}（补充）"}
    decision = a_decision(case, letter=words)

    response = await system.client.post(f"/v1/reviews/{case['id']}/decision", json=decision)

    assert response.status_code == 200, response.text
    letter = (await system.client.get(f"/v1/letters/{case['letter']['id']}")).json()
    assert letter["subject"] == words["subject"]
    assert letter["content_hash"] != case["letter"]["hash"]


async def test_a_claim_shows_who_is_at_a_case_for_a_while(system: System) -> None:
    case = await reviewed(system)
    other = await system.stores.api_keys.create(
        "00000000-0000-7000-8000-000000000001", "other", is_test=False, now=system.clock()
    )
    path = f"/v1/reviews/{case['id']}/claim"

    mine = await system.client.post(path)
    again = await system.client.post(path)
    theirs = await system.client_with(authorization=f"Bearer {other}").post(path)
    listed = (await system.client.get("/v1/reviews", params={"state": "claimed"})).json()["data"]
    system.clock.pass_by(timedelta(seconds=91))
    later = await system.client_with(authorization=f"Bearer {other}").post(path)

    assert (mine.status_code, mine.json()["claimed_by"]) == (200, KEY)
    assert (mine.json()["state"], [each["id"] for each in listed]) == ("claimed", [case["id"]])
    assert mine.json()["lease_until"] == "2026-03-04T10:01:30Z"
    assert again.status_code == 200
    assert problem(theirs) == (409, "review_claimed")
    assert theirs.json()["details"]["claimed_by"] == KEY
    assert later.status_code == 200


async def test_a_decided_case_cannot_be_claimed(system: System) -> None:
    case = await reviewed(system)
    await system.client.post(f"/v1/reviews/{case['id']}/decision", json=a_decision(case))

    response = await system.client.post(f"/v1/reviews/{case['id']}/claim")

    assert problem(response) == (409, "review_claimed")
    assert response.json()["details"]["state"] == "decided"


async def test_undoing_where_nothing_stands_is_refused(system: System) -> None:
    case = await reviewed(system)

    response = await system.client.post(f"/v1/reviews/{case['id']}/undo", json={"reason": "mistake"})

    assert problem(response) == (409, "nothing_to_undo")


async def test_unknown_and_other_companies_reviews_are_not_found(system: System) -> None:
    case = await reviewed(system)
    neighbour = system.client_with(authorization=f"Bearer {await other_company(system.stores)}")
    decision = a_decision(case)

    answers = [
        problem(await client.request(method, f"/v1/reviews/{review}{address}", json=body))
        for client, review in ((system.client, NOBODY), (system.client, "%00"), (neighbour, case["id"]))
        for method, address, body in (
            ("GET", "", None),
            ("POST", "/decision", decision),
            ("POST", "/claim", None),
            ("POST", "/undo", {"reason": "mistake"}),
        )
    ]

    assert answers == [(404, "review_not_found")] * 12
    assert (await neighbour.get("/v1/reviews")).json() == {"data": [], "next_cursor": None}


async def test_a_clear_case_asks_nobody(system: System) -> None:
    await submitted(system, interview_result=a_result(score=90))

    assert (await system.client.get("/v1/reviews")).json()["data"] == []
