"""The talent pool: who may be told of openings, and telling them."""

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.visits import Deciding, SignedForm, SignedIn, Visit
from approval_ui.words.refusals import REFUSALS, Refusal
from kindregards.domain.errors import ConflictError, InvalidError, NotFoundError
from kindregards.domain.text_safety import is_clean_line

_PAGE = 50
_LONGEST_OPENING = 200

router = APIRouter()


class OpeningMissingError(InvalidError):
    """An invitation names one opening, in one line."""

    code = "opening_missing"


@router.get("/pool")
async def list_pool(visit: SignedIn) -> Response:
    """List who may be told of openings."""
    return await _shown(visit)


@router.post("/pool/invite")
async def invite(visit: Deciding, form: SignedForm) -> Response:
    """Invite everybody chosen to one opening; what is refused of one touches no other."""
    opening = form.line("opening") or ""
    chosen = form.all("chosen")[:_PAGE]
    if not opening or len(opening) > _LONGEST_OPENING or not is_clean_line(opening) or not chosen:
        raise OpeningMissingError("Choose somebody, and name the opening in one line of up to 200 characters.")
    refusals = [await _invited(visit, entry_id, opening) for entry_id in chosen]
    return await _shown(
        visit,
        opening=opening,
        invited=refusals.count(None),
        refusals=[refusal for refusal in refusals if refusal is not None],
    )


async def _invited(visit: Visit, entry_id: str, opening: str) -> Refusal | None:
    """Invite one person and return why not, if so."""
    try:
        await visit.services.people.invitations.invite(
            visit.user.company_id, entry_id, opening, actor=visit.user.id, now=visit.moments.now
        )
    except (ConflictError, InvalidError, NotFoundError) as refusal:
        return REFUSALS.get(refusal.code, REFUSALS["invalid"])
    return None


async def _shown(
    visit: Visit, *, opening: str = "", invited: int | None = None, refusals: Sequence[Refusal] = ()
) -> Response:
    page = await visit.services.people.pool.page(
        visit.user.company_id, limit=_PAGE, now=visit.moments.now, after=visit.asked("after")
    )
    return visit.page(
        "pool.html",
        entries=page.entries,
        next_after=page.next_after,
        opening=opening,
        invited=invited,
        refusals=refusals,
    )
