"""The first page: what waits, and the latest letters."""

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.visits import SignedIn
from kindregards.domain.reviewing import ReviewQuery

_MOST_LETTERS = 8
_MOST_CASES = 5

router = APIRouter()


@router.get("/")
async def show_today(visit: SignedIn) -> Response:
    """Show counts, the cases that are due next, and the latest letters."""
    company_id = visit.user.company_id
    overview = await visit.services.overviews.overview(company_id, letters=_MOST_LETTERS, now=visit.moments.now)
    due_next = await visit.services.desk.page(company_id, ReviewQuery(limit=_MOST_CASES))
    has_tours = visit.services.tours is not None
    return visit.page("today.html", overview=overview, due_next=due_next.reviews, has_tours=has_tours)
