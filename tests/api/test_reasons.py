"""The company's own reasons: written, used by rules, reviewers and letters, changed and retired."""

import pytest

from tests.api.bodies import Json, a_policy_body, a_result
from tests.api.steps import problem, reviewed
from tests.api.system import System

pytestmark = pytest.mark.anyio
TEXT = {
    "zh-CN": "这个岗位需要倒班，与您期望的工作时间不同。",
    "en": "The role is worked in shifts, which differ from the hours that you are looking for.",
}
SHIFTS: Json = {
    "code": "shift_work",
    "labels": {"zh-CN": "无法倒班", "en": "Shift work"},
    "text": TEXT,
    "evidence_required": True,
}


async def listed(system: System) -> dict[str, Json]:
    return {each["code"]: each for each in (await system.client.get("/v1/rejection-reasons")).json()["data"]}


async def test_a_reason_of_ones_own_is_told_in_a_letter_with_its_own_words(system: System) -> None:
    await system.client.post("/v1/rejection-reasons", json=SHIFTS)
    case = await reviewed(system)
    path = f"/v1/reviews/{case['id']}"

    written = await system.client.post(f"{path}/recompose", json={"reason": "shift_work", "version": case["version"]})
    answer: Json = {"outcome": "reject", "reason": "shift_work", "version": written.json()["version"]}
    unfounded = await system.client.post(f"{path}/decision", json=answer)
    decided = await system.client.post(f"{path}/decision", json=answer | {"comment": "Said so on the telephone."})

    assert TEXT["zh-CN"] in written.json()["letter"]["body"]
    assert not [each for each in written.json()["letter"]["findings"] if each["severity"] == "error"]
    assert problem(unfounded) == (422, "evidence_required")
    assert (decided.status_code, decided.json()["decided_reason"]) == (200, "shift_work")


async def test_a_concern_of_the_interview_is_evidence(system: System) -> None:
    await system.client.post("/v1/rejection-reasons", json=SHIFTS)
    concerns = [{"text": "不能上夜班", "reason": "shift_work"}]
    case = await reviewed(system, interview_result=a_result(score=66, concerns=concerns))

    written = await system.client.post(
        f"/v1/reviews/{case['id']}/recompose", json={"reason": "shift_work", "version": case["version"]}
    )
    decided = await system.client.post(
        f"/v1/reviews/{case['id']}/decision",
        json={"outcome": "reject", "reason": "shift_work", "version": written.json()["version"]},
    )

    assert decided.status_code == 200, decided.text


async def test_one_that_is_never_in_a_letter_is_recorded_and_not_told(system: System) -> None:
    await system.client.post(
        "/v1/rejection-reasons",
        json=SHIFTS | {"text": None, "in_letter": False, "evidence_required": False},
    )
    case = await reviewed(system)

    written = await system.client.post(
        f"/v1/reviews/{case['id']}/recompose", json={"reason": "shift_work", "version": case["version"]}
    )

    assert written.status_code == 200, written.text
    assert "倒班" not in written.json()["letter"]["body"]


async def test_rules_name_it_and_read_in_its_words_until_it_is_retired(system: System) -> None:
    rules = [{"when": {"score_below": 60}, "then": "review", "reason": "shift_work"}, {"then": "advance"}]
    unknown = await system.client.put("/v1/policies/default", json=a_policy_body(rules=rules))
    await system.client.post("/v1/rejection-reasons", json=SHIFTS)

    known = await system.client.put("/v1/policies/default", json=a_policy_body(rules=rules))
    retired = await system.client.post("/v1/rejection-reasons/shift_work/retire")
    again = await system.client.put("/v1/policies/default", json=a_policy_body(rules=rules))

    assert problem(unknown) == problem(again) == (422, "policy_invalid")
    assert known.json()["sentences"]["en"][0].endswith("(reason: Shift work)")
    assert retired.json()["retired"] is True


async def test_each_writing_is_a_version_and_what_everybody_has_stays(system_on_both: System) -> None:
    client = system_on_both.client
    first = await client.post("/v1/rejection-reasons", json=SHIFTS)
    await client.post("/v1/rejection-reasons/shift_work/retire")
    second = await client.post("/v1/rejection-reasons", json=SHIFTS | {"labels": {"zh-CN": "倒班", "en": "Shifts"}})

    ours = await client.post("/v1/rejection-reasons", json=SHIFTS | {"code": "language"})
    gone = await client.post("/v1/rejection-reasons/language/retire")
    missing = await client.post("/v1/rejection-reasons/nothing/retire")
    unsayable = await client.post("/v1/rejection-reasons", json=SHIFTS | {"text": TEXT | {"en": "You are too old."}})

    assert (first.status_code, first.json()["version"], second.json()["version"]) == (201, 1, 2)
    assert problem(ours) == problem(gone) == (409, "reason_shipped")
    assert problem(missing) == (404, "reason_not_found")
    assert problem(unsayable) == (422, "reason_invalid")
    kept = (await listed(system_on_both))["shift_work"]
    assert (kept["labels"]["en"], kept["retired"], kept["shipped"]) == ("Shifts", False, False)
