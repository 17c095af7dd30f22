"""Taking back what a candidate was told: a letter corrects it, and a person decides anew."""

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import see_other
from approval_ui.visits import Deciding, SignedForm
from kindregards.domain.applications import ApplicationState, Outcome
from kindregards.domain.intake import ApplicationView

CORRECTION_REASON = "corrected_by_reviewer"

router = APIRouter()


@router.post("/applications/{application_id}/correct")
async def correct(application_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Take a told rejection back; again changes nothing."""
    del form  # only its signature matters
    await visit.services.corrections.correct(
        visit.application(application_id), actor=visit.user.id, reason=CORRECTION_REASON, now=visit.moments.now
    )
    return see_other(f"/applications/{application_id}", done="corrected")


def can_be_corrected(application: ApplicationView) -> bool:
    """Say whether a correction can still reach the candidate: turned down, told, and not yet closed."""
    is_open = application.state is not ApplicationState.CLOSED
    return is_open and application.told_at is not None and application.outcome is Outcome.REJECT
