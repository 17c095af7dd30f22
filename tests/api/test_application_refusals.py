"""Applications that are refused, and what is made of those that are not."""

import httpx
import pytest
from sqlalchemy import text

from tests.api.bodies import an_application
from tests.api.system import Json, System

pytestmark = pytest.mark.anyio


async def refused(client: httpx.AsyncClient, body: Json) -> tuple[int, str, list[tuple[str, str]]]:
    response = await client.post("/v1/applications", json=body)
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert all(each["message"].endswith(".") for each in problem["errors"])
    return response.status_code, problem["code"], [(each["pointer"], each["code"]) for each in problem["errors"]]


async def test_all_faults_are_named_at_once(client: httpx.AsyncClient) -> None:
    body = an_application(stage="x", candidate__email="x", job__title="")

    _, _, errors = await refused(client, body)

    assert errors == [
        ("/stage", "value_unknown"),
        ("/candidate/email", "email_invalid"),
        ("/job/title", "too_short"),
    ]


async def test_ten_thousand_faults_are_answered_by_the_first_ones(client: httpx.AsyncClient) -> None:
    response = await client.post("/v1/applications", json=an_application() | {f"x{n}": n for n in range(10_000)})

    assert response.status_code == 422
    assert len(response.json()["errors"]) == 50


async def test_the_default_time_zone_follows_the_country(system: System) -> None:
    body = an_application(candidate__timezone=None, candidate__country="BR")

    await system.client.post("/v1/applications", json=body)

    zone = await system.stores.database.read(
        lambda session: session.execute(text("SELECT timezone FROM candidates")).scalar_one()
    )
    assert zone == "America/Sao_Paulo"


async def test_addresses_are_kept_in_their_usual_form(system: System) -> None:
    body = an_application(
        candidate__email="Wang@EXAMPLE.com", candidate__phone="+86 (138) 0013-8000", candidate__locale="ZH-hant-tw"
    )
    await system.client.post("/v1/applications", json=body)

    case = await system.stores.cases.open(system.heard.first_ref)

    assert (case.candidate.email, case.candidate.phone) == ("Wang@example.com", "+8613800138000")
    assert case.candidate.locale == "zh-Hant-TW"


async def test_a_refused_application_leaves_nothing_behind(system: System) -> None:
    await system.client.post("/v1/applications", json=an_application(job__policy="unknown"))
    await system.client.post("/v1/applications", json=an_application(stage="unknown"))

    counts = await system.stores.database.read(
        lambda session: [
            session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 -- our own names
            for table in ("applications", "candidates", "jobs", "workflow_commands", "timeline", "interview_results")
        ]
    )

    assert counts == [0] * 6
    assert system.heard.commands == []
