"""What candidates and staff ask of an application that is under way."""

import pytest
from sqlalchemy import text

from kindregards.domain.applications import HeldReason
from tests.api.bodies import Json
from tests.api.steps import advance, kinds_of, path_of, problem, set_application
from tests.api.system import System

pytestmark = pytest.mark.anyio


async def test_a_withdrawal_is_accepted_with_its_reason_and_again_is_harmless(system_on_both: System) -> None:
    path = await path_of(system_on_both)
    body = {"reason": "better_offer", "comment": "谢谢，\n我已接受别处的工作。"}

    first = await system_on_both.client.post(f"{path}/withdraw", json=body)
    again = await system_on_both.client.post(f"{path}/withdraw", json=body)

    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json()["id"] in path
    assert await kinds_of(system_on_both) == ["start", "withdrawn"]


async def test_a_withdrawal_needs_no_words(system: System) -> None:
    path = await path_of(system)

    response = await system.client.post(f"{path}/withdraw")

    assert response.status_code == 202


async def test_what_a_candidate_wrote_cannot_be_read_in_the_database(system: System) -> None:
    path = await path_of(system)

    await system.client.post(f"{path}/withdraw", json={"comment": "我的秘密"})

    rows = await system.stores.database.read(
        lambda session: repr(session.execute(text("SELECT * FROM candidate_requests")).all())
    )
    assert "我的秘密" not in rows


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"reason": "salary_expectation"}, "reason_unknown"),
        ({"reason": "no_such"}, "reason_unknown"),
        ({"reason": "two words"}, "request_invalid"),
        ({"comment": "x\x00"}, "request_invalid"),
        ({"why": "x"}, "request_invalid"),
    ],
)
async def test_a_withdrawal_for_no_reason_of_a_candidate_s_is_refused(system: System, body: Json, code: str) -> None:
    path = await path_of(system)

    response = await system.client.post(f"{path}/withdraw", json=body)

    assert problem(response) == (422, code)
    assert await kinds_of(system) == ["start"]


async def test_nothing_is_asked_of_a_closed_application(system: System) -> None:
    path = await path_of(system)
    await set_application(system, state="closed")

    answers = [problem(await system.client.post(f"{path}/{ask}")) for ask in ("withdraw", "decline-ai-interview")]

    assert answers == [(409, "application_finished")] * 2


async def test_the_ai_interview_is_declined_before_its_result_only(system: System) -> None:
    before = await path_of(system, external_id="a-1")
    after = await path_of(system, external_id="a-2", interview_result=None)
    await set_application(system, interview_id="iv")
    await system.client.post(
        f"{after}/interview-result", json={"result_id": "r", "score": 1, "completed_at": "2026-03-04T09:00:00Z"}
    )

    declined = await system.client.post(f"{before}/decline-ai-interview")
    refused = await system.client.post(f"{after}/decline-ai-interview")

    assert declined.status_code == 202
    assert problem(refused) == (409, "result_exists")


async def test_only_an_offer_can_be_declined(system: System) -> None:
    screening = await path_of(system, external_id="a-1")
    offer = await path_of(system, external_id="a-2", stage="offer")

    refused = await system.client.post(f"{screening}/offer-declined")
    declined = await system.client.post(f"{offer}/offer-declined", json={"reason": "relocation"})

    assert problem(refused) == (409, "not_an_offer")
    assert declined.status_code == 202


async def test_an_automatic_decision_is_undone_until_its_letter_leaves(system_on_both: System) -> None:
    path = await path_of(system_on_both)
    await advance(system_on_both)

    decided = (await system_on_both.client.get(path)).json()
    undone = await system_on_both.client.post(f"{path}/undo", json={"reason": "wrong_score"})

    assert decided["decision"] == {
        "mode": "automatic",
        "rule": "rule 3: score at least 75",
        "reason": None,
        "decided_by": "policy",
        "decided_at": "2026-03-04T10:00:00Z",
        "policy_version": 1,
    }
    assert undone.status_code == 202
    assert await kinds_of(system_on_both) == ["start", "undone"]


async def test_a_decision_that_has_begun_to_reach_the_candidate_cannot_be_undone(system: System) -> None:
    path = await path_of(system)
    await advance(system)
    await system.stores.database.write(lambda session: session.execute(text("UPDATE decisions SET state = 'released'")))

    response = await system.client.post(f"{path}/undo", json={"reason": "wrong_score"})

    assert problem(response) == (409, "letter_already_sent")


async def test_where_nothing_was_decided_nothing_is_undone(system: System) -> None:
    path = await path_of(system)

    undone = await system.client.post(f"{path}/undo", json={"reason": "wrong_score"})
    without_reason = await system.client.post(f"{path}/undo", json={})
    with_story = await system.client.post(f"{path}/undo", json={"reason": "Wang asked me to"})

    assert problem(undone) == (409, "nothing_to_undo")
    assert problem(without_reason) == (422, "request_invalid")
    assert problem(with_story) == (422, "request_invalid")


async def test_a_held_application_goes_on_as_a_person_says(system: System) -> None:
    path = await path_of(system)
    await set_application(system, state="held", held_reason=HeldReason.CHANNELS_FAILED)

    response = await system.client.post(f"{path}/release", json={"instruction": "retry"})

    assert response.status_code == 202
    assert await kinds_of(system) == ["start", "released"]


async def test_only_a_held_application_is_released_and_only_by_a_known_instruction(system: System) -> None:
    path = await path_of(system)

    free = await system.client.post(f"{path}/release", json={"instruction": "retry"})
    unknown = await system.client.post(f"{path}/release", json={"instruction": "shred"})

    assert problem(free) == (409, "not_held")
    assert problem(unknown) == (422, "request_invalid")
