"""Putting an application under the policy version that is active now."""

import pytest

from tests.api.bodies import a_result
from tests.api.steps import problem, submitted
from tests.api.system import Json, System

pytestmark = pytest.mark.anyio


async def activate_stricter(system: System) -> int:
    active: Json = (await system.client.get("/v1/policies/default")).json()
    stricter = {"when": {"score_below": 90}, "then": "reject", "reason": "interview_performance"}
    policy = {"rules": [stricter, active["rules"][-1]]}
    version: int = (await system.client.put("/v1/policies/default", json=policy)).json()["version"]
    answer = await system.client.post(f"/v1/policies/default/versions/{version}/activate")
    assert answer.status_code == 200, answer.text
    return version


async def pinned_version(system: System, application: Json) -> int:
    case = await system.stores.cases.open(system.heard.first_ref)
    assert case.ref.application_id == application["id"]
    return case.policy_version


async def test_what_waits_for_its_interview_comes_under_the_active_version(system_on_both: System) -> None:
    application = await submitted(system_on_both)
    before = await pinned_version(system_on_both, application)
    version = await activate_stricter(system_on_both)
    assert await pinned_version(system_on_both, application) == before

    path = f"/v1/applications/{application['id']}"
    answers = [await system_on_both.client.post(f"{path}/repin") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert await pinned_version(system_on_both, application) == version
    entries = (await system_on_both.client.get(f"{path}/timeline")).json()["data"]
    noted = [entry["detail"] for entry in entries if entry["event"] == "policy_repinned"]
    assert noted == [{"before": before, "after": version}]


async def test_what_has_its_result_keeps_its_version(system: System) -> None:
    application = await submitted(system, interview_result=a_result(score=66))
    await activate_stricter(system)

    answer = await system.client.post(f"/v1/applications/{application['id']}/repin")

    assert problem(answer) == (409, "result_exists")


async def test_an_unknown_application_is_not_found(system: System) -> None:
    assert problem(await system.client.post("/v1/applications/x/repin")) == (404, "application_not_found")
