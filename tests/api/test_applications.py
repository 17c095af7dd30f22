"""Taking applications in and reading them."""

import asyncio

import pytest

from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.api.bodies import a_result, an_application
from tests.api.steps import submitted
from tests.api.system import PUBLIC_URL, System, other_company

pytestmark = pytest.mark.anyio
NOBODY = "01900000-0000-7000-8000-000000000000"


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
        "reply_waits_since": None,
        "held_reason": None,
    }
    assert system_on_both.heard.kinds == ["start"]


async def test_the_result_may_come_with_the_application(system: System) -> None:
    resource = await submitted(system, interview_result=a_result())

    timeline = (await system.client.get(f"/v1/applications/{resource['id']}/timeline")).json()

    assert [entry["event"] for entry in timeline["data"]] == ["application_received", "result_received"]
    assert system.heard.kinds == ["start"]


async def test_only_what_is_required_is_enough(system: System) -> None:
    response = await system.client.post(
        "/v1/applications",
        json={
            "external_id": "ats-1",
            "stage": "offer",
            "candidate": {"external_id": "p-1", "name": "Ada", "locale": "en", "phone": "+44 20 7946 0958"},
            "job": {"external_id": "j-1", "title": "Engineer"},
        },
    )

    assert response.status_code == 201


async def test_the_same_application_again_is_answered_with_the_first(system_on_both: System) -> None:
    client = system_on_both.client
    first = await submitted(system_on_both)

    again = await client.post("/v1/applications", json=an_application())

    assert again.status_code == 200
    assert again.json() == first
    assert system_on_both.heard.kinds == ["start"]


async def test_the_same_application_in_another_spelling_is_still_the_same(system: System) -> None:
    first = await submitted(system, candidate__phone="+8613800138000", interview_result=a_result(score=58))

    again = await system.client.post(
        "/v1/applications",
        json=an_application(candidate__phone="+86 138 0013 8000", interview_result=a_result(score=58.0)),
    )

    assert (again.status_code, again.json()["id"]) == (200, first["id"])


async def test_another_application_under_the_same_id_is_refused_and_changes_nothing(system: System) -> None:
    first = await submitted(system)

    other = await system.client.post("/v1/applications", json=an_application(stage="offer"))

    assert (other.status_code, other.json()["code"]) == (409, "application_exists")
    assert other.json()["details"] == {"application_id": first["id"]}
    assert (await system.client.get(f"/v1/applications/{first['id']}")).json() == first


async def test_the_same_application_many_times_at_once_is_kept_once(system_on_both: System) -> None:
    responses = await asyncio.gather(
        *(system_on_both.client.post("/v1/applications", json=an_application()) for _ in range(8))
    )

    assert sorted(response.status_code for response in responses) == [200] * 7 + [201]
    assert len({response.json()["id"] for response in responses}) == 1
    assert system_on_both.heard.kinds == ["start"]


async def test_many_applications_of_new_people_at_once_are_all_kept(system_on_both: System) -> None:
    responses = await asyncio.gather(
        *(
            system_on_both.client.post(
                "/v1/applications", json=an_application(external_id=f"a-{number}", candidate__external_id="p-1")
            )
            for number in range(8)
        )
    )

    assert [response.status_code for response in responses] == [201] * 8


async def test_an_unknown_policy_is_refused(system: System) -> None:
    response = await system.client.post("/v1/applications", json=an_application(job__policy="finance"))

    assert (response.status_code, response.json()["code"]) == (422, "policy_unknown")


async def test_an_application_is_read_by_its_id(system: System) -> None:
    first = await submitted(system)

    response = await system.client.get(f"/v1/applications/{first['id']}")

    assert (response.status_code, response.json()) == (200, first)


async def test_an_unknown_application_is_not_found(system_on_both: System) -> None:
    unknown = [NOBODY, "4711", "王", "%00", "x" * 400, NOBODY.upper()]

    answers = [
        (await system_on_both.client.get(f"/v1/applications/{each}{address}")).json()["code"]
        for each in unknown
        for address in ("", "/timeline")
    ]

    assert answers == ["application_not_found"] * 12


async def test_another_company_s_application_is_not_found(system: System) -> None:
    first = await submitted(system)
    neighbour = system.client_with(authorization=f"Bearer {await other_company(system.stores)}")

    answers = [
        await neighbour.get(f"/v1/applications/{first['id']}"),
        await neighbour.get(f"/v1/applications/{first['id']}/timeline"),
        await neighbour.post(f"/v1/applications/{first['id']}/withdraw"),
        await neighbour.post(f"/v1/applications/{first['id']}/interview-result", json=a_result()),
        await neighbour.post(f"/v1/applications/{first['id']}/status-link"),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, "application_not_found")] * 5
    assert (await neighbour.get("/v1/applications")).json() == {"data": [], "next_cursor": None}


