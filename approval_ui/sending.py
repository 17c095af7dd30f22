"""The kill switch: leads pause all sending and let it go on."""

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import see_other
from approval_ui.visits import Leading, SignedForm, SignedIn
from kindregards.domain.errors import InvalidError
from kindregards.domain.text_safety import is_clean_line

LONGEST_REASON = 1000

router = APIRouter()


class PauseReasonRequiredError(InvalidError):
    """Sending is paused for a reason that colleagues can read."""

    code = "pause_reason_required"


@router.get("/sending")
async def show_switch(visit: SignedIn) -> Response:
    """Show whether letters may leave."""
    return visit.page("sending.html", longest=LONGEST_REASON)


@router.post("/sending/pause")
async def pause(visit: Leading, form: SignedForm) -> Response:
    """Keep every letter from leaving."""
    reason = form.line("reason")
    if reason is None or len(reason) > LONGEST_REASON or not is_clean_line(reason):
        raise PauseReasonRequiredError(f"Give a reason in one line of up to {LONGEST_REASON} characters.")
    await visit.services.pauses.pause(visit.user.company_id, actor=visit.user.id, reason=reason, now=visit.moments.now)
    return see_other("/sending")


@router.post("/sending/go-on")
async def go_on(visit: Leading, form: SignedForm) -> Response:
    """Let letters leave again."""
    del form  # only its signature matters
    await visit.services.pauses.go_on(visit.user.company_id, actor=visit.user.id, now=visit.moments.now)
    return see_other("/sending")
