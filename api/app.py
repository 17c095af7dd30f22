"""The machine API as an ASGI application."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import Response

from api import (
    applications,
    batches,
    brand,
    case_work,
    doubts,
    health,
    impact_assessments,
    legal_holds,
    letter_trials,
    letters,
    oversight,
    pilots,
    policies,
    policy_reports,
    polishing,
    reasons,
    replies,
    reports,
    requests,
    results,
    reviews,
    sending,
    talent_pool,
    template_files,
    templates,
    voices,
    webhook_endpoints,
    webhooks,
    wechat,
    wechat_subscriptions,
    why,
)
from api.openapi import describe
from api.services import ApiServices
from kindregards.http.body_limit import MEBIBYTE, BodyLimit
from kindregards.http.idempotency import Idempotency
from kindregards.http.json_bodies import field_problems
from kindregards.http.problems import answer_with_problems, problem_response, request_id_of
from kindregards.http.refusals import RequestInvalidError
from kindregards.http.request_log import RequestLog
from kindregards.http.security_headers import SecurityHeaders, content_policy

_PARTS = (
    batches,
    applications,
    results,
    requests,
    replies,
    voices,
    legal_holds,
    reviews,
    case_work,
    letter_trials,
    letters,
    doubts,
    sending,
    talent_pool,
    oversight,
    pilots,
    policies,
    templates,
    template_files,
    brand,
    policy_reports,
    impact_assessments,
    polishing,
    reasons,
    reports,
    webhook_endpoints,
    webhooks,
    wechat,
    wechat_subscriptions,
    why,
    health,
)
_WEBHOOK_LIMIT = 5 * MEBIBYTE
# SendGrid takes mail of up to 30 MB; attachments are thrown away while they come in.
_MAIL_LIMIT = 40 * MEBIBYTE
_HEADERS: Mapping[str, str] = {
    "content-security-policy": content_policy({"default-src": "'none'", "frame-ancestors": "'none'"}),
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}
_DESCRIPTION = "Tells interviewed candidates how their application ended. Problems are RFC 9457 with a stable `code`."


def build(services: ApiServices) -> FastAPI:
    """Return the API with full paths: /v1, /webhooks, /health and /metrics."""
    app = FastAPI(
        title="Kind Regards",
        version="1",
        description=_DESCRIPTION,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.services = services
    for part in _PARTS:
        app.include_router(part.router)
    app.openapi = _description(app)  # type: ignore[method-assign] # FastAPI's documented way to extend it
    answer_with_problems(app)
    app.add_exception_handler(RequestValidationError, _refuse_parameters)
    # The last one added stands outermost.
    app.add_middleware(
        Idempotency, prefix="/v1/", api_keys=services.api_keys, answers=services.answers, clock=services.clock
    )
    app.add_middleware(BodyLimit, limit_of=limit_of)
    app.add_middleware(SecurityHeaders, headers=_HEADERS, is_secure=services.public_base_url.startswith("https://"))
    app.add_middleware(RequestLog)
    return app


def limit_of(path: str) -> int:
    """Return how long a body may be, in bytes."""
    if path == batches.PATH:
        return batches.LARGEST
    if path.startswith("/webhooks/sendgrid/inbound"):
        return _MAIL_LIMIT
    return _WEBHOOK_LIMIT if path.startswith("/webhooks/") else MEBIBYTE


def _description(app: FastAPI) -> Any:  # noqa: ANN401 -- a function that returns an OpenAPI document
    document: dict[str, Any] = {}

    def once() -> dict[str, Any]:  # Any: an OpenAPI document
        if not document:
            document.update(describe(app, [part.router for part in _PARTS]))
        return document

    return once


async def _refuse_parameters(request: Request, error: Exception) -> Response:
    """Answer for a parameter of path or query that is not what it should be."""
    if not isinstance(error, RequestValidationError):
        raise error
    problems = [
        replace(problem, pointer=f"?{problem.pointer.rpartition('/')[2]}") for problem in field_problems(error.errors())
    ]
    refusal = RequestInvalidError(problems)
    request.state.problem_code = refusal.code
    return problem_response(refusal, request_id_of(request))
