"""Which policy an application gets, and versions that decide on paper without anybody hearing of it."""

import pytest
from sqlalchemy import text

from kindregards.store.pilots import Pilots
from tests.api.bodies import a_policy_body, a_result
from tests.api.steps import assess, problem, submitted
from tests.api.system import System
from tests.api.test_policy_reports import STRICTER, decided_review

pytestmark = pytest.mark.anyio
VISIBLE = ("applications", "decisions", "reviews", "letters", "timeline", "workflow_commands", "outgoing_events")


def pilots_of(system: System) -> Pilots:
    return Pilots(system.stores.database, system.stores.cases)


async def a_policy(system: System, name: str) -> None:
    version = (await system.client.put(f"/v1/policies/{name}", json=a_policy_body())).json()["version"]
    await system.client.post(f"/v1/policies/{name}/versions/{version}/activate")


async def policy_of(system: System, application_id: str) -> str:
    statement = text("SELECT policy_name FROM applications WHERE id = :id")
    name: str = await system.stores.database.read(
        lambda session: session.execute(statement, {"id": application_id}).scalar_one()
    )
    return name


async def everything_visible(system: System) -> dict[str, list[object]]:
    """Return every row that a candidate, a reviewer or a neighbour could hear of."""
    return await system.stores.database.read(
        lambda session: {
            table: [tuple(row) for row in session.execute(text(f"SELECT * FROM {table} ORDER BY id"))]  # noqa: S608 -- our own names
            for table in VISIBLE
        }
    )


async def test_an_application_that_names_no_policy_gets_its_job_s_else_its_department_s(
    system_on_both: System,
) -> None:
    client = system_on_both.client
    for name in ("ops", "special", "named"):
        await a_policy(system_on_both, name)
    await client.put("/v1/policy-assignments", json={"scope": "department", "subject": "运营", "policy": "ops"})
    assigned = await client.put(
        "/v1/policy-assignments", json={"scope": "job", "subject": "job-7", "policy": "special"}
    )

    async def got(run: str, **job: str) -> str:
        changes = {f"job__{name}": value for name, value in job.items()}
        new = await submitted(system_on_both, external_id=run, candidate__external_id=run, **changes)
        return await policy_of(system_on_both, new["id"])

    assert [each["policy"] for each in assigned.json()["data"]] == ["ops", "special"]
    assert await got("a", external_id="job-1", department="运营") == "ops"
    assert await got("b", external_id="job-7", department="运营") == "special"
    assert await got("c", external_id="job-2", department="财务") == "default"
    assert await got("d", external_id="job-3", department="运营", policy="named") == "named"
    await client.put("/v1/policy-assignments", json={"scope": "department", "subject": "运营", "policy": None})
    assert await got("e", external_id="job-1", department="运营") == "default"


async def test_assigning_or_piloting_what_does_not_exist_is_refused(system: System) -> None:
    client = system.client
    pilot = {"policy": "default", "version": 1, "scope": "department", "subject": "运营"}

    unknown = await client.put("/v1/policy-assignments", json={"scope": "job", "subject": "j", "policy": "nothing"})

    assert problem(unknown) == (404, "policy_unknown")
    assert problem(await client.post("/v1/pilots", json=pilot | {"version": 9})) == (404, "policy_unknown")
    assert problem(await client.post("/v1/pilots", json=pilot | {"scope": "team"})) == (422, "request_invalid")
    assert problem(await client.get("/v1/pilots/nobody")) == (404, "pilot_unknown")
    assert problem(await client.post("/v1/pilots/nobody/end")) == (404, "pilot_unknown")


async def test_a_pilot_decides_on_paper_and_changes_nothing_that_anybody_sees(system_on_both: System) -> None:
    client, pilots = system_on_both.client, pilots_of(system_on_both)
    version = (await client.put("/v1/policies/default", json=STRICTER)).json()["version"]
    body = {"policy": "default", "version": version, "scope": "department", "subject": "运营"}
    pilot = (await client.post("/v1/pilots", json=body)).json()
    await decided_review(system_on_both)
    low = await submitted(system_on_both, external_id="low", interview_result=a_result(score=10))
    await assess(system_on_both, low["id"])
    await submitted(system_on_both, external_id="elsewhere", job__external_id="x", job__department="财务",
                    interview_result=a_result(score=10))  # fmt: skip
    before = await everything_visible(system_on_both)

    decided = await pilots.decide(now=system_on_both.clock())
    again = await pilots.decide(now=system_on_both.clock())

    compared = (await client.get(f"/v1/pilots/{pilot['id']}")).json()
    assert (decided, again) == (2, 0)
    assert await everything_visible(system_on_both) == before
    assert (compared["judged"], compared["same"], compared["moves"]) == (2, 1, {"review → reject": 1})
    assert (compared["by_people"], compared["contrary"]) == (1, 0)


async def test_a_pilot_that_ended_decides_no_more_and_can_go_on(system: System) -> None:
    client = system.client
    body = {"policy": "default", "version": 1, "scope": "job", "subject": "job-9"}
    pilot = (await client.post("/v1/pilots", json=body)).json()
    ended = (await client.post(f"/v1/pilots/{pilot['id']}/end")).json()
    await submitted(system, interview_result=a_result(score=10))

    unheard = await pilots_of(system).decide(now=system.clock())
    resumed = (await client.post("/v1/pilots", json=body)).json()

    assert ended["ended_at"] is not None
    assert unheard == 0
    assert (resumed["id"], resumed["ended_at"]) == (pilot["id"], None)
