"""The API's description of itself."""

import jsonschema
import pytest

from tests.api.bodies import a_policy_body, a_result, an_application
from tests.api.steps import submitted
from tests.api.system import Json, System

pytestmark = pytest.mark.anyio


@pytest.fixture
async def document(system: System) -> Json:
    """Return the description as it is served."""
    response = await system.client_with().get("/v1/openapi.json")
    described: Json = response.json()
    return described


def schema(document: Json, name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}", "components": document["components"]}


async def test_every_operation_under_version_1_declares_its_refusals(document: Json) -> None:
    operations = {
        (method, path): set(operation["responses"])
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if path.startswith("/v1/")
    }

    missing = {
        operation: {"401", "500", "503"} - statuses
        for operation, statuses in operations.items()
        if not {"401", "500", "503"} <= statuses
    }
    assert missing == {}
    assert all(
        {"400", "409", "413", "422"} <= statuses for (method, _), statuses in operations.items() if method == "post"
    )


async def test_every_refusal_is_described_as_a_problem(document: Json) -> None:
    described = {
        tuple(response["content"])
        for path, methods in document["paths"].items()
        for operation in methods.values()
        for status, response in operation["responses"].items()
        if status >= "400" and not path.startswith("/health")
    }

    assert described == {("application/problem+json",)}


async def test_no_reference_leads_nowhere(document: Json) -> None:
    known = set(document["components"]["schemas"])
    found: set[str] = set()

    def collect(part: object) -> None:
        match part:
            case {"$ref": str(target)}:
                found.add(target.rpartition("/")[2])
            case dict():
                for inner in part.values():
                    collect(inner)
            case list():
                for inner in part:
                    collect(inner)

    collect(document)
    assert found - known == set()


async def test_every_write_describes_its_body(document: Json) -> None:
    without = [
        (method, path)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if path.startswith("/v1/") and method in {"post", "put"} and "requestBody" not in operation
    ]

    assert without == []


async def test_the_documentation_s_examples_fit_the_description(document: Json) -> None:
    validator = jsonschema.Draft202012Validator

    validator(schema(document, "ApplicationBody")).validate(an_application(interview_result=a_result()))
    validator(schema(document, "InterviewResultBody")).validate(a_result())
    validator(schema(document, "PolicyBody")).validate(a_policy_body())
    with pytest.raises(jsonschema.ValidationError):
        validator(schema(document, "ApplicationBody")).validate(an_application(stage="lost"))


async def test_what_is_answered_fits_the_description(system: System, document: Json) -> None:
    application = await submitted(system)
    policy = (await system.client.get("/v1/policies/default")).json()
    problem = (await system.client.post("/v1/applications", json={})).json()

    validator = jsonschema.Draft202012Validator
    validator(schema(document, "ApplicationResource")).validate(application)
    validator(schema(document, "PolicyResource")).validate(policy)
    validator(schema(document, "Problem")).validate(problem)
