"""The talent pool: agreeing to hear of openings, and taking that back."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from candidate_ui.door import door_of

router = APIRouter()


@router.api_route("/l/{token}/talent-pool", methods=["GET", "HEAD"])
async def show_pool(token: str, request: Request) -> Response:
    """Say what joining means and for how long, or how to leave."""
    door = door_of(request)
    page = await door.services.voice.after_letter(token, now=door.services.clock())
    return door.page("talent_pool.html", page.language, page=page, token=token)


@router.post("/l/{token}/talent-pool")
async def join_pool(token: str, request: Request) -> Response:
    """Agree to hear of openings."""
    services = door_of(request).services
    await services.voice.join_pool(token, now=services.clock())
    return _back(token)


@router.post("/l/{token}/talent-pool/leave")
async def leave_pool(token: str, request: Request) -> Response:
    """Take that back."""
    services = door_of(request).services
    await services.voice.leave_pool(token, now=services.clock())
    return _back(token)


def _back(token: str) -> Response:
    return RedirectResponse(f"/l/{token}/talent-pool", status_code=303)
