"""The API's description: FastAPI's own, with the bodies that routes read by themselves."""

from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from api.bodies import BodyOf
from api.declared import PROBLEM_SCHEMA
from kindregards.http.json_bodies import JSON, JsonBody

_TEMPLATE = "#/components/schemas/{model}"


def describe(app: FastAPI, routers: Iterable[APIRouter]) -> dict[str, Any]:  # Any: an OpenAPI document
    """Return the whole description."""
    document = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes, tags=app.openapi_tags
    )
    bodies = {(route.path, method): body for router in routers for route, method, body in _bodies(router)}
    schemas = _schemas(body for body in bodies.values())
    document.setdefault("components", {}).setdefault("schemas", {}).update({"Problem": PROBLEM_SCHEMA, **schemas})
    for (path, method), body in bodies.items():
        document["paths"][path][method]["requestBody"] = {
            "required": not body.may_be_empty,
            "content": {JSON: {"schema": {"$ref": _TEMPLATE.format(model=body.schema.__name__)}}},
        }
    return document


def _bodies(router: APIRouter) -> Iterator[tuple[APIRoute, str, BodyOf[Any]]]:  # Any: every body
    for route in router.routes:
        if isinstance(route, APIRoute):
            readers = (part.call for part in route.dependant.dependencies if isinstance(part.call, BodyOf))
            yield from ((route, method.lower(), reader) for reader in readers for method in route.methods or ())


def _schemas(bodies: Iterable[BodyOf[Any]]) -> dict[str, Any]:  # Any: JSON schemas
    models: dict[str, type[JsonBody]] = {body.schema.__name__: body.schema for body in bodies}
    wanted: list[tuple[type[JsonBody], JsonSchemaMode]] = [(models[name], "validation") for name in sorted(models)]
    _, described = models_json_schema(wanted, ref_template=_TEMPLATE)
    definitions: dict[str, Any] = described["$defs"]
    return definitions
