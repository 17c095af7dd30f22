"""What candidates say in somebody else's portal: feedback after the telling, the wish to be forgotten at any time."""

import pytest

from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.api.steps import path_of, problem
from tests.api.system import System
from tests.api.test_webhooks import a_sent_reservation

pytestmark = pytest.mark.anyio


async def test_feedback_is_passed_on_after_the_telling_and_the_latest_word_counts(system: System) -> None:
    waiting = await path_of(system, external_id="ats-untold")
    told = f"/v1/applications/{(await a_sent_reservation(system)).case.ref.application_id}"

    silent = await system.client.get(f"{told}/feedback")
    early = await system.client.post(f"{waiting}/feedback", json={"score": 4})
    wrong = [await system.client.post(f"{told}/feedback", json={"score": score}) for score in (0, 6, "4", 3.5)]
    await system.client.post(f"{told}/feedback", json={"score": 2, "words": "太晚了"})
    await system.client.post(f"{told}/feedback", json={"score": 4})

    assert silent.json() == {"score": None, "words": None, "given_at": None}
    assert problem(early) == (409, "feedback_too_early")
    assert {problem(each) for each in wrong} == {(422, "request_invalid")}
    said = (await system.client.get(f"{told}/feedback")).json()
    assert (said["score"], said["words"]) == (4, None)


async def test_a_wish_to_be_forgotten_has_a_day_and_is_known_after_it_was_carried_out(system: System) -> None:
    path = await path_of(system)

    nobody = await system.client.get(f"{path}/erasure")
    asked = [(await system.client.post(f"{path}/erasure")).json() for _ in range(2)]
    await system.stores.erasures.carry_out(DEFAULT_COMPANY_ID, asked[0]["id"], actor="lin", now=system.clock())
    done = (await system.client.get(f"{path}/erasure")).json()
    gone = await system.client.get(f"{path}/feedback")

    assert problem(nobody) == (404, "erasure_not_found")
    assert asked[0] == asked[1]
    assert (asked[0]["state"], done["state"], done["kept_record"]) == ("open", "done", False)
    assert gone.json()["score"] is None
