"""Asking for a person: somebody else looks again at what was decided."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from candidate_ui.door import door_of
from kindregards.domain.appeals import LONGEST_APPEAL
from kindregards.http.forms import read_form

router = APIRouter()


@router.api_route("/l/{token}/review", methods=["GET", "HEAD"])
async def show_appeal(token: str, request: Request) -> Response:
    """Say what asking for a person means and ask once more; afterwards, by when the answer comes."""
    door = door_of(request)
    page = await door.services.voice.appeal_page(token, now=door.services.clock())
    return door.page("appeal.html", page.language, page=page, token=token, longest=LONGEST_APPEAL)


@router.post("/l/{token}/review")
async def appeal(token: str, request: Request) -> Response:
    """Ask for a person."""
    services = door_of(request).services
    form = await read_form(request)
    words = (form.line("words") or "")[:LONGEST_APPEAL] or None
    await services.voice.appeal(token, words, now=services.clock())
    return RedirectResponse(f"/l/{token}/review", status_code=303)
