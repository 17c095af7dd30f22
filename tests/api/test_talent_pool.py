"""The talent pool over the API: listed page by page, and invited from."""

import pytest

from tests.api.steps import problem
from tests.api.system import System
from tests.api.test_webhooks import a_sent_reservation
from tests.builders import NOW

pytestmark = pytest.mark.anyio


async def test_somebody_of_the_pool_is_invited_by_api_until_they_leave(system: System) -> None:
    reserved = await a_sent_reservation(system)
    await system.stores.voice.join_pool(reserved.token, now=NOW)

    (entry,) = (await system.client.get("/v1/talent-pool", params={"limit": 1})).json()["data"]
    path = f"/v1/talent-pool/{entry['id']}/invite"
    answers = [await system.client.post(path, json={"opening": "Platform engineer"}) for _ in range(2)]
    letter = (await system.client.get(f"/v1/letters/{answers[0].json()['letter_id']}")).json()
    await system.stores.voice.leave_pool(reserved.token, now=NOW)
    refused = await system.client.post(path, json={"opening": "Data analyst"})
    unknown = await system.client.post("/v1/talent-pool/nobody/invite", json={"opening": "Data analyst"})
    listed = [
        (await system.client.get("/v1/talent-pool", params=query)).json()["data"]
        for query in ({}, {"include_ended": "true"})
    ]

    assert (entry["source"], entry["invited_to"]) == ("candidate", None)
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    assert letter["purpose"] == "invitation"
    assert problem(refused) == (409, "not_invitable")
    assert problem(unknown) == (404, "pool_entry_not_found")
    assert [[each["ended_because"] for each in page] for page in listed] == [[], ["withdrawn"]]
