"""Taking applications in and reading them."""

import asyncio

import httpx
import pytest

from tests.api.bodies import a_result, an_application
from tests.api.system import System, other_company

pytestmark = pytest.mark.anyio


async def test_a_new_application_is_kept_and_its_journey_begins(system_on_both: System) -> None:
    response = await system_on_both.client.post("/v1/applications", json=an_application())

    resource = response.json()
    assert response.status_code == 201
    assert response.headers["location"] == f"/v1/applications/{resource['id']}"
    assert resource == {
        "id": resource["id"],
        "external_id": "ats-4711",
        "state": "awaiting_interview",
        "outcome": None,
        "stage": "screening",
        "decision": None,
        "review_id": None,
        "letter_id": None,
        "told_at": None,
        "acknowledged_at": None,
        "held_reason": None,
    }
    assert system_on_both.heard.kinds == ["start"]
