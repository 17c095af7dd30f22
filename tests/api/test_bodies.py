"""Bodies of every kind but the right one."""

import json
from collections.abc import AsyncIterator

import pytest

from tests.api.bodies import a_result, an_application
from tests.api.steps import kinds_of, path_of, problem
from tests.api.system import System

pytestmark = pytest.mark.anyio
PATH = "/v1/applications"
JSON = {"content-type": "application/json"}
MEBIBYTE = 1 << 20


async def test_what_is_no_json_is_refused(system: System) -> None:
    junk = [b"", b"{", b"nonsense", b'{"a":1,}', b"\xff\xfe", b'{"external_id": "\\ud800"}', b"[" * 5000, b"{} {}"]

    answers = [problem(await system.client.post(PATH, content=raw, headers=JSON)) for raw in junk]

    assert answers == [(400, "json_invalid")] * len(junk)


async def test_json_of_another_shape_is_refused(system: System) -> None:
    answers = [
        problem(await system.client.post(PATH, content=raw, headers=JSON)) for raw in (b"[]", b"null", b"1", b'""')
    ]

    assert answers == [(422, "request_invalid")] * 4


async def test_a_field_given_twice_is_refused_wherever_it_is(system: System) -> None:
    body = json.dumps(an_application(interview_result=a_result()))
    twice = body.replace('"stage":', '"stage": "offer", "stage":', 1).replace('"score":', '"score": 90, "score":', 1)

    response = await system.client.post(PATH, content=twice.encode(), headers=JSON)

    problems = [(each["pointer"], each["code"]) for each in response.json()["errors"]]
    assert problem(response) == (422, "request_invalid")
    assert problems == [("/stage", "field_repeated"), ("/interview_result/score", "field_repeated")]


async def test_the_same_field_in_two_objects_is_no_repetition(system: System) -> None:
    response = await system.client.post(PATH, json=an_application(interview_result=a_result()))

    assert response.status_code == 201


async def test_an_interview_that_ends_in_the_future_is_refused(system: System) -> None:
    soon, later = a_result(completed_at="2026-03-04T10:04:59Z"), a_result(completed_at="2026-03-04T10:05:01Z")
    application = (await system.client.post(PATH, json=an_application())).json()

    taken = await system.client.post(PATH, json=an_application(external_id="ats-2", interview_result=soon))
    refused = [
        await system.client.post(PATH, json=an_application(external_id="ats-3", interview_result=later)),
        await system.client.post(f"{PATH}/{application['id']}/interview-result", json=later),
    ]

    assert taken.status_code == 201
    assert [problem(each) for each in refused] == [(422, "request_invalid")] * 2
    assert [each.json()["errors"][0]["code"] for each in refused] == ["time_in_future"] * 2


async def test_an_unknown_parameter_is_refused_and_the_known_ones_are_named(system: System) -> None:
    misspelt = await system.client.get(PATH, params={"status": "held"})
    in_vain = await system.client.get("/v1/rejection-reasons", params={"limit": 5})
    stranger = await system.client_with().get(PATH, params={"status": "held"})

    assert problem(misspelt) == problem(in_vain) == (422, "request_invalid")
    assert problem(stranger) == (401, "api_key_invalid")
    assert misspelt.json()["errors"] == [
        {
            "pointer": "?status",
            "code": "parameter_unknown",
            "message": "There is no parameter of this name. "
            "Known here are cursor, job, limit, outcome, q, stage, state.",
        }
    ]


async def test_another_type_of_body_is_refused(system: System) -> None:
    types = ["text/plain", "application/x-www-form-urlencoded", "application/xml", "", "json"]

    answers = [
        problem(await system.client.post(PATH, content=b"{}", headers={"content-type": declared})) for declared in types
    ]

    assert answers == [(415, "media_type_unsupported")] * len(types)


async def test_the_type_may_name_its_characters(system: System) -> None:
    response = await system.client.post(
        PATH, json=an_application(), headers={"content-type": "Application/JSON; charset=utf-8"}
    )

    assert response.status_code == 201


async def test_whoever_has_no_key_learns_nothing_about_their_body(system: System) -> None:
    response = await system.client_with().post(PATH, content=b"{", headers=JSON)

    assert problem(response) == (401, "api_key_invalid")


async def test_a_body_that_says_it_is_too_large_is_refused(system: System) -> None:
    response = await system.client.post(PATH, content=b" " * (MEBIBYTE + 1), headers=JSON)

    assert problem(response) == (413, "body_too_large")
    assert response.json()["details"] == {"limit": MEBIBYTE}


async def test_a_body_that_does_not_say_how_large_it_is_is_counted(system: System) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(80):
            yield b" " * MEBIBYTE

    response = await system.client.post(PATH, content=endless(), headers=JSON)

    assert problem(response) == (413, "body_too_large")


async def test_a_body_of_exactly_the_limit_is_read(system: System) -> None:
    response = await system.client.post(PATH, content=b"{}".ljust(MEBIBYTE), headers=JSON)

    assert problem(response) == (422, "request_invalid")


async def test_where_no_body_is_needed_an_empty_one_or_an_empty_object_will_do(system: System) -> None:
    path = await path_of(system)

    nothing = await system.client.post(f"{path}/status-link")
    empty = await system.client.post(f"{path}/status-link", json={})
    something = await system.client.post(f"{path}/status-link", json={"days": 3})

    assert (nothing.status_code, empty.status_code) == (201, 201)
    assert problem(something) == (422, "request_invalid")


async def test_nothing_refused_here_leaves_a_trace(system: System) -> None:
    for raw in (b"{", b"[]", b"{}", b" " * (MEBIBYTE + 1)):
        await system.client.post(PATH, content=raw, headers=JSON)

    assert await kinds_of(system) == []
