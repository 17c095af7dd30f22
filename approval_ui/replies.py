"""What candidates wrote back, and marking it as dealt with."""

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import see_other
from approval_ui.visits import Deciding, SignedForm

router = APIRouter()


@router.post("/applications/{application_id}/replies/{reply_id}/handled")
async def settle(application_id: str, reply_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Mark a reply as dealt with."""
    del form  # only its signature matters
    await visit.services.replies.settle(
        visit.application(application_id), reply_id, actor=visit.user.id, now=visit.moments.now
    )
    return see_other(f"/applications/{application_id}", done="reply_handled")
