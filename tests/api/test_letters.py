"""Letters with their way through the channels."""

import pytest

from tests.api.bodies import a_result
from tests.api.steps import assess, kinds_of, lose_sight_of, problem, reviewed, submitted
from tests.api.system import Json, System, other_company

pytestmark = pytest.mark.anyio
NOBODY = "01900000-0000-7000-8000-000000000000"


async def rejected(system: System) -> Json:
    """Return an application that the policy has turned down."""
    resource = await submitted(system, interview_result=a_result(score=48))
    await assess(system, resource["id"])
    application: Json = (await system.client.get(f"/v1/applications/{resource['id']}")).json()
    return application


async def test_a_letter_says_what_it_rests_on_and_when_it_may_leave(system_on_both: System) -> None:
    application = await rejected(system_on_both)

    letter = (await system_on_both.client.get(f"/v1/letters/{application['letter_id']}")).json()

    assert (letter["application_id"], letter["purpose"], letter["state"]) == (application["id"], "outcome", "pending")
    assert (letter["kind"], letter["language"], letter["tone"]) == ("not_selected", "zh-CN", "warm")
    assert "王梅" in letter["text"]
    assert any(source.startswith(("highlight", "competency")) for fact in letter["facts"] for source in fact["sources"])
    assert letter["findings"] == []
    assert letter["not_before"] is not None
    assert letter["deliveries"] == []
    assert len(letter["content_hash"]) == 64


async def test_a_letter_keeps_what_it_rests_on_down_to_the_words_of_the_transcript(system_on_both: System) -> None:
    application = await rejected(system_on_both)

    letter = (await system_on_both.client.get(f"/v1/letters/{application['letter_id']}")).json()

    evidence = {each["source"]: each for fact in letter["facts"] for each in fact["evidence"]}
    words = evidence["transcript:0[0:9]"]
    assert (words["path"], words["start"], words["end"]) == ("transcript[0].text", 0, 9)
    assert words["text"] == "我先按活跃度分层。"
    assert evidence["competency:0"]["path"] == "competencies[0]"
    assert "五层" in evidence["competency:0"]["text"]


async def test_a_draft_s_hash_is_the_one_a_decision_names(system: System) -> None:
    case = await reviewed(system)

    letter = (await system.client.get(f"/v1/letters/{case['letter']['id']}")).json()

    assert (letter["state"], letter["content_hash"]) == ("draft", case["letter"]["hash"])


@pytest.mark.parametrize("verdict", ["sent", "not_sent"])
async def test_a_doubt_about_a_letter_is_settled_by_a_person(system: System, verdict: str) -> None:
    application = await rejected(system)
    system.clock.shown = (await system.stores.letters.letter(*ids(application))).not_before or system.clock.shown
    await lose_sight_of(system, application)

    held = (await system.client.get(f"/v1/applications/{application['id']}")).json()
    letter = (await system.client.get(f"/v1/letters/{application['letter_id']}")).json()
    response = await system.client.post(f"/v1/letters/{application['letter_id']}/resolve", json={"as": verdict})

    assert (held["state"], held["held_reason"]) == ("held", "ambiguous_dispatch")
    assert [attempt["state"] for attempt in letter["deliveries"][0]["attempts"]] == ["ambiguous"]
    assert response.status_code == 202
    assert await kinds_of(system) == ["start", "released"]


def ids(application: Json) -> tuple[str, str]:
    return "00000000-0000-7000-8000-000000000001", application["letter_id"]


async def test_a_letter_nobody_doubts_needs_no_word(system: System) -> None:
    application = await rejected(system)
    path = f"/v1/letters/{application['letter_id']}/resolve"

    certain = await system.client.post(path, json={"as": "sent"})
    unknown = await system.client.post(path, json={"as": "lost"})
    otherwise = await system.client.post(path, json={"verdict": "sent"})

    assert problem(certain) == (409, "not_held")
    assert problem(unknown) == (422, "request_invalid")
    assert problem(otherwise) == (422, "request_invalid")


async def test_unknown_and_other_companies_letters_are_not_found(system: System) -> None:
    application = await rejected(system)
    neighbour = system.client_with(authorization=f"Bearer {await other_company(system.stores)}")

    answers = [
        problem(await client.request(method, f"/v1/letters/{letter}{address}", json=body))
        for client, letter in (
            (system.client, NOBODY),
            (system.client, "%00"),
            (neighbour, application["letter_id"]),
        )
        for method, address, body in (("GET", "", None), ("POST", "/resolve", {"as": "sent"}))
    ]

    assert answers == [(404, "letter_not_found")] * 6


async def test_what_went_wrong_is_said_in_plain_words_of_both_languages(system: System) -> None:
    application = await rejected(system)
    system.clock.shown = (await system.stores.letters.letter(*ids(application))).not_before or system.clock.shown
    await lose_sight_of(system, application)

    letter = (await system.client.get(f"/v1/letters/{application['letter_id']}")).json()

    (attempt,) = letter["deliveries"][0]["attempts"]
    assert attempt["error_code"] == "read_timeout"
    assert attempt["problem"] == {
        "code": "answer_lost",
        "zh-CN": "没有收到服务商的答复，消息可能已发出，也可能没有。",
        "en": "The provider's answer was lost; the message may or may not have left.",
    }
    assert attempt["resolved_by"] is None


async def test_doubts_are_listed_with_what_is_known_and_settled_with_a_note(system: System) -> None:
    application = await rejected(system)
    system.clock.shown = (await system.stores.letters.letter(*ids(application))).not_before or system.clock.shown
    await lose_sight_of(system, application)
    path = f"/v1/letters/{application['letter_id']}"

    (doubt,) = (await system.client.get("/v1/doubts")).json()["data"]
    settled = await system.client.post(f"{path}/resolve", json={"as": "sent", "note": "It is in their activity."})
    letter = (await system.client.get(path)).json()

    assert (doubt["letter_id"], doubt["application_id"]) == (application["letter_id"], application["id"])
    assert doubt["delivery"]["attempts"][0]["problem"]["code"] == "answer_lost"
    assert doubt["next_look_at"] is not None
    assert settled.status_code == 202
    assert [(each["verdict"], each["note"]) for each in letter["resolutions"]] == [("sent", "It is in their activity.")]


async def test_doubts_of_another_company_are_not_listed(system: System) -> None:
    application = await rejected(system)
    system.clock.shown = (await system.stores.letters.letter(*ids(application))).not_before or system.clock.shown
    await lose_sight_of(system, application)
    neighbour = system.client_with(authorization=f"Bearer {await other_company(system.stores)}")

    assert (await neighbour.get("/v1/doubts")).json() == {"data": [], "next_cursor": None}
