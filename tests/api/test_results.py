"""Interview results that come after their application."""

import asyncio

import httpx
import pytest
from sqlalchemy import text

from tests.api.bodies import a_result, an_application
from tests.api.steps import advance, problem, set_application
from tests.api.system import System

pytestmark = pytest.mark.anyio
NOBODY = "01900000-0000-7000-8000-000000000000"


async def path_of(client: httpx.AsyncClient, **changes: object) -> str:
    resource = (await client.post("/v1/applications", json=an_application(**changes))).json()
    return f"/v1/applications/{resource['id']}/interview-result"


async def test_a_result_is_accepted_and_the_journey_goes_on(system_on_both: System) -> None:
    path = await path_of(system_on_both.client)

    response = await system_on_both.client.post(path, json=a_result())

    assert response.status_code == 202
    assert response.json()["state"] == "awaiting_interview"
    # The start still waits for its workflow, so the relay delivers the result after it, in order.
    assert system_on_both.heard.kinds == ["start"]


async def test_the_same_result_again_is_confirmed(system_on_both: System) -> None:
    path = await path_of(system_on_both.client)
    await system_on_both.client.post(path, json=a_result())

    again = await system_on_both.client.post(path, json=a_result())

    assert again.status_code == 200


async def test_the_same_result_id_with_other_content_is_refused(system: System) -> None:
    path = await path_of(system.client)
    await system.client.post(path, json=a_result())

    other = await system.client.post(path, json=a_result(score=90))

    assert (other.status_code, other.json()["code"]) == (409, "result_exists")


async def test_a_second_result_must_name_the_one_it_replaces(system: System) -> None:
    path = await path_of(system.client)
    await system.client.post(path, json=a_result())

    second = await system.client.post(path, json=a_result(result_id="r-2", score=90))
    corrected = await system.client.post(path, json=a_result(result_id="r-2", score=90, supersedes="r-1"))

    assert (second.status_code, second.json()["code"]) == (409, "result_exists")
    assert second.json()["details"] == {"result_id": "r-1"}
    assert corrected.status_code == 202


async def test_the_same_result_many_times_at_once_is_kept_once(system_on_both: System) -> None:
    path = await path_of(system_on_both.client)

    responses = await asyncio.gather(*(system_on_both.client.post(path, json=a_result()) for _ in range(6)))

    assert sorted(response.status_code for response in responses) == [200] * 5 + [202]


async def test_a_result_for_nobody_is_refused(client: httpx.AsyncClient) -> None:
    response = await client.post(f"/v1/applications/{NOBODY}/interview-result", json=a_result())

    assert (response.status_code, response.json()["code"]) == (404, "application_not_found")


@pytest.mark.parametrize("state", ["told", "acknowledged", "closed"])
async def test_a_result_for_a_finished_application_is_refused(system: System, state: str) -> None:
    path = await path_of(system.client)
    await set_application(system, state=state)

    response = await system.client.post(path, json=a_result())

    assert problem(response) == (409, "application_finished")


async def test_a_result_for_a_decided_application_is_refused_until_the_decision_is_undone(system: System) -> None:
    path = await path_of(system.client)
    await advance(system)

    response = await system.client.post(path, json=a_result())

    assert problem(response) == (409, "application_decided")


async def test_no_result_is_used_once_the_candidate_declined_the_ai_interview(client: httpx.AsyncClient) -> None:
    path = await path_of(client)
    await client.post(path.replace("interview-result", "decline-ai-interview"))

    response = await client.post(path, json=a_result())

    assert (response.status_code, response.json()["code"]) == (409, "ai_interview_declined")


async def test_emotion_data_is_refused_and_nothing_kept(system: System) -> None:
    path = await path_of(system.client)

    response = await system.client.post(path, json=a_result(facts={"emotion_score": 3}))

    kept = await system.stores.database.read(
        lambda session: session.execute(text("SELECT count(*) FROM interview_results")).scalar_one()
    )
    assert (response.status_code, response.json()["code"]) == (422, "emotion_data_refused")
    assert response.json()["errors"][0]["pointer"] == "/facts/emotion_score"
    assert kept == 0


async def test_a_score_that_is_no_number_is_refused(client: httpx.AsyncClient) -> None:
    path = await path_of(client)

    response = await client.post(
        path,
        content=b'{"result_id": "r", "completed_at": "2026-03-04T09:00:00Z", "score": NaN}',
        headers={"content-type": "application/json"},
    )

    assert (response.status_code, response.json()["code"]) == (422, "request_invalid")
    assert [(each["pointer"], each["code"]) for each in response.json()["errors"]] == [("/score", "not_a_number")]
