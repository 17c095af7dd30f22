"""No more messages: by the button of a mail program (RFC 8058) or of our own page."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from candidate_ui.door import door_of

router = APIRouter()


@router.api_route("/u/{token}", methods=["GET", "HEAD"])
async def ask_to_unsubscribe(token: str, request: Request) -> Response:
    """Ask once more: whatever prefetches links must not silence anybody."""
    return await _shown(token, request, is_done=False)


@router.post("/u/{token}")
async def unsubscribe(token: str, request: Request) -> Response:
    """Stop messages; answered by a page and no redirect, which mail programs would not follow."""
    door = door_of(request)
    await door.services.pages.unsubscribe(token, now=door.services.clock())
    return await _shown(token, request, is_done=True)


async def _shown(token: str, request: Request, *, is_done: bool) -> Response:
    door = door_of(request)
    page = await door.services.pages.subscription(token)
    return door.page("unsubscribe.html", page.language, page=page, token=token, is_done=is_done)
