"""My data: seeing what is known, taking it along, and asking to be forgotten."""

import json

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from candidate_ui.door import door_of

router = APIRouter()


@router.api_route("/l/{token}/data", methods=["GET", "HEAD"])
async def show_data(token: str, request: Request) -> Response:
    """Say what can be asked of one's data."""
    door = door_of(request)
    page = await door.services.voice.after_letter(token, now=door.services.clock())
    return door.page("data.html", page.language, page=page, token=token)


@router.post("/l/{token}/data/export")
async def export_data(token: str, request: Request) -> Response:
    """Answer with everything that the candidate gave or was told, as a file."""
    services = door_of(request).services
    facts = await services.voice.own_data(token, now=services.clock())
    return Response(
        json.dumps(facts, ensure_ascii=False, indent=2),
        media_type="application/json",
        headers={"content-disposition": 'attachment; filename="my-data.json"'},
    )


@router.post("/l/{token}/data/erase")
async def ask_erasure(token: str, request: Request) -> Response:
    """Ask to be forgotten; a person carries it out."""
    services = door_of(request).services
    await services.voice.ask_erasure(token, now=services.clock())
    return RedirectResponse(f"/l/{token}/data", status_code=303)
