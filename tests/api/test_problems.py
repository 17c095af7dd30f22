"""One shape for every refusal, and nothing of ours in any."""

import httpx
import pytest
from structlog.testing import capture_logs

from kindregards.domain.errors import DomainError
from kindregards.domain.intake import ApplicationNotFoundError
from tests.api.steps import problem
from tests.api.system import LIVE_KEY, System, client_of

pytestmark = pytest.mark.anyio
NOBODY = "01900000-0000-7000-8000-000000000000"


class SealBrokenError(DomainError):
    """As the store raises it."""

    code = "seal_broken"


class Failing:
    """Applications that cannot be read."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def get(self, *ref: object) -> object:
        del ref
        raise self.error


async def failing(system: System, error: Exception) -> httpx.Response:
    app = system.app_with(applications=Failing(error))
    return await client_of(app, {"Authorization": f"Bearer {LIVE_KEY}"}).get(f"/v1/applications/{NOBODY}")


async def test_a_problem_has_a_type_a_title_a_sentence_and_a_code(system: System) -> None:
    response = await system.client.get(f"/v1/applications/{NOBODY}", headers={"x-request-id": "abc-1"})

    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-request-id"] == "abc-1"
    assert response.json() == {
        "type": "urn:kindregards:problem:application_not_found",
        "title": "Application not found",
        "status": 404,
        "detail": f"There is no application {NOBODY}. Use the `id` that POST /v1/applications answered.",
        "code": "application_not_found",
        "request_id": "abc-1",
    }


async def test_a_request_without_a_usable_id_gets_one(system: System) -> None:
    for given in (None, "a b", "x" * 65, "../x", "é"):
        headers = [(b"x-request-id", given.encode())] if given else []

        response = await system.client.get(f"/v1/applications/{NOBODY}", headers=headers)

        assert response.json()["request_id"] == response.headers["x-request-id"] != given
        assert len(response.headers["x-request-id"]) == 32


async def test_a_bug_shows_nothing_of_itself(system: System) -> None:
    response = await failing(system, RuntimeError("SELECT name FROM candidates -- 王梅"))

    assert problem(response) == (500, "internal_error")
    assert "王梅" not in response.text
    assert "SELECT" not in response.text
    assert response.json()["request_id"]


async def test_a_refusal_that_only_operators_understand_shows_nothing_either(system: System) -> None:
    with capture_logs() as lines:
        response = await failing(system, SealBrokenError("candidates.sealed_name of row 7 cannot be opened"))

    assert problem(response) == (500, "internal_error")
    assert [line["code"] for line in lines if line["event"] == "request_failed"] == ["seal_broken"]
    assert "sealed_name" not in response.text


async def test_an_unknown_address_and_method_are_problems_too(system: System) -> None:
    assert problem(await system.client.get("/v1/nothing")) == (404, "not_found")
    assert problem(await system.client.get("/v1/applications/")) == (404, "not_found")
    assert problem(await system.client.delete("/v1/applications")) == (405, "method_not_allowed")
    assert (await system.client.delete("/v1/applications")).headers["allow"]


async def test_without_a_valid_key_nobody_comes_in(system: System) -> None:
    unusable = ["", "Bearer", "Bearer ", "Basic x", f"Token {LIVE_KEY}", LIVE_KEY, "Bearer kr_live_a_b", "Bearer é"]
    client = system.client_with()

    missing = await client.get("/v1/applications")
    refused = [
        await client.get("/v1/applications", headers=[(b"authorization", header.encode())]) for header in unusable
    ]

    assert {problem(response) for response in (missing, *refused)} == {(401, "api_key_invalid")}
    assert missing.headers["www-authenticate"].startswith("Bearer")


async def test_every_address_of_version_1_wants_a_key(system: System) -> None:
    stranger = system.client_with()
    document = system.app.openapi()

    answers = {
        (method, path): (await stranger.request(method, path.replace("{", "").replace("}", ""), json={})).status_code
        for path, operations in document["paths"].items()
        for method in operations
        if path.startswith("/v1/")
    }

    assert len(answers) > 20
    assert set(answers.values()) == {401}


async def test_answers_are_not_to_be_kept_or_framed_or_sniffed(system: System) -> None:
    response = await system.client.get("/v1/applications")

    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert response.headers["strict-transport-security"]


async def test_the_log_names_the_route_and_never_the_path(system: System) -> None:
    with capture_logs() as lines:
        await system.client.get("/v1/applications", params={"q": "王梅"})
        await failing(system, ApplicationNotFoundError("nothing"))

    answered = [line for line in lines if line["event"] == "request_answered"]
    assert [(line["route"], line["status"], line["code"]) for line in answered] == [
        ("/v1/applications", 200, None),
        ("/v1/applications/{application_id}", 404, "application_not_found"),
    ]
    assert "王梅" not in repr(lines)
    assert NOBODY not in repr(lines)
