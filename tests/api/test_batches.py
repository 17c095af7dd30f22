"""Many applications at once, a line each."""

import json

import httpx
import pytest
from sqlalchemy import text

from kindregards.domain.errors import DomainError
from kindregards.domain.intake import NewApplication, Submitted
from kindregards.domain.ports.doors import Intake
from tests.api.bodies import Json, a_result, an_application
from tests.api.steps import problem
from tests.api.system import LIVE_KEY, System, client_of

pytestmark = pytest.mark.anyio
PATH = "/v1/applications/batch"
NDJSON = {"content-type": "application/x-ndjson"}


def line(number: int, **changes: object) -> str:
    body = an_application(external_id=f"a-{number}", candidate__external_id=f"p-{number}", **changes)
    return json.dumps(body, ensure_ascii=False)


async def sent(client: httpx.AsyncClient, *lines: str) -> list[Json]:
    response = await client.post(PATH, content="\n".join(lines).encode(), headers=NDJSON)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/x-ndjson"
    return [json.loads(answer) for answer in response.text.splitlines()]


async def count(system: System) -> int:
    return await system.stores.database.read(
        lambda session: session.execute(text("SELECT count(*) FROM applications")).scalar_one()
    )


async def test_each_line_is_answered_by_its_number(system_on_both: System) -> None:
    answers = await sent(system_on_both.client, line(1), line(2, interview_result=a_result()))

    assert [(answer["line"], answer["status"]) for answer in answers] == [(1, 201), (2, 201)]
    assert [answer["application"]["external_id"] for answer in answers] == ["a-1", "a-2"]
    assert system_on_both.heard.kinds == ["start", "start"]


async def test_bad_lines_stop_no_others(system: System) -> None:
    answers = await sent(
        system.client,
        line(1),
        "{not json",
        "",
        line(2, stage="lost"),
        line(3, job__policy="finance"),
        line(1, stage="offer"),
        "[]",
        line(4, interview_result=a_result(facts={"mood": 1})),
        line(5) + "\r",
        line(1),
    )

    told = [
        (answer["line"], answer["status"], answer["problem"]["code"] if "problem" in answer else None)
        for answer in answers
    ]
    assert told == [
        (1, 201, None),
        (2, 400, "json_invalid"),
        (4, 422, "request_invalid"),
        (5, 422, "policy_unknown"),
        (6, 409, "application_exists"),
        (7, 422, "request_invalid"),
        (8, 422, "emotion_data_refused"),
        (9, 201, None),
        (10, 200, None),
    ]
    assert await count(system) == 2


async def test_a_line_longer_than_a_body_may_be_is_refused_alone(system: System) -> None:
    long = line(1)[:-1] + ', "x": "' + "x" * (1 << 20) + '"}'

    answers = await sent(system.client, long, line(2))

    assert [answer["status"] for answer in answers] == [413, 201]


async def test_an_empty_batch_is_answered_by_nothing(system: System) -> None:
    assert await sent(system.client, "", "  ") == []


async def test_a_batch_larger_than_it_may_be_is_refused_whole(system: System) -> None:
    body = (line(1) + "\n").encode().ljust((16 << 20) + 1, b"\n")

    response = await system.client.post(PATH, content=body, headers=NDJSON)

    assert problem(response) == (413, "body_too_large")
    assert await count(system) == 0


async def test_only_lines_of_json_are_taken(system: System) -> None:
    response = await system.client.post(PATH, json=[an_application()])

    assert problem(response) == (415, "media_type_unsupported")


async def test_a_batch_needs_a_key(system: System) -> None:
    response = await system.client_with().post(PATH, content=line(1).encode(), headers=NDJSON)

    assert problem(response) == (401, "api_key_invalid")


async def test_a_repeated_batch_is_answered_as_before(system: System) -> None:
    lines = "\n".join([line(1), "{"]).encode()
    headers = NDJSON | {"idempotency-key": "batch-1"}

    first = await system.client.post(PATH, content=lines, headers=headers)
    again = await system.client.post(PATH, content=lines, headers=headers)

    assert again.headers["idempotency-replayed"] == "true"
    assert again.headers["content-type"] == "application/x-ndjson"
    assert again.text == first.text
    assert "201" in first.text


class AwayAfterOne:
    """An intake whose database goes away after the first application."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self.calls = 0

    async def submit(self, company_id: str, new: NewApplication, **now: object) -> Submitted:
        self.calls += 1
        if self.calls > 1:
            raise AwayError("The database cannot serve now.")
        return await self.intake.submit(company_id, new, **now)  # type: ignore[arg-type] # only `now` is passed on


class AwayError(DomainError):
    """As the store raises it."""

    code = "database_unavailable"


async def test_when_the_database_goes_away_the_rest_is_told_so_without_waiting(system: System) -> None:
    intake = AwayAfterOne(system.services.intake)
    app = system.app_with(intake=intake)

    answers = await sent(client_of(app, {"Authorization": f"Bearer {LIVE_KEY}"}), line(1), line(2), line(3))

    assert [answer["status"] for answer in answers] == [201, 503, 503]
    assert intake.calls == 2
