"""Requests that are sent again."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from kindregards.domain.errors import DomainError
from kindregards.domain.intake import NewApplication, Submitted
from tests.api.bodies import an_application
from tests.api.steps import kinds_of, path_of, problem
from tests.api.system import LIVE_KEY, System, client_of, other_company

pytestmark = pytest.mark.anyio
PATH = "/v1/applications"
KEY = {"idempotency-key": "3f1c"}


async def test_the_same_request_gets_the_same_answer_and_is_carried_out_once(system_on_both: System) -> None:
    path = await path_of(system_on_both)

    first = await system_on_both.client.post(f"{path}/status-link", headers=KEY)
    again = await system_on_both.client.post(f"{path}/status-link", headers=KEY)

    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["content-type"] == first.headers["content-type"] == "application/json"
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"


async def test_a_refusal_is_repeated_too_even_when_its_cause_is_gone(system: System) -> None:
    path = await path_of(system)
    first = await system.client.post(f"{path}/offer-declined", headers=KEY)
    await system.stores.database.write(lambda session: session.execute(text("UPDATE applications SET stage = 'offer'")))

    again = await system.client.post(f"{path}/offer-declined", headers=KEY)

    assert problem(again) == problem(first) == (409, "not_an_offer")
    assert again.headers["content-type"] == "application/problem+json"


async def test_another_request_under_the_same_key_is_refused(system: System) -> None:
    await system.client.post(PATH, json=an_application(), headers=KEY)

    answers = [
        problem(await system.client.post(PATH, json=an_application(stage="offer"), headers=KEY)),
        problem(await system.client.post(f"{PATH}?x=1", json=an_application(), headers=KEY)),
        problem(await system.client.post("/v1/policies/x/versions/1/activate", json=an_application(), headers=KEY)),
    ]

    assert answers == [(422, "idempotency_mismatch")] * 3


async def test_another_caller_may_use_the_same_key(system: System) -> None:
    await system.client.post(PATH, json=an_application(), headers=KEY)
    neighbour = system.client_with(authorization=f"Bearer {await other_company(system.stores)}")

    response = await neighbour.post(PATH, json=an_application(stage="offer"), headers=KEY)

    assert response.status_code == 201


async def test_of_many_at_once_one_is_carried_out(system_on_both: System) -> None:
    responses = await asyncio.gather(
        *(system_on_both.client.post(PATH, json=an_application(), headers=KEY) for _ in range(6))
    )

    carried_out = [response for response in responses if "idempotency-replayed" not in response.headers]
    assert [response.status_code for response in carried_out].count(201) == 1
    assert {response.status_code for response in responses} <= {201, 409}
    assert {problem(response) for response in responses if response.status_code == 409} <= {
        (409, "idempotency_in_progress")
    }
    assert await kinds_of(system_on_both) == ["start"]


async def test_answers_are_forgotten_after_a_day(system: System) -> None:
    await system.client.post(PATH, json=an_application(), headers=KEY)
    system.clock.pass_by(timedelta(hours=25))

    response = await system.client.post(PATH, json=an_application(stage="offer"), headers=KEY)

    assert problem(response) == (409, "application_exists")


async def test_a_strange_key_is_refused(system: System) -> None:
    answers = [
        problem(await system.client.post(PATH, json=an_application(), headers=[(b"idempotency-key", key)]))
        for key in (b"", b"x" * 256, b"a\tb", b"caf\xe9", b"\x7f")
    ]

    assert answers == [(400, "idempotency_key_invalid")] * 5
    assert await kinds_of(system) == []


async def test_without_a_valid_api_key_nothing_is_reserved(system: System) -> None:
    response = await system.client_with(authorization="Bearer kr_live_x_y").post(
        PATH, json=an_application(), headers=KEY
    )

    rows = await system.stores.database.read(
        lambda session: session.execute(text("SELECT count(*) FROM idempotency")).scalar_one()
    )
    assert problem(response) == (401, "api_key_invalid")
    assert rows == 0


async def test_a_body_too_large_is_refused_under_a_key_too(system: System) -> None:
    async def stream() -> AsyncIterator[bytes]:
        for _ in range(2):
            yield b"x" * (1 << 20)

    response = await system.client.post(PATH, content=stream(), headers=KEY)

    assert problem(response) == (413, "body_too_large")


async def test_gets_and_puts_ignore_the_key(system: System) -> None:
    listed = [await system.client.get(PATH, headers=KEY) for _ in range(2)]
    written = [
        await system.client.put("/v1/policies/x", json={"rules": [{"then": "advance"}]}, headers=KEY) for _ in range(2)
    ]

    assert all("idempotency-replayed" not in response.headers for response in listed + written)
    assert [response.json()["version"] for response in written] == [1, 2]


class AwayError(DomainError):
    """As the store raises it."""

    code = "database_unavailable"


class FailsOnce:
    """An intake that fails the first time."""

    def __init__(self, system: System, error: Exception) -> None:
        self.intake = system.services.intake
        self.error: Exception | None = error

    async def submit(self, company_id: str, new: NewApplication, **now: object) -> Submitted:
        error, self.error = self.error, None
        if error:
            raise error
        return await self.intake.submit(company_id, new, **now)  # type: ignore[arg-type] # only `now` is passed on


@pytest.mark.parametrize(("error", "status"), [(AwayError("away"), 503), (RuntimeError("a bug that names 王梅"), 500)])
async def test_our_own_failures_are_not_repeated(system: System, error: Exception, status: int) -> None:
    app = system.app_with(intake=FailsOnce(system, error))
    client = client_of(app, {"Authorization": f"Bearer {LIVE_KEY}"})

    first = await client.post(PATH, json=an_application(), headers=KEY)
    again = await client.post(PATH, json=an_application(), headers=KEY)

    assert (first.status_code, again.status_code) == (status, 201)


class Forgetful:
    """A shelf of answers whose database goes away once the work is done."""

    def __init__(self, system: System) -> None:
        self.answers = system.services.answers

    async def begin(self, *arguments: object, **now: object) -> object:
        return await self.answers.begin(*arguments, **now)  # type: ignore[arg-type] # passed on as they came

    async def end(self, *arguments: object) -> None:
        del arguments
        raise AwayError("away")

    async def abandon(self, *arguments: object) -> None:
        del arguments
        raise AwayError("away")


async def test_work_that_is_done_is_answered_though_its_answer_cannot_be_kept(system: System) -> None:
    app = system.app_with(answers=Forgetful(system))

    response = await client_of(app, {"Authorization": f"Bearer {LIVE_KEY}"}).post(
        PATH, json=an_application(), headers=KEY
    )

    assert response.status_code == 201


async def test_half_a_request_reserves_nothing(system: System) -> None:
    messages: Iterator[dict[str, object]] = iter(
        [{"type": "http.request", "body": b'{"external', "more_body": True}, {"type": "http.disconnect"}]
    )
    sent: list[object] = []

    async def receive() -> dict[str, object]:
        return next(messages)

    async def send(message: object) -> None:
        sent.append(message)

    request = httpx.Request("POST", "http://inside/v1/applications")
    headers = [(b"authorization", f"Bearer {LIVE_KEY}".encode()), (b"idempotency-key", b"k"), *request.headers.raw]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "path": PATH,
        "raw_path": PATH.encode(),
        "query_string": b"",
        "headers": [(name.lower(), value) for name, value in headers],
        "scheme": "http",
        "server": ("inside", 80),
        "client": ("127.0.0.1", 1),
    }
    await system.app(scope, receive, send)

    rows = await system.stores.database.read(
        lambda session: session.execute(text("SELECT count(*) FROM idempotency")).scalar_one()
    )
    assert (rows, sent) == (0, [])
