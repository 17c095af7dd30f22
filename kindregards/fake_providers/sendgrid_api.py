"""A stand-in for SendGrid's Mail Send."""

import json
import secrets
from dataclasses import dataclass, field

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from kindregards import clock
from kindregards.fake_providers.faults import NO_FAULT, Fault, Mode, Provider
from kindregards.fake_providers.ledger import Handed
from kindregards.fake_providers.state import FakeState
from kindregards.fake_providers.wire import misbehave

_ATTEMPT_KEY = "kr_attempt_id"
_MESSAGES = {
    401: "The provided authorization grant is invalid, expired, or revoked",
    403: "access forbidden",
    413: "content too large",
    429: "too many requests",
    500: "internal server error",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mail:
    """What the stand-in understands of a Mail Send body."""

    address: str
    subject: str | None
    text: str
    custom_args: dict[str, str] = field(default_factory=dict)


def sendgrid_router(state: FakeState) -> APIRouter:
    """Serve `POST /v3/mail/send`."""
    router = APIRouter()

    @router.post("/v3/mail/send")
    async def send(request: Request) -> Response:
        body = await request.body()
        mail = _read(body)
        fault = _decide(state, request, mail)
        message_id = secrets.token_urlsafe(16)
        state.ledger.record(_handed(request, body, mail, message_id if fault.accepts else None))
        success = Response(status_code=202, headers={"X-Message-Id": message_id})
        return await misbehave(state, fault, success, _refuse)

    return router


def _decide(state: FakeState, request: Request, mail: _Mail | None) -> Fault:
    if request.headers.get("authorization") != f"Bearer {state.credentials.sendgrid_api_key}":
        return Fault(mode=Mode.STATUS, status=401)
    if mail is None:
        return Fault(mode=Mode.STATUS, status=400)
    fault = state.faults.choose(Provider.SENDGRID, mail.address)
    if fault is NO_FAULT and "@" not in mail.address:
        return Fault(mode=Mode.STATUS, status=400, field="personalizations.0.to.0.email")
    return fault


def _read(body: bytes) -> _Mail | None:
    try:
        mail = json.loads(body)
        envelope = mail["personalizations"][0]
        return _Mail(
            address=envelope["to"][0]["email"],
            subject=envelope.get("subject") or mail["subject"],
            text=next(part["value"] for part in mail["content"] if part["type"] == "text/plain"),
            custom_args=envelope.get("custom_args", {}),
        )
    except (ValueError, LookupError, TypeError, StopIteration):
        return None


def _handed(request: Request, body: bytes, mail: _Mail | None, message_id: str | None) -> Handed:
    custom_args = mail.custom_args if mail else {}
    return Handed(
        provider=Provider.SENDGRID,
        accepted=message_id is not None,
        at=clock.now(),
        attempt_id=custom_args.get(_ATTEMPT_KEY),
        address=mail.address if mail else "",
        subject=mail.subject if mail else None,
        text=mail.text if mail else "",
        provider_message_id=message_id,
        custom_args=custom_args,
        path=request.url.path,
        headers=dict(request.headers),
        body=body,
    )


def _refuse(fault: Fault) -> Response:
    message = _MESSAGES.get(fault.status, "invalid request")
    headers = {}
    if fault.retry_after is not None:
        headers["Retry-After"] = str(fault.retry_after)
    if fault.reset_in is not None:
        headers |= {
            "X-RateLimit-Limit": "600",
            "X-RateLimit-Remaining": "0",
            "X-RateLimit-Reset": str(int(clock.now().timestamp()) + fault.reset_in),
        }
    errors = [{"message": message, "field": fault.field, "help": None}]
    return JSONResponse({"errors": errors}, status_code=fault.status, headers=headers)
