"""Rejecting for another reason than the draft's: the letter is written anew and read before it is approved."""

import pytest

from tests.api.steps import problem, reviewed
from tests.api.system import Json, System

pytestmark = pytest.mark.anyio
ANOTHER = "experience_gap"


def a_rejection(case: Json, **changes: object) -> Json:
    decision = {
        "outcome": "reject", "reason": ANOTHER, "version": case["version"], "letter_hash": case["letter"]["hash"]
    }  # fmt: skip
    return decision | changes


async def test_a_draft_is_written_anew_for_another_reason_and_then_approved(system_on_both: System) -> None:
    client = system_on_both.client
    case = await reviewed(system_on_both)
    path = f"/v1/reviews/{case['id']}"
    mismatch = await client.post(f"{path}/decision", json=a_rejection(case))

    answer = await client.post(f"{path}/recompose", json={"reason": ANOTHER, "version": case["version"]})
    anew = answer.json()
    outdated = await client.post(f"{path}/decision", json=a_rejection(case))
    unread = await client.post(f"{path}/decision", json=a_rejection(anew, letter_hash=case["letter"]["hash"]))
    approved = await client.post(f"{path}/decision", json=a_rejection(anew))

    assert (problem(mismatch), mismatch.json()["details"]["finding"]) == ((422, "letter_blocked"), "reason_mismatch")
    assert (answer.status_code, anew["reason"], anew["version"]) == (200, ANOTHER, case["version"] + 1)
    assert anew["letter"]["hash"] != case["letter"]["hash"]
    assert (problem(outdated), problem(unread)) == ((409, "stale_version"), (409, "letter_changed"))
    assert (approved.status_code, approved.json()["decided_reason"]) == (200, ANOTHER)


async def test_a_reviewer_chooses_the_tone_and_it_is_kept_whose_word_it_was(system: System) -> None:
    case = await reviewed(system)
    usual = (await system.client.get(f"/v1/letters/{case['letter']['id']}")).json()
    body = {"reason": ANOTHER, "version": case["version"], "tone": "lively"}

    await system.client.post(f"/v1/reviews/{case['id']}/recompose", json=body)

    chosen = (await system.client.get(f"/v1/letters/{case['letter']['id']}")).json()
    assert (usual["tone"], usual["tone_basis"]["chosen_by"]) == ("warm", "policy")
    assert (chosen["tone"], chosen["tone_basis"]["chosen_by"]) == ("lively", "reviewer")


async def test_a_draft_is_written_anew_once_for_each_version_that_was_read(system: System) -> None:
    case = await reviewed(system)
    body = {"reason": ANOTHER, "version": case["version"]}
    path = f"/v1/reviews/{case['id']}/recompose"

    answers = [await system.client.post(path, json=body) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[1].json()["code"] == "stale_version"


async def test_a_reason_that_is_not_on_the_list_changes_nothing(system: System) -> None:
    case = await reviewed(system)
    path = f"/v1/reviews/{case['id']}"

    refused = await system.client.post(f"{path}/recompose", json={"reason": "bad_mood", "version": case["version"]})
    after = (await system.client.get(path)).json()

    assert problem(refused) == (422, "reason_unknown")
    assert after["letter"]["hash"] == case["letter"]["hash"]
