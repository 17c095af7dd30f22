"""Looking at letters before anything is kept or sent."""

import pytest

from tests.api.bodies import a_result
from tests.api.steps import assess, problem, reviewed, submitted
from tests.api.system import Json, System, client_of, other_company

pytestmark = pytest.mark.anyio


async def previewed(system: System, application_id: str, **wish: object) -> Json:
    answer = await system.client.post("/v1/letters/preview", json={"application_id": application_id, **wish})
    assert answer.status_code == 200, answer.text
    shown: Json = answer.json()
    return shown


async def test_the_draft_of_a_review_is_previewed_as_it_would_leave(system_on_both: System) -> None:
    case = await reviewed(system_on_both)

    shown = await previewed(system_on_both, case["application_id"])

    assert shown["content_hash"] == case["letter"]["hash"]
    assert shown["body"] == case["letter"]["body"]
    assert shown["email"]["subject"] == case["letter"]["subject"]
    assert "<html" in shown["email"]["html"]
    assert shown["sms"]["segments"] >= 1
    assert 0 < len(shown["wechat"]["headline"]) <= 20


async def test_another_tone_language_and_reason_are_tried_and_nothing_is_kept(system: System) -> None:
    case = await reviewed(system)

    shown = await previewed(system, case["application_id"], tone="formal", language="en", reason="position_filled")

    assert (shown["tone"], shown["language"]) == ("formal", "en")
    assert shown["content_hash"] != case["letter"]["hash"]
    again = (await system.client.get(f"/v1/reviews/{case['id']}")).json()
    assert again["letter"]["hash"] == case["letter"]["hash"]


async def test_ones_own_words_are_looked_over_by_the_lint_that_guards_sending(system: System) -> None:
    case = await reviewed(system)
    words = {"subject": case["letter"]["subject"], "body": "您好！您的得分是 66 分，低于及格线。"}

    answer = await system.client.post("/v1/letters/lint", json={"application_id": case["application_id"], **words})

    scores = [each for each in answer.json()["findings"] if each["code"] == "score"]
    assert any("66" in words["body"][each["start"] : each["end"]] for each in scores)
    assert {each["severity"] for each in scores} == {"error"}


async def test_an_application_that_nobody_has_decided_is_previewed_too(system: System) -> None:
    resource = await submitted(system, interview_result=a_result(score=48))

    assert (await previewed(system, resource["id"], reason="experience_gap"))["findings"] == []


async def test_a_decided_one_is_previewed_with_its_reason(system: System) -> None:
    resource = await submitted(system, interview_result=a_result(score=48))
    await assess(system, resource["id"])
    application = (await system.client.get(f"/v1/applications/{resource['id']}")).json()
    letter = (await system.client.get(f"/v1/letters/{application['letter_id']}")).json()

    assert (await previewed(system, resource["id"]))["content_hash"] == letter["content_hash"]


async def test_an_unknown_reason_is_refused(system: System) -> None:
    resource = await submitted(system)
    wish = {"application_id": resource["id"], "reason": "because"}

    assert problem(await system.client.post("/v1/letters/preview", json=wish)) == (422, "reason_unknown")


@pytest.mark.parametrize("path", ["/v1/letters/preview", "/v1/letters/lint"])
@pytest.mark.parametrize("application_id", ["01900000-0000-7000-8000-000000000000", "x"])
async def test_an_unknown_application_is_not_found(system: System, path: str, application_id: str) -> None:
    wish = {"application_id": application_id, "subject": "a", "body": "b"}

    assert problem(await system.client.post(path, json=wish)) == (404, "application_not_found")


async def test_a_neighbours_application_is_not_found(system: System) -> None:
    resource = await submitted(system)
    async with client_of(system.app, {"Authorization": f"Bearer {await other_company(system.stores)}"}) as neighbour:
        answer = await neighbour.post("/v1/letters/preview", json={"application_id": resource["id"]})

    assert problem(answer) == (404, "application_not_found")


@pytest.mark.parametrize("body", ["\x00", "a\u202eb"])
async def test_characters_that_no_letter_holds_are_refused(system: System, body: str) -> None:
    resource = await submitted(system)
    wish = {"application_id": resource["id"], "subject": "a", "body": body}

    assert problem(await system.client.post("/v1/letters/lint", json=wish)) == (422, "request_invalid")
