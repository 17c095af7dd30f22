"""Refusals as problems (RFC 9457): one shape, a stable code, translated once."""

import json
from collections.abc import Mapping
from http import HTTPStatus

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kindregards.domain.errors import ConflictError, DomainError, ForbiddenError, InvalidError, NotFoundError
from kindregards.http.refusals import MethodNotAllowedError, RequestInvalidError, RouteUnknownError

MEDIA_TYPE = "application/problem+json"
INTERNAL_ERROR = "internal_error"
_INTERNAL = "Something went wrong on our side. Nothing about it is in your request; try again, or name the request_id."

_STATUS_BY_CODE: Mapping[str, int] = {
    "api_key_invalid": 401,
    "body_too_large": 413,
    "database_unavailable": 503,
    "idempotency_key_invalid": 400,
    "json_invalid": 400,
    "media_type_unsupported": 415,
    "method_not_allowed": 405,
    "polishing_unavailable": 503,
    "sign_in_refused": 401,
    "signature_invalid": 403,
    "webhook_unreadable": 400,
}
_STATUS_BY_KIND: tuple[tuple[type[DomainError], int], ...] = (
    (NotFoundError, 404),
    (ConflictError, 409),
    (InvalidError, 422),
    (ForbiddenError, 403),
)
_HEADERS: Mapping[str, Mapping[str, str]] = {
    "api_key_invalid": {"www-authenticate": 'Bearer realm="Kind Regards"'},
    "database_unavailable": {"retry-after": "5"},
    "idempotency_in_progress": {"retry-after": "1"},
}

log = structlog.get_logger(__name__)


def status_of(error: type[DomainError]) -> int:
    """Return the HTTP status of a refusal; 500 for one that no caller can do anything about."""
    if error.code in _STATUS_BY_CODE:
        return _STATUS_BY_CODE[error.code]
    return next((status for kind, status in _STATUS_BY_KIND if issubclass(error, kind)), 500)


def problem_of(error: DomainError) -> dict[str, object]:
    """Return the members of a problem, without the request's id."""
    status = status_of(type(error))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and error.code not in _STATUS_BY_CODE:
        return _problem(status, INTERNAL_ERROR, _INTERNAL)
    problem = _problem(status, error.code, error.message)
    if error.details:
        problem["details"] = error.details
    if isinstance(error, RequestInvalidError):
        problem["errors"] = [
            {"pointer": each.pointer, "code": each.code, "message": each.message} for each in error.problems
        ]
    return problem


def problem_response(error: DomainError, request_id: str | None) -> Response:
    """Return a refusal as an answer."""
    return _response(problem_of(error), request_id, _HEADERS.get(error.code, {}))


def answer_with_problems(app: Starlette) -> None:
    """Let an application answer every refusal and every failure with a problem."""

    async def refuse(request: Request, error: Exception) -> Response:
        if not isinstance(error, DomainError):
            raise error
        if status_of(type(error)) == HTTPStatus.INTERNAL_SERVER_ERROR:
            log.error("request_failed", code=error.code, exc_info=error)
        request.state.problem_code = error.code
        return problem_response(error, request_id_of(request))

    async def refuse_route(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        refusal = _refusal_of(error, request)
        request.state.problem_code = refusal.code
        response = problem_response(refusal, request_id_of(request))
        response.headers.update(error.headers or {})
        return response

    async def give_up(request: Request, error: Exception) -> Response:
        del request, error
        return Response(status_code=400)  # to nobody: the caller hung up in the middle of the request

    async def fail(request: Request, error: Exception) -> Response:
        del error  # the server logs it; it may quote people
        return _response(_problem(500, INTERNAL_ERROR, _INTERNAL), request_id_of(request), {})

    app.add_exception_handler(DomainError, refuse)
    app.add_exception_handler(HTTPException, refuse_route)
    app.add_exception_handler(ClientDisconnect, give_up)
    app.add_exception_handler(Exception, fail)


def request_id_of(request: Request) -> str | None:
    """Return the id that the request log gave."""
    request_id: str | None = getattr(request.state, "request_id", None)
    return request_id


def _refusal_of(error: HTTPException, request: Request) -> DomainError:
    match error.status_code:
        case HTTPStatus.NOT_FOUND:
            return RouteUnknownError("Nothing lives at this address. All addresses are listed in /v1/openapi.json.")
        case HTTPStatus.METHOD_NOT_ALLOWED:
            return MethodNotAllowedError(f"This address does not take {request.method}.")
        case _:
            raise error


def _problem(status: int, code: str, detail: str) -> dict[str, object]:
    return {
        "type": f"urn:kindregards:problem:{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": detail,
        "code": code,
    }


def _response(problem: dict[str, object], request_id: str | None, headers: Mapping[str, str]) -> Response:
    members = problem | ({"request_id": request_id} if request_id else {})
    content = json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    return Response(content, status_code=int(str(problem["status"])), headers=dict(headers), media_type=MEDIA_TYPE)
