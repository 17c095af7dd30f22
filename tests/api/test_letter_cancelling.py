"""Cancelling a letter before it leaves."""

import pytest

from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.api.steps import kinds_of, lose_sight_of, problem, rejected, reviewed
from tests.api.system import System, client_of, other_company

pytestmark = pytest.mark.anyio
NOBODY = "01900000-0000-7000-8000-000000000000"


async def test_a_cancelled_letter_undoes_its_decision_and_says_who_did_it(system_on_both: System) -> None:
    application = await rejected(system_on_both)

    answer = await system_on_both.client.post(f"/v1/letters/{application['letter_id']}/cancel")

    assert answer.status_code == 202
    assert answer.json()["id"] == application["id"]
    assert await kinds_of(system_on_both) == ["start", "undone"]
    timeline = (await system_on_both.client.get(f"/v1/applications/{application['id']}/timeline")).json()
    entry = next(each for each in timeline["data"] if each["event"] == "decision_undone")
    assert entry["actor"] == "api:0123456789abcdef"
    assert entry["detail"]["reason"] == "letter_cancelled"


async def test_cancelling_twice_undoes_once(system: System) -> None:
    path = f"/v1/letters/{(await rejected(system))['letter_id']}/cancel"
    await system.client.post(path)

    again = await system.client.post(path)

    assert problem(again) == (409, "nothing_to_undo")
    assert await kinds_of(system) == ["start", "undone"]


async def test_a_letter_that_may_have_left_is_not_cancelled(system: System) -> None:
    application = await rejected(system)
    letter = await system.stores.letters.letter(DEFAULT_COMPANY_ID, application["letter_id"])
    system.clock.shown = letter.not_before or system.clock.shown
    await lose_sight_of(system, application)

    answer = await system.client.post(f"/v1/letters/{application['letter_id']}/cancel")

    assert problem(answer) == (409, "letter_already_sent")
    assert await kinds_of(system) == ["start"]


async def test_a_draft_in_review_has_nothing_to_cancel(system: System) -> None:
    case = await reviewed(system)

    answer = await system.client.post(f"/v1/letters/{case['letter']['id']}/cancel")

    assert problem(answer) == (409, "nothing_to_undo")


@pytest.mark.parametrize("letter", [NOBODY, "x"])
async def test_an_unknown_letter_is_not_found(system: System, letter: str) -> None:
    assert problem(await system.client.post(f"/v1/letters/{letter}/cancel")) == (404, "letter_not_found")


async def test_a_neighbours_letter_is_not_found_and_stays(system: System) -> None:
    application = await rejected(system)
    key = await other_company(system.stores)
    async with client_of(system.app, {"Authorization": f"Bearer {key}"}) as neighbour:
        answer = await neighbour.post(f"/v1/letters/{application['letter_id']}/cancel")

    assert problem(answer) == (404, "letter_not_found")
    assert await kinds_of(system) == ["start"]
