"""Why: every decision explained by its own record, also when the person is gone."""

import pytest
from sqlalchemy import text

from tests.api.bodies import a_result
from tests.api.steps import assess, path_of, problem, submitted
from tests.api.system import System
from tests.api.test_policy_reports import decided_review

pytestmark = pytest.mark.anyio


async def test_an_automatic_decision_tells_rule_version_and_inputs(system_on_both: System) -> None:
    result = a_result(score=41, facts={"expected_salary": 30_000, "hobby": "chess"})
    application = await submitted(system_on_both, interview_result=result)
    await assess(system_on_both, application["id"])
    client = system_on_both.client

    await client.put("/v1/policies/default", json={"rules": [{"then": "advance"}]})
    await client.post("/v1/policies/default/versions/2/activate")
    [why] = (await client.get(f"/v1/applications/{application['id']}/why")).json()["data"]

    assert why["policy"]["rule_number"] == 2
    assert why["policy"]["version"] == 1
    assert why["policy"]["sentences"]["zh-CN"] == "规则 2：得分低于 60 时，不通过（原因：面试表现）"
    assert (why["mode"], why["decided_by"], why["differed"]) == ("automatic", "policy", False)
    assert why["inputs"]["score"] == 41
    assert why["inputs"]["facts"] == {"expected_salary": 30_000}
    assert (why["seconds_on_case"], why["evidence_opened"]) == (None, [])


async def test_a_person_s_decision_tells_who_and_why_a_person_looked(system: System) -> None:
    await decided_review(system)
    application = (await system.client.get("/v1/applications")).json()["data"][0]["id"]

    [why] = (await system.client.get(f"/v1/applications/{application}/why")).json()["data"]

    assert (why["mode"], why["differed"]) == ("human", None)
    assert why["reason_labels"] == {"zh-CN": "面试表现", "en": "Interview performance"}
    assert why["decided_by"].startswith("api:")
    assert why["flags"] == ["borderline_rule"]


async def test_the_record_explains_itself_when_the_person_is_erased(system: System) -> None:
    application = await submitted(system, interview_result=a_result(score=41))
    await assess(system, application["id"])
    await system.stores.database.write(lambda session: session.execute(text("UPDATE subject_keys SET wrapped = NULL")))

    why = await system.client.get(f"/v1/applications/{application['id']}/why")

    assert why.status_code == 200
    assert why.json()["data"][0]["inputs"]["score"] == 41


async def test_an_undecided_application_has_no_why_and_an_unknown_one_is_not_found(system: System) -> None:
    path = await path_of(system)

    undecided = await system.client.get(f"{path}/why")
    unknown = await system.client.get("/v1/applications/00000000-0000-0000-0000-000000000000/why")

    assert undecided.json() == {"data": []}
    assert problem(unknown) == (404, "application_not_found")


async def test_the_oversight_meter_counts_what_a_person_decided(system_on_both: System) -> None:
    await decided_review(system_on_both)

    [figures] = (await system_on_both.client.get("/v1/reports/oversight")).json()["data"]
    nobody = await system_on_both.client.get("/v1/reports/oversight?from=2020-01-01&to=2020-01-02")

    assert (figures["cases"], figures["agreed"], figures["attention"]) == (1, 1, "too_few")
    assert figures["reviewer"].startswith("api:")
    assert nobody.json() == {"data": []}
