"""The kill switch, for programs."""

import pytest

from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.api.steps import problem
from tests.api.system import System, client_of
from tests.builders import NOW

pytestmark = pytest.mark.anyio

PAUSE = {"paused": True, "reason": "wrong template"}


async def test_sending_is_paused_for_a_reason_and_goes_on(system_on_both: System) -> None:
    client = system_on_both.client
    before = (await client.get("/v1/sending")).json()

    paused = await client.post("/v1/sending", json=PAUSE)
    seen = (await client.get("/v1/sending")).json()
    gone_on = await client.post("/v1/sending", json={"paused": False})

    nothing = {"paused": False, "since": None, "by": None, "reason": None}
    assert before == gone_on.json() == (await client.get("/v1/sending")).json() == nothing
    assert paused.status_code == 200
    assert paused.json() == seen
    assert (seen["paused"], seen["reason"], seen["by"]) == (True, "wrong template", "api:0123456789abcdef")
    assert seen["since"]


async def test_a_pause_without_a_reason_is_refused(system: System) -> None:
    answer = await system.client.post("/v1/sending", json={"paused": True})

    assert problem(answer) == (422, "request_invalid")
    assert answer.json()["errors"][0]["pointer"] == "/reason"
    assert not (await system.client.get("/v1/sending")).json()["paused"]


async def test_a_test_key_switches_nothing(system: System) -> None:
    key = await system.stores.api_keys.create(DEFAULT_COMPANY_ID, "trial", is_test=True, now=NOW)
    async with client_of(system.app, {"Authorization": f"Bearer {key}"}) as trial:
        refused = await trial.post("/v1/sending", json=PAUSE)

    assert problem(refused) == (403, "live_key_required")
    assert not (await system.client.get("/v1/sending")).json()["paused"]
