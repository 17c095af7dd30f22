"""Legal holds over the API: placed once, with a code that says nothing of the person, and lifted."""

import pytest

from tests.api.steps import path_of, problem
from tests.api.system import System

pytestmark = pytest.mark.anyio


async def test_a_hold_is_placed_read_and_lifted_and_its_reason_is_a_code(system: System) -> None:
    path = f"{await path_of(system)}/legal-hold"

    refused = await system.client.post(path, json={"reason": "王梅起诉"})
    placed = [(await system.client.post(path, json={"reason": reason})).json() for reason in ("claim-14", "other")]
    lifted = [await system.client.post(f"{path}/lift", json={"reason": "settled"}) for _ in range(2)]

    assert problem(refused) == (422, "request_invalid")
    assert [hold["reason"] for hold in placed] == ["claim-14", "claim-14"]
    assert (lifted[0].json()["since"], problem(lifted[1])) == (None, (409, "not_on_hold"))
    assert (await system.client.get(path)).json() == {"since": None, "by": None, "reason": None}
