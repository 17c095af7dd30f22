"""Many applications at once, one JSON line each; each line stands for itself."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from pydantic_core import to_json

from api.bodies import parse_result
from api.clocks import refuse_future
from api.declared import posting
from api.dependencies import Caller, Services
from api.schemas.applications import ApplicationBody, ApplicationResource
from api.services import ApiServices
from kindregards.domain.accounts import ApiCaller
from kindregards.domain.errors import DomainError
from kindregards.http.body_limit import MEBIBYTE, too_large
from kindregards.http.json_bodies import refuse_media_type
from kindregards.http.problems import problem_of
from kindregards.http.refusals import MediaTypeUnsupportedError

router = APIRouter(prefix="/v1/applications", tags=["applications"])

PATH = "/v1/applications/batch"
LARGEST = 16 * MEBIBYTE
LONGEST_LINE = MEBIBYTE
MEDIA_TYPE = "application/x-ndjson"
_KNOWN_TYPES = (MEDIA_TYPE, "application/ndjson", "application/jsonl")
_AWAY = "database_unavailable"
_OBJECT = {"schema": {"type": "object"}}


@router.post(
    "/batch",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "One line each: `line`, `status`, and `application` or `problem`.",
            "content": {MEDIA_TYPE: _OBJECT},
        },
        **posting(MediaTypeUnsupportedError),
    },
    openapi_extra={"requestBody": {"required": True, "content": {MEDIA_TYPE: _OBJECT}}},
)
async def submit_batch(request: Request, caller: Caller, services: Services) -> StreamingResponse:
    """Take in up to 16 MiB of applications, one JSON object a line, and answer line by line.

    The whole body is read before the first answer: a client that writes everything before it reads would block us both.
    """
    refuse_media_type(request, *_KNOWN_TYPES)
    body = await request.body()
    return StreamingResponse(_answers(services, caller, body), media_type=MEDIA_TYPE)


async def _answers(services: ApiServices, caller: ApiCaller, body: bytes) -> AsyncIterator[bytes]:
    outage: DomainError | None = None
    for number, line in _lines(body):
        answer = _refusal(outage) if outage else await _answer(services, caller, line)
        if isinstance(answer, DomainError):
            # What one line waited for in vain, the next ones need not wait for too.
            outage = answer if answer.code == _AWAY else None
            answer = _refusal(answer)
        yield to_json({"line": number, **answer}) + b"\n"


async def _answer(services: ApiServices, caller: ApiCaller, line: bytes) -> dict[str, Any] | DomainError:
    """Return a line's answer, or what refuses it. Any: JSON."""
    try:
        if len(line) > LONGEST_LINE:
            raise too_large(LONGEST_LINE)
        application = parse_result(line, ApplicationBody)
        refuse_future(application.interview_result, at="/interview_result", now=services.clock())
        new = application.value(default_timezone=services.default_timezone, is_test=caller.is_test)
        submitted = await services.intake.submit(caller.company_id, new, now=services.clock())
    except DomainError as error:
        return error
    resource = ApplicationResource.of(submitted.application)
    return {"status": 201 if submitted.is_new else 200, "application": resource.model_dump(mode="json")}


def _refusal(error: DomainError) -> dict[str, Any]:  # Any: JSON
    problem = problem_of(error)
    return {"status": problem["status"], "problem": problem}


def _lines(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield lines that hold something, counted from 1 with the empty ones."""
    begin, number = 0, 1
    while begin < len(body):
        end = body.find(b"\n", begin)
        end = len(body) if end < 0 else end
        line = body[begin:end].strip()
        if line:
            yield number, line
        begin, number = end + 1, number + 1
