"""Where an application stands, as far as the candidate may know, and what they may ask."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from candidate_ui.door import Door, door_of
from candidate_ui.words import reasons_to_choose
from kindregards.domain.candidate_pages import StatusPage
from kindregards.domain.intake import CandidateRequest
from kindregards.domain.journey import CommandKind
from kindregards.http.forms import read_form

_SOURCE = "candidate"
_LONGEST_COMMENT = 2000

router = APIRouter()


@router.api_route("/s/{token}", methods=["GET", "HEAD"])
async def show_status(token: str, request: Request) -> Response:
    """Show where the application stands; decided but untold looks like undecided."""
    door = door_of(request)
    page = await _page(door, token)
    return door.page("status.html", page.language, page=page, token=token)


@router.get("/s/{token}/withdraw")
async def ask_to_withdraw(token: str, request: Request) -> Response:
    """Ask once more before anything ends, and for the reason."""
    door = door_of(request)
    page = await _page(door, token)
    if not page.can_withdraw:
        return _to_status(token)
    reasons = reasons_to_choose(page.reasons, page.language)
    return door.page("withdraw.html", page.language, page=page, token=token, reasons=reasons)


@router.post("/s/{token}/withdraw")
async def withdraw(token: str, request: Request) -> Response:
    """Withdraw the application."""
    return await _leave(request, token, CommandKind.WITHDRAWN)


@router.get("/s/{token}/decline-ai-interview")
async def ask_to_decline_ai_interview(token: str, request: Request) -> Response:
    """Ask once more, saying what happens instead."""
    door = door_of(request)
    page = await _page(door, token)
    if not page.can_decline_ai_interview:
        return _to_status(token)
    return door.page("decline_ai_interview.html", page.language, page=page, token=token)


@router.post("/s/{token}/decline-ai-interview")
async def decline_ai_interview(token: str, request: Request) -> Response:
    """Decline the AI interview; a person arranges another way."""
    return await _ask(request, token, CommandKind.AI_INTERVIEW_DECLINED)


@router.get("/s/{token}/decline-offer")
async def ask_to_decline_offer(token: str, request: Request) -> Response:
    """Ask once more, and for the reason."""
    door = door_of(request)
    page = await _page(door, token)
    if not page.can_decline_offer:
        return _to_status(token)
    reasons = reasons_to_choose(page.reasons, page.language)
    return door.page("decline_offer.html", page.language, page=page, token=token, reasons=reasons)


@router.post("/s/{token}/decline-offer")
async def decline_offer(token: str, request: Request) -> Response:
    """Decline the offer; a letter thanks and confirms it."""
    return await _leave(request, token, CommandKind.OFFER_DECLINED)


async def _page(door: Door, token: str) -> StatusPage:
    return await door.services.pages.status(token, now=door.services.clock())


async def _leave(request: Request, token: str, kind: CommandKind) -> Response:
    """Take a farewell, with its reason and words where somebody gives them."""
    form = await read_form(request)
    comment = (form.line("comment") or "")[:_LONGEST_COMMENT] or None
    return await _ask(request, token, kind, reason=form.line("reason"), comment=comment)


async def _ask(
    request: Request, token: str, kind: CommandKind, *, reason: str | None = None, comment: str | None = None
) -> Response:
    services = door_of(request).services
    wish = CandidateRequest(kind=kind, source=_SOURCE, reason=reason, comment=comment)
    await services.pages.request(token, wish, now=services.clock())
    return _to_status(token)


def _to_status(token: str) -> Response:
    return RedirectResponse(f"/s/{token}", status_code=303)
