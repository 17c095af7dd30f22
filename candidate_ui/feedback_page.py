"""How was it to be told so? One to five, and words; the latest counts."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from candidate_ui.door import door_of
from candidate_ui.words import SCORES
from kindregards.domain.feedback import LONGEST_WORDS, checked_score
from kindregards.http.forms import read_form

router = APIRouter()


@router.api_route("/l/{token}/feedback", methods=["GET", "HEAD"])
async def show_feedback(token: str, request: Request) -> Response:
    """Ask, or thank and let them say it anew."""
    door = door_of(request)
    page = await door.services.voice.after_letter(token, now=door.services.clock())
    return door.page("feedback.html", page.language, page=page, token=token, scores=SCORES, longest=LONGEST_WORDS)


@router.post("/l/{token}/feedback")
async def give_feedback(token: str, request: Request) -> Response:
    """Keep what they say."""
    services = door_of(request).services
    form = await read_form(request)
    words = (form.line("words") or "")[:LONGEST_WORDS] or None
    await services.voice.give_feedback(token, checked_score(form.number("score")), words, now=services.clock())
    return RedirectResponse(f"/l/{token}/feedback", status_code=303)
