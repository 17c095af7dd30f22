"""Legal holds: placed and lifted where the application is shown."""

import re

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import see_other
from approval_ui.visits import Leading, SignedForm
from kindregards.domain.errors import InvalidError
from kindregards.http.forms import Form

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")

router = APIRouter()


class HoldReasonMissingError(InvalidError):
    """A hold names a case, in a short code that says nothing of the person."""

    code = "hold_reason_missing"


@router.post("/applications/{application_id}/legal-hold")
async def place(application_id: str, visit: Leading, form: SignedForm) -> Response:
    """Keep the record of this person's decisions until the hold is lifted."""
    await visit.services.people.holds.place(
        visit.application(application_id), actor=visit.user.id, reason=_reason(form), now=visit.moments.now
    )
    return see_other(f"/applications/{application_id}", done="hold_placed")


@router.post("/applications/{application_id}/legal-hold/lift")
async def lift(application_id: str, visit: Leading, form: SignedForm) -> Response:
    """Let the record go when no law wants it any more."""
    await visit.services.people.holds.lift(
        visit.application(application_id), actor=visit.user.id, reason=_reason(form), now=visit.moments.now
    )
    return see_other(f"/applications/{application_id}", done="hold_lifted")


def _reason(form: Form) -> str:
    reason = form.line("reason") or ""
    if not _CODE.fullmatch(reason):
        raise HoldReasonMissingError("Name the case in a short code such as claim-2026-14.")
    return reason
