"""Letters of which nobody knows whether they left, and a person's word on them."""

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import see_other
from approval_ui.visits import Deciding, SignedForm, SignedIn
from kindregards.domain.errors import InvalidError
from kindregards.domain.resolutions import Verdict

_PAGE = 30

router = APIRouter()


class VerdictUnknownError(InvalidError):
    """A doubt is settled in two ways only."""

    code = "invalid"


@router.get("/doubts")
async def list_doubts(visit: SignedIn) -> Response:
    """List letters in doubt with what is known, oldest first."""
    page = await visit.services.doubts.page(visit.user.company_id, limit=_PAGE, after=visit.asked("after"))
    return visit.page(
        "doubts.html", doubts=page.doubts, next_after=page.next_after, is_settled=visit.asked("done") == "settled"
    )


@router.post("/doubts/{letter_id}")
async def settle(letter_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Take a person's word on whether a letter had left."""
    verdict = form.line("verdict")
    if verdict not in set(Verdict):
        raise VerdictUnknownError("Say whether the letter did leave or did not.")
    await visit.services.doubts.resolve(
        visit.user.company_id,
        letter_id,
        Verdict(verdict),
        note=form.line("note"),
        actor=visit.user.id,
        now=visit.moments.now,
    )
    return see_other("/doubts", done="settled")
