"""The hosted letter, and the button by which a candidate says that they have read it."""

import structlog
from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from candidate_ui.door import Door, door_of
from kindregards.domain.errors import DomainError
from kindregards.domain.viewers import seen_by_machine

log = structlog.get_logger(__name__)

router = APIRouter()


@router.api_route("/l/{token}", methods=["GET", "HEAD"])
async def show_letter(token: str, request: Request) -> Response:
    """Show the letter; a view is kept as evidence of its grade and nothing else changes."""
    door = door_of(request)
    page = await door.services.pages.letter(token, now=door.services.clock())
    await _keep_view(door, token, request)
    return door.page(
        "letter.html",
        page.language,
        page=page,
        token=token,
        # The renderer escapes every word of the letter.
        letter=Markup(door.services.fragments.fragment(page.letter)),  # noqa: S704 -- as above
    )


@router.post("/l/{token}/acknowledge")
async def acknowledge(token: str, request: Request) -> Response:
    """Record that the candidate has read the letter, and show it again."""
    door = door_of(request)
    await door.services.pages.acknowledge(token, now=door.services.clock())
    return RedirectResponse(f"/l/{token}", status_code=303)


async def _keep_view(door: Door, token: str, request: Request) -> None:
    machine = seen_by_machine(request.method, request.headers)
    try:
        await door.services.pages.note_view(token, machine=machine, now=door.services.clock())
    except DomainError as error:
        # Whoever came to read shall read; a view that was not kept costs at most a reminder too many.
        log.warning("view_not_kept", code=error.code)
