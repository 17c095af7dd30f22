"""Which problems a route can answer, for the API's description."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from kindregards.domain.accounts import ApiKeyInvalidError
from kindregards.domain.errors import DomainError
from kindregards.domain.ports.accounts import IdempotencyMismatchError, StillRunningError
from kindregards.http.problems import INTERNAL_ERROR, MEDIA_TYPE, status_of
from kindregards.http.refusals import (
    BodyTooLargeError,
    IdempotencyKeyInvalidError,
    JsonInvalidError,
    MediaTypeUnsupportedError,
    RequestInvalidError,
)

Responses = dict[int | str, dict[str, Any]]  # Any: the shape is FastAPI's


class Problem(NamedTuple):
    """A problem whose error lives behind a port."""

    status: int
    code: str


PERSON_ERASED = Problem(404, "person_erased")
DATABASE_UNAVAILABLE = Problem(503, "database_unavailable")
_EVERYWHERE = (
    ApiKeyInvalidError,
    BodyTooLargeError,
    DATABASE_UNAVAILABLE,
    RequestInvalidError,
    Problem(500, INTERNAL_ERROR),
)
_POST = (IdempotencyKeyInvalidError, IdempotencyMismatchError, StillRunningError)
_BODY = (JsonInvalidError, MediaTypeUnsupportedError)

Declared = type[DomainError] | Problem


def reading(*errors: Declared) -> Responses:
    """Return the problems of a GET with the given ones."""
    return declared(*_EVERYWHERE, *errors)


def posting(*errors: Declared) -> Responses:
    """Return the problems of a POST that reads its body in its own way."""
    return declared(*_EVERYWHERE, *_POST, *errors)


def asking(*errors: Declared) -> Responses:
    """Return the problems of a POST with a JSON body."""
    return posting(*_BODY, *errors)


def writing(*errors: Declared) -> Responses:
    """Return the problems of a PUT with the given ones."""
    return declared(*_EVERYWHERE, *_BODY, *errors)


def declared(*errors: Declared) -> Responses:
    """Return responses by status, each with the codes it may carry."""
    codes: dict[int, list[str]] = {}
    for problem in map(_problem, errors):
        known = codes.setdefault(problem.status, [])
        if problem.code not in known:
            known.append(problem.code)
    return {status: _response(sorted(names)) for status, names in sorted(codes.items())}


def codes_of(response: dict[str, Any]) -> Iterable[str]:  # Any: a part of the description
    """Return the codes that a declared response may carry."""
    codes: list[str] = response["content"][MEDIA_TYPE]["schema"]["allOf"][1]["properties"]["code"]["enum"]
    return codes


def _problem(error: Declared) -> Problem:
    return error if isinstance(error, Problem) else Problem(status_of(error), error.code)


def _response(codes: list[str]) -> dict[str, Any]:  # Any: the shape is FastAPI's
    narrowed = {"properties": {"code": {"type": "string", "enum": codes}}}
    return {
        "description": " · ".join(codes),
        "content": {MEDIA_TYPE: {"schema": {"allOf": [{"$ref": "#/components/schemas/Problem"}, narrowed]}}},
    }


PROBLEM_SCHEMA: dict[str, Any] = {  # Any: JSON schema
    "title": "Problem",
    "description": "RFC 9457. `code` is stable; `errors` names fields by JSON pointer.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "request_id": {"type": "string"},
        "details": {"type": "object", "additionalProperties": True},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "message"],
                "properties": {
                    "pointer": {"type": "string"},
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
    },
}
