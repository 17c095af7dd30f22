"""The control API of the stand-in: what goes wrong, what came in, what is reported back."""

from fastapi import APIRouter, Response
from starlette.responses import JSONResponse

from kindregards.fake_providers.auto_reports import AutoReports, ReportPlan
from kindregards.fake_providers.callbacks import Callback, Inbound, UnknownAttemptError, receive, report
from kindregards.fake_providers.faults import Fault, Provider
from kindregards.fake_providers.inbound_mail import MailBack, NoReplyAddressError, receive_mail
from kindregards.fake_providers.ledger import Handed
from kindregards.fake_providers.state import FakeState
from kindregards.fake_providers.wechat_account import WechatPerson
from kindregards.fake_providers.wechat_callbacks import WechatEvent, act


def control_router(state: FakeState, reports: AutoReports) -> APIRouter:
    """Serve `/_control/…`."""
    router = APIRouter(prefix="/_control")
    _serve_rules(router, state)
    _serve_records(router, state)
    _serve_reports(router, state)
    _serve_wechat(router, state)
    _serve_auto_reports(router, reports)
    return router


def _serve_rules(router: APIRouter, state: FakeState) -> None:
    @router.get("/mode")
    async def in_force() -> list[Fault]:
        return list(state.faults.in_force())

    @router.put("/mode", status_code=204)
    async def replace(fault: Fault) -> None:
        state.faults.replace([fault])

    @router.post("/mode", status_code=204)
    async def add(fault: Fault) -> None:
        state.faults.add(fault)

    @router.delete("/mode", status_code=204)
    async def clear() -> None:
        state.faults.replace(())

    @router.post("/reset", status_code=204)
    async def reset() -> None:
        state.reset()


def _serve_records(router: APIRouter, state: FakeState) -> None:
    @router.get("/requests")
    async def requests(
        provider: Provider | None = None,
        attempt_id: str | None = None,
        address: str | None = None,
        accepted: bool | None = None,  # noqa: FBT001 -- a query parameter
    ) -> Response:
        found = state.ledger.requests(provider=provider, attempt_id=attempt_id, address=address, accepted=accepted)
        return JSONResponse([_shown(handed) for handed in found])

    @router.get("/counts")
    async def counts() -> dict[str, int]:
        return state.ledger.counts()

    @router.get("/sendgrid-public-key")
    async def sendgrid_public_key() -> dict[str, str]:
        return {"public_key": state.credentials.sendgrid_public_key}

    @router.get("/credentials")
    async def credentials() -> dict[str, str]:
        keys = state.credentials
        return {
            "sendgrid_api_key": keys.sendgrid_api_key,
            "sendgrid_public_key": keys.sendgrid_public_key,
            "twilio_account_sid": keys.twilio_account_sid,
            "twilio_auth_token": keys.twilio_auth_token,
            "wechat_app_id": keys.wechat_app_id,
            "wechat_app_secret": keys.wechat_app_secret,
            "wechat_template_id": keys.wechat_template_id,
            "wechat_token": keys.wechat_token,
            "wechat_aes_key": keys.wechat_aes_key,
            "smtp_username": keys.smtp_username,
            "smtp_password": keys.smtp_password,
        }


def _serve_reports(router: APIRouter, state: FakeState) -> None:
    @router.post("/callbacks")
    async def callbacks(callback: Callback) -> Response:
        try:
            return JSONResponse({"statuses": await report(state, callback)})
        except UnknownAttemptError as error:
            return JSONResponse({"detail": str(error)}, status_code=404)

    @router.post("/wechat/events")
    async def wechat_events(event: WechatEvent) -> Response:
        return JSONResponse({"statuses": await act(state, event)})

    @router.post("/inbound-mail")
    async def inbound_mail(mail: MailBack) -> Response:
        try:
            return JSONResponse({"statuses": await receive_mail(state, mail)})
        except NoReplyAddressError as error:
            return JSONResponse({"detail": str(error)}, status_code=404)

    @router.post("/inbound")
    async def inbound(message: Inbound) -> Response:
        return JSONResponse({"statuses": await receive(state, message)})


def _serve_auto_reports(router: APIRouter, reports: AutoReports) -> None:
    @router.get("/reports")
    async def plan() -> ReportPlan | None:
        return reports.plan

    @router.put("/reports", status_code=204)
    async def put_plan(plan: ReportPlan) -> None:
        reports.plan = plan

    @router.delete("/reports", status_code=204)
    async def end_plan() -> None:
        reports.plan = None


def _serve_wechat(router: APIRouter, state: FakeState) -> None:
    @router.get("/wechat/people")
    async def people() -> dict[str, WechatPerson]:
        return state.wechat.people

    @router.put("/wechat/people/{openid}", status_code=204)
    async def put_person(openid: str, person: WechatPerson) -> None:
        state.wechat.people[openid] = person

    @router.post("/wechat/end-tokens", status_code=204)
    async def end_tokens() -> None:
        state.wechat.end_tokens()

    @router.post("/wechat/revoke-tokens", status_code=204)
    async def revoke_tokens() -> None:
        state.wechat.revoke_tokens()


def _shown(handed: Handed) -> dict[str, object]:
    return {
        "provider": handed.provider,
        "accepted": handed.accepted,
        "at": handed.at.isoformat(),
        "attempt_id": handed.attempt_id,
        "address": handed.address,
        "subject": handed.subject,
        "text": handed.text,
        "provider_message_id": handed.provider_message_id,
        "callback_url": handed.callback_url,
    }
