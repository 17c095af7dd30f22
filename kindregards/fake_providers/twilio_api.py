"""A stand-in for Twilio's Messages."""

import base64
import hmac
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote, urlsplit

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from kindregards import clock
from kindregards.fake_providers.faults import NO_FAULT, Fault, Mode, Provider
from kindregards.fake_providers.ledger import Handed
from kindregards.fake_providers.state import FakeState
from kindregards.fake_providers.wire import misbehave

_ACCOUNT = "/2010-04-01/Accounts/{account_sid}"
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
# Twilio's own test numbers: https://www.twilio.com/docs/iam/test-credentials
_TEST_NUMBERS = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}
_STATUS_CODES = {401: 20003, 403: 20403, 404: 20404, 429: 20429, 500: 20500}


def twilio_router(state: FakeState) -> APIRouter:
    """Serve creating, fetching and listing messages."""
    router = APIRouter()
    messages = state.twilio_messages

    @router.post(_ACCOUNT + "/Messages.json")
    async def create(request: Request, account_sid: str) -> Response:
        del account_sid
        body = await request.body()
        form = dict(parse_qsl(body.decode(), keep_blank_values=True))
        fault = _decide(state, request, form)
        created = messages.create(form, clock.now()) if fault.accepts else None
        state.ledger.record(_handed(request, body, form, str(created["sid"]) if created else None))
        return await misbehave(state, fault, JSONResponse(created, status_code=201), _refuse)

    @router.get(_ACCOUNT + "/Messages/{sid}.json")
    async def fetch(request: Request, account_sid: str, sid: str) -> Response:
        del account_sid
        message = messages.fetch(sid)
        if not _is_authorised(state, request):
            return _refuse(Fault(mode=Mode.STATUS, status=401))
        return JSONResponse(message) if message else _refuse(Fault(mode=Mode.STATUS, status=404))

    @router.get(_ACCOUNT + "/Messages.json")
    async def listing(request: Request, account_sid: str) -> Response:
        del account_sid
        if not _is_authorised(state, request):
            return _refuse(Fault(mode=Mode.STATUS, status=401))
        return JSONResponse(_page(request, messages.find(request.query_params)))

    return router


def _is_authorised(state: FakeState, request: Request) -> bool:
    keys = state.credentials
    expected = base64.b64encode(f"{keys.twilio_account_sid}:{keys.twilio_auth_token}".encode()).decode()
    given = request.headers.get("authorization", "")
    return hmac.compare_digest(given.encode(), f"Basic {expected}".encode()) and (
        request.path_params["account_sid"] == keys.twilio_account_sid
    )


def _decide(state: FakeState, request: Request, form: Mapping[str, str]) -> Fault:
    if not _is_authorised(state, request):
        return Fault(mode=Mode.STATUS, status=401)
    fault = state.faults.choose(Provider.TWILIO, form.get("To", ""))
    code = _complaint(form)
    if fault is NO_FAULT and code is not None:
        return Fault(mode=Mode.STATUS, status=400, code=code)
    return fault


def _complaint(form: Mapping[str, str]) -> int | None:
    recipient = form.get("To", "")
    if recipient in _TEST_NUMBERS:
        return _TEST_NUMBERS[recipient]
    if not _NUMBER.fullmatch(recipient):
        return 21211
    if not form.get("Body"):
        return 21602
    if not (form.get("From") or form.get("MessagingServiceSid")):
        return 21603
    callback = form.get("StatusCallback", "https://none.example")
    return None if urlsplit(callback).scheme in {"http", "https"} else 21609


def _handed(request: Request, body: bytes, form: Mapping[str, str], sid: str | None) -> Handed:
    callback = form.get("StatusCallback")
    return Handed(
        provider=Provider.TWILIO,
        accepted=sid is not None,
        at=clock.now(),
        attempt_id=unquote(callback.rpartition("/")[2]) if callback else None,
        address=form.get("To", ""),
        text=form.get("Body", ""),
        provider_message_id=sid,
        callback_url=callback,
        path=request.url.path,
        headers=dict(request.headers),
        body=body,
    )


def _page(request: Request, found: list[dict[str, object]]) -> dict[str, object]:
    size = min(max(int(request.query_params.get("PageSize", "50")), 1), 1000)
    page = max(int(request.query_params.get("Page", "0")), 0)
    first = page * size
    path = request.url.path
    following = f"{path}?PageSize={size}&Page={page + 1}" if len(found) > first + size else None
    return {
        "messages": found[first : first + size],
        "page": page,
        "page_size": size,
        "start": first,
        "end": min(first + size, len(found)) - 1,
        "uri": f"{path}?PageSize={size}&Page={page}",
        "first_page_uri": f"{path}?PageSize={size}&Page=0",
        "next_page_uri": following,
        "previous_page_uri": f"{path}?PageSize={size}&Page={page - 1}" if page else None,
    }


def _refuse(fault: Fault) -> Response:
    code = fault.code or _STATUS_CODES.get(fault.status, 20001)
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    problem = {
        "code": code,
        "message": f"Refused on purpose with code {code}",
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": fault.status,
    }
    return JSONResponse(problem, status_code=fault.status, headers=headers)
