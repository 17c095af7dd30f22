"""What candidates wait for from a person."""

import json

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import see_other
from approval_ui.visits import Deciding, Leading, SignedForm, SignedIn
from kindregards.domain.calls import CallResult, SettledCall
from kindregards.domain.errors import InvalidError

_MOST = 100

router = APIRouter()


class CallResultUnknownError(InvalidError):
    """A call is settled in three ways only."""

    code = "invalid"


@router.get("/requests")
async def list_requests(visit: SignedIn) -> Response:
    """List what waits, the earliest due first."""
    waiting = await visit.services.people.requests.waiting(visit.user.company_id, limit=_MOST)
    return visit.page("requests.html", waiting=waiting, now=visit.moments.now, done=visit.asked("done"))


@router.post("/requests/calls/{application_id}")
async def settle_call(application_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Take a person's word that they called, or that nobody need; then the letter leaves."""
    result = form.line("result")
    if result not in set(CallResult):
        raise CallResultUnknownError("Say whether they were reached, were not, or need not be called.")
    settled = SettledCall(result=CallResult(result), actor=visit.user.id, note=form.line("note"))
    await visit.services.people.calls.settle(visit.application(application_id), settled, now=visit.moments.now)
    return see_other("/requests", done="called")


@router.post("/requests/erasures/{erasure_id}")
async def erase(erasure_id: str, visit: Leading, form: SignedForm) -> Response:
    """Forget a person; nobody can undo it."""
    del form  # only its signature matters
    await visit.services.people.erasures.carry_out(
        visit.user.company_id, erasure_id, actor=visit.user.id, now=visit.moments.now
    )
    return see_other("/requests", done="erased")


@router.post("/applications/{application_id}/erasure")
async def ask_erasure(application_id: str, visit: Leading, form: SignedForm) -> Response:
    """Keep somebody's wish to be forgotten, said by telephone or mail; it is carried out among the requests."""
    del form  # only its signature matters
    ref = visit.application(application_id)
    await visit.services.people.erasures.ask(ref, source=visit.user.id, now=visit.moments.now)
    return see_other("/requests", done="erasure_asked")


@router.post("/applications/{application_id}/data")
async def export_data(application_id: str, visit: Leading, form: SignedForm) -> Response:
    """Answer with everything that a person gave us or was told, as the file that they get themselves."""
    del form  # only its signature matters
    facts = await visit.services.people.own_data.of(visit.application(application_id))
    return Response(
        json.dumps(facts, ensure_ascii=False, indent=2),
        media_type="application/json",
        headers={"content-disposition": f'attachment; filename="{application_id}.json"'},
    )