async def test_two_companies_may_use_the_same_external_id(system: System) -> None:
    await submitted(system)
    neighbour = system.client_with(authorization=f"Bearer {await other_company(system.stores)}")

    response = await neighbour.post("/v1/applications", json=an_application(stage="offer"))

    assert response.status_code == 201


async def test_a_list_is_walked_page_by_page_newest_first(system_on_both: System) -> None:
    client = system_on_both.client
    made = [(await submitted(system_on_both, external_id=f"a-{number}"))["id"] for number in range(5)]

    seen, cursor = [], None
    for _ in range(3):
        page = (
            await client.get("/v1/applications", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))
        ).json()
        seen += [resource["id"] for resource in page["data"]]
        cursor = page["next_cursor"]

    assert seen == made[::-1]
    assert cursor is None


async def test_a_list_is_narrowed(system: System) -> None:
    await submitted(system, external_id="a-1")
    await submitted(
        system,
        external_id="a-2",
        stage="offer",
        job__external_id="job-10",
        candidate__external_id="p-2",
        candidate__name="Ada",
        candidate__email="ada@example.com",
    )

    async def found(**params: str) -> list[str]:
        page = (await system.client.get("/v1/applications", params=params)).json()
        return [resource["external_id"] for resource in page["data"]]

    assert await found(state="awaiting_interview") == ["a-2", "a-1"]
    assert await found(state="told") == []
    assert await found(outcome="reject") == []
    assert await found(stage="offer") == ["a-2"]
    assert await found(job="job-9") == ["a-1"]
    assert await found(q="王梅") == ["a-1"]
    assert await found(q="ada@example.com") == ["a-2"]
    assert await found(q="a-2") == ["a-2"]
    assert await found(q="王") == []


async def test_a_filter_that_makes_no_sense_is_refused(system_on_both: System) -> None:
    async def refused(**params: str) -> list[tuple[str, str]]:
        response = await system_on_both.client.get("/v1/applications", params=params)
        assert (response.status_code, response.json()["code"]) == (422, "request_invalid")
        return [(each["pointer"], each["code"]) for each in response.json()["errors"]]

    assert await refused(limit="0") == [("?limit", "out_of_range")]
    assert await refused(limit="1000") == [("?limit", "out_of_range")]
    assert await refused(limit="many") == [("?limit", "type_wrong")]
    assert await refused(cursor="zzz") == [("?cursor", "cursor_invalid")]
    assert await refused(cursor="王") == [("?cursor", "cursor_invalid")]
    assert await refused(state="lost") == [("?state", "value_unknown")]
    assert await refused(q="a\x00b") == [("?q", "characters_refused")]
    assert await refused(job="a\nb") == [("?job", "characters_refused")]


async def test_the_timeline_says_who_did_what_without_naming_people(system: System) -> None:
    resource = await submitted(system)
    await system.client.post(f"/v1/applications/{resource['id']}/withdraw", json={"comment": "王梅 says no"})

    response = await system.client.get(f"/v1/applications/{resource['id']}/timeline")

    entries = response.json()["data"]
    assert [(entry["event"], entry["actor"]) for entry in entries] == [
        ("application_received", "integrator"),
        ("withdrawn", "api:0123456789abcdef"),
    ]
    assert "王梅" not in response.text


async def test_a_status_link_opens_the_candidate_s_page_and_differs_each_time(system: System) -> None:
    resource = await submitted(system)

    links = [(await system.client.post(f"/v1/applications/{resource['id']}/status-link")).json() for _ in range(2)]

    assert len({link["url"] for link in links}) == 2
    assert all(link["url"].startswith(f"{PUBLIC_URL}/s/") for link in links)
    page = await system.stores.pages.status(links[0]["url"].rpartition("/")[2], now=system.clock())
    assert page.candidate_name == "王梅"


async def test_an_application_by_a_test_key_never_leaves_the_house(system: System) -> None:
    key = await system.stores.api_keys.create(DEFAULT_COMPANY_ID, "trial", is_test=True, now=system.clock())
    trial = system.client_with(authorization=f"Bearer {key}")

    response = await trial.post("/v1/applications", json=an_application())

    case = await system.stores.cases.open(system.heard.first_ref)
    assert response.status_code == 201
    assert case.is_test
