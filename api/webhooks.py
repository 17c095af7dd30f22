"""What providers report: checked, committed, and only then confirmed."""

import json
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.bodies import parse_result
from api.clocks import refuse_future
from api.declared import DATABASE_UNAVAILABLE, Problem, declared
from api.dependencies import Services
from api.schemas.results import InterviewResultBody
from api.services import ApiServices
from kindregards.domain.intake import (
    AiInterviewDeclinedError,
    ApplicationDecidedError,
    ApplicationFinishedError,
    ApplicationNotFoundError,
    ResultExistsError,
)
from kindregards.domain.ports.channels import ForgedWebhookError, UnreadableWebhookError, WebhookReader
from kindregards.http.problems import INTERNAL_ERROR
from kindregards.http.refusals import BodyTooLargeError, EmotionDataRefusedError, RequestInvalidError

router = APIRouter(prefix="/webhooks", tags=["webhooks"])

_PROBLEMS = declared(
    ForgedWebhookError,
    UnreadableWebhookError,
    BodyTooLargeError,
    RequestInvalidError,
    DATABASE_UNAVAILABLE,
    Problem(500, INTERNAL_ERROR),
)
# TwiML without a verb: no answer is sent to whoever wrote.
_NO_REPLY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


@router.post("/sendgrid/events", responses=_PROBLEMS, response_class=Response)
async def take_sendgrid_events(request: Request, services: Services) -> Response:
    """Take SendGrid's signed events; those known already are confirmed again."""
    await take(request, services, services.webhooks.sendgrid_events)
    return Response()


@router.post("/sendgrid/inbound", responses=_PROBLEMS, response_class=Response)
async def take_signed_mail(request: Request, services: Services) -> Response:
    """Take mail that SendGrid signs."""
    return await _take_mail(request, services, None)


@router.post("/sendgrid/inbound/{token}", responses=_PROBLEMS, response_class=Response)
async def take_mail(request: Request, services: Services, token: str) -> Response:
    """Take mail that came to a letter's reply address; other mail is confirmed and thrown away."""
    return await _take_mail(request, services, token)


@router.post("/twilio/status/{attempt_id}", responses=_PROBLEMS, response_class=Response)
async def take_twilio_status(request: Request, services: Services, attempt_id: str) -> Response:
    """Take Twilio's signed report about one attempt."""
    del attempt_id  # the reader takes it from the address that was signed
    await take(request, services, services.webhooks.twilio_status)
    return Response()


@router.post("/twilio/inbound", responses=_PROBLEMS, response_class=Response)
async def take_twilio_message(request: Request, services: Services) -> Response:
    """Take a message that somebody sent back."""
    await take(request, services, services.webhooks.twilio_inbound)
    return Response(_NO_REPLY, media_type="text/xml")


@router.post(
    "/interviews/{source}",
    status_code=202,
    response_class=Response,
    responses={
        200: {"description": "The same result was sent before, or the body concerns no result."},
        **declared(
            ForgedWebhookError,
            UnreadableWebhookError,
            BodyTooLargeError,
            RequestInvalidError,
            EmotionDataRefusedError,
            ApplicationNotFoundError,
            ApplicationFinishedError,
            ApplicationDecidedError,
            AiInterviewDeclinedError,
            ResultExistsError,
            DATABASE_UNAVAILABLE,
            Problem(500, INTERNAL_ERROR),
        ),
    },
)
async def take_interview(request: Request, services: Services, source: Annotated[str, Path(max_length=64)]) -> Response:
    """Take a result that an interview vendor signed, mapped as this vendor's file says."""
    now = services.clock()
    headers = {name.lower(): value for name, value in request.headers.items()}
    found = services.webhooks.interviews.read(source, headers=headers, body=await request.body(), now=now)
    if found is None:
        return Response(status_code=200)
    body = parse_result(json.dumps(found.result).encode(), InterviewResultBody)
    refuse_future(body, at="", now=now)
    ref = await services.results.application_of(found.company_id, found.application, source=source)
    submitted = await services.results.add(ref, body.value(), now=now)
    return Response(status_code=202 if submitted.is_new else 200)


async def take(request: Request, services: ApiServices, reader: WebhookReader) -> None:
    """Check a callback, translate it and commit what it says."""
    body = await request.body()
    now = services.clock()
    headers = {name.lower(): value for name, value in request.headers.items()}
    events = reader.read(url=signed_address(request, services.public_base_url), headers=headers, body=body, now=now)
    await services.provider_events.add(events, now=now)


async def _take_mail(request: Request, services: ApiServices, token: str | None) -> Response:
    now = services.clock()
    headers = {name.lower(): value for name, value in request.headers.items()}
    events = await services.webhooks.sendgrid_inbound.read(
        token=token, headers=headers, chunks=request.stream(), now=now
    )
    await services.provider_events.add(events, now=now)
    return Response()


def signed_address(request: Request, public_base_url: str) -> str:
    """Return the address that a provider was given: ours by settings, never what Host or a proxy claims."""
    path = bytes(request.scope.get("raw_path") or request.scope["path"].encode()).decode("latin-1")
    query = request.scope["query_string"].decode("latin-1")
    return f"{public_base_url.rstrip('/')}{path.partition('?')[0]}{'?' if query else ''}{query}"
