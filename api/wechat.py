"""What WeChat reports: its question whether this address is ours, and its sealed callbacks."""

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse

from api.declared import DATABASE_UNAVAILABLE, Problem, declared
from api.dependencies import Services
from api.webhooks import signed_address, take
from kindregards.domain.ports.channels import ForgedWebhookError, UnreadableWebhookError
from kindregards.http.problems import INTERNAL_ERROR
from kindregards.http.refusals import BodyTooLargeError, RequestInvalidError

router = APIRouter(prefix="/webhooks", tags=["webhooks"])

_PROBLEMS = declared(
    ForgedWebhookError,
    UnreadableWebhookError,
    BodyTooLargeError,
    RequestInvalidError,
    DATABASE_UNAVAILABLE,
    Problem(500, INTERNAL_ERROR),
)
# Anything else is taken for an answer to the person, or tried again.
_TAKEN = "success"


@router.get("/wechat", responses=_PROBLEMS, response_class=PlainTextResponse)
async def answer_wechat(request: Request, services: Services) -> PlainTextResponse:
    """Prove to WeChat that this address is ours, when its server configuration is saved."""
    url = signed_address(request, services.public_base_url)
    return PlainTextResponse(services.webhooks.wechat.challenge(url=url, now=services.clock()))


@router.post("/wechat", responses=_PROBLEMS, response_class=PlainTextResponse)
async def take_wechat_events(request: Request, services: Services) -> PlainTextResponse:
    """Take one sealed callback; one known already is confirmed again."""
    await take(request, services, services.webhooks.wechat)
    return PlainTextResponse(_TAKEN)
