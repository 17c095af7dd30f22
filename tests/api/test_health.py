"""Whether the process lives, whether it can serve, and its measurements."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from api import health
from api.services import HealthCheck, MetricsPage
from kindregards.domain.errors import DomainError
from kindregards.standing_metrics import StandingMetrics
from kindregards.store.commands import Commands
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.api.steps import problem, reviewed
from tests.api.system import Json, System, client_of

pytestmark = pytest.mark.anyio


async def fine() -> str | None:
    return None


async def broken() -> str | None:
    return "It does not answer."


async def refused() -> str | None:
    raise DomainError("It is out of reach.")


async def silent() -> str | None:
    await asyncio.sleep(60)
    return None


async def ready(system: System, *checks: HealthCheck) -> tuple[int, Json]:
    response = await client_of(system.app_with(health=checks), {}).get("/health/ready")
    return response.status_code, response.json()


async def test_a_living_process_says_so_without_a_key(system: System) -> None:
    response = await system.client_with().get("/health/live")

    assert (response.status_code, response.json()) == (200, {"status": "alive"})


async def test_all_parts_fine_is_ready(system: System) -> None:
    check = HealthCheck(name="database", run=fine, is_vital=True)

    assert await ready(system, check) == (
        200,
        {"status": "ready", "parts": [{"name": "database", "problem": None}]},
    )


async def test_without_temporal_everything_is_still_taken_in(system: System) -> None:
    status, body = await ready(
        system,
        HealthCheck(name="database", run=fine, is_vital=True),
        HealthCheck(name="temporal", run=broken, is_vital=False),
    )

    assert (status, body["status"]) == (200, "degraded")
    assert body["parts"][1] == {"name": "temporal", "problem": "It does not answer."}


@pytest.mark.parametrize("check", [broken, refused])
async def test_without_a_vital_part_nothing_is(system: System, check: Callable[[], Awaitable[str | None]]) -> None:
    status, body = await ready(system, HealthCheck(name="database", run=check, is_vital=True))

    assert (status, body["status"]) == (503, "unavailable")
    assert body["parts"][0]["problem"] in {"It does not answer.", "It is out of reach."}


async def test_a_part_that_never_answers_is_not_waited_for(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "PATIENCE_SECONDS", 0.05)

    status, body = await ready(system, HealthCheck(name="database", run=silent, is_vital=True))

    assert status == 503
    assert "No answer" in body["parts"][0]["problem"]


async def test_measurements_are_shown_to_whoever_knows_the_token(system: System) -> None:
    app = system.app_with(metrics=MetricsPage(token="a-token", render=standing_metrics(system).page))
    await system.client.get("/v1/applications")

    shown = await client_of(app, {"authorization": "Bearer a-token"}).get("/metrics")
    strangers = [await client_of(app, headers).get("/metrics") for headers in ({}, {"authorization": "Bearer x"})]

    assert shown.status_code == 200
    assert 'kindregards_http_request_seconds_count{method="GET",route="/v1/applications",status="200"}' in shown.text
    assert [problem(response) for response in strangers] == [(404, "not_found")] * 2


async def test_what_waits_or_stands_still_is_measured_from_the_database(system: System) -> None:
    await reviewed(system)
    await system.stores.pauses.pause(DEFAULT_COMPANY_ID, actor="user-1", reason="incident", now=system.clock())

    page, _ = await standing_metrics(system).page()

    lines = page.decode().splitlines()
    assert "kindregards_reviews_waiting 1.0" in lines
    assert "kindregards_sending_paused 1.0" in lines
    assert "kindregards_letters_in_doubt 0.0" in lines
    assert 'kindregards_sender_stopped{channel="email"} 0.0' in lines


def standing_metrics(system: System) -> StandingMetrics:
    stores = system.stores
    return StandingMetrics(
        overviews=stores.overviews, commands=Commands(stores.database), pauses=stores.pauses, clock=system.clock
    )


async def test_without_a_token_there_are_no_measurements(system: System) -> None:
    response = await system.client_with(authorization="Bearer ").get("/metrics")

    assert problem(response) == (404, "not_found")
