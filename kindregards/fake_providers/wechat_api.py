"""A stand-in for a WeChat service account's interface: HTTP 200 whatever happens, and an errcode."""

import json
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from kindregards import clock
from kindregards.fake_providers.faults import NO_FAULT, Fault, Mode, Provider
from kindregards.fake_providers.ledger import Handed
from kindregards.fake_providers.state import FakeState
from kindregards.fake_providers.wechat_account import data_complaint
from kindregards.fake_providers.wire import misbehave

_SHORTEST_OPENID = 10


@dataclass(frozen=True, slots=True)
class _Outgoing:
    """What the stand-in understands of a message."""

    body: dict[str, Any]  # Any: whatever JSON came
    by_subscription: bool

    @property
    def openid(self) -> str:
        return str(self.body.get("touser", ""))

    @property
    def client_msg_id(self) -> str | None:
        given = self.body.get("client_msg_id")
        return str(given) if given and not self.by_subscription else None


def wechat_router(state: FakeState) -> APIRouter:
    """Serve `stable_token`, both kinds of message, and the list of templates."""
    router = APIRouter()

    @router.post("/cgi-bin/stable_token")
    async def stable_token(request: Request) -> Response:
        asked = _object(await request.body())
        fault = state.faults.choose(Provider.WECHAT, "stable_token", stages={"token"})
        if fault is NO_FAULT and (complaint := _account_complaint(state, asked)):
            fault = Fault(mode=Mode.STATUS, code=complaint)
        token, seconds = state.wechat.token(clock.now(), force=asked.get("force_refresh") is True)
        return await misbehave(state, fault, JSONResponse({"access_token": token, "expires_in": seconds}), _refuse)

    @router.post("/cgi-bin/message/template/send")
    async def send_template(request: Request) -> Response:
        return await _send(state, request, by_subscription=False)

    @router.post("/cgi-bin/message/subscribe/bizsend")
    async def send_subscription(request: Request) -> Response:
        return await _send(state, request, by_subscription=True)

    @router.get("/cgi-bin/template/get_all_private_template")
    async def templates(access_token: str = "") -> Response:
        template = {"template_id": state.credentials.wechat_template_id, "content": "{{thing1.DATA}}"}
        return _listed(state, access_token, {"template_list": [template]})

    @router.get("/wxaapi/newtmpl/gettemplate")
    async def subscription_templates(access_token: str = "") -> Response:
        template = {"priTmplId": state.credentials.wechat_template_id, "content": "{{thing1.DATA}}"}
        return _listed(state, access_token, {"errcode": 0, "errmsg": "ok", "data": [template]})

    return router


def _listed(state: FakeState, token: str, found: dict[str, object]) -> Response:
    complaint = state.wechat.token_complaint(token, clock.now())
    return JSONResponse(found) if complaint is None else _refuse(Fault(mode=Mode.STATUS, code=complaint))


async def _send(state: FakeState, request: Request, *, by_subscription: bool) -> Response:
    raw = await request.body()
    outgoing = _Outgoing(_object(raw), by_subscription)
    fault = _decide(state, request, outgoing)
    message_id, is_new = None, False
    if fault.accepts:
        message_id, is_new = state.wechat.accept(outgoing.openid, outgoing.client_msg_id, clock.now())
    # A repeated client_msg_id is answered like the first time, but reaches nobody a second time.
    state.ledger.record(_handed(request, raw, outgoing, str(message_id) if is_new else None))
    success = {"errcode": 0, "errmsg": "ok"} | ({} if by_subscription else {"msgid": message_id})
    return await misbehave(state, fault, JSONResponse(success), _refuse)


def _decide(state: FakeState, request: Request, outgoing: _Outgoing) -> Fault:
    complaint = state.wechat.token_complaint(request.query_params.get("access_token"), clock.now())
    if complaint is not None:
        return Fault(mode=Mode.STATUS, code=complaint)
    fault = state.faults.choose(Provider.WECHAT, outgoing.openid)
    if fault is NO_FAULT and (complaint := _complaint(state, outgoing)):
        return Fault(mode=Mode.STATUS, code=complaint)
    return fault


def _complaint(state: FakeState, outgoing: _Outgoing) -> int | None:
    if not outgoing.body:
        return 47001
    if len(outgoing.openid) < _SHORTEST_OPENID:
        return 40003
    if outgoing.body.get("template_id") != state.credentials.wechat_template_id:
        return 40037
    if broken := data_complaint(outgoing.body.get("data")):
        return broken
    if outgoing.by_subscription:
        return None if state.wechat.take_subscription(outgoing.openid) else 43101
    return None if state.wechat.follows(outgoing.openid) else 43004


def _account_complaint(state: FakeState, asked: dict[str, Any]) -> int | None:  # Any: whatever JSON came
    keys = state.credentials
    if asked.get("grant_type") != "client_credential":
        return 40002
    if asked.get("appid") != keys.wechat_app_id:
        return 40013
    return None if asked.get("secret") == keys.wechat_app_secret else 40125


def _object(raw: bytes) -> dict[str, Any]:  # Any: whatever JSON came
    try:
        asked = json.loads(raw)
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}


def _handed(request: Request, raw: bytes, outgoing: _Outgoing, message_id: str | None) -> Handed:
    data = outgoing.body.get("data")
    cells = data.values() if isinstance(data, dict) else ()
    words = [str(cell.get("value", "")) for cell in cells if isinstance(cell, dict)]
    link = outgoing.body.get("url") or outgoing.body.get("page") or ""
    return Handed(
        provider=Provider.WECHAT,
        accepted=message_id is not None,
        at=clock.now(),
        attempt_id=outgoing.client_msg_id,
        address=outgoing.openid,
        text="\n".join([*words, str(link)]),
        provider_message_id=message_id,
        path=request.url.path,
        headers=dict(request.headers),
        body=raw,
    )


def _refuse(fault: Fault) -> Response:
    if fault.code is None:
        return Response("<html>gateway trouble</html>", status_code=fault.status, media_type="text/html")
    return JSONResponse({"errcode": fault.code, "errmsg": f"refused on purpose, code {fault.code}"})
