"""The oversight meter, for leads: whether reviewers look before they agree."""

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.visits import Leading
from kindregards.domain.reports import period_of

router = APIRouter()


@router.get("/reports/oversight")
async def show_oversight(visit: Leading) -> Response:
    """Show every reviewer of the last ninety days, those to be talked with first."""
    period = period_of(None, None, now=visit.moments.now, zone=visit.moments.zone)
    return visit.page(
        "oversight.html",
        period=period,
        figures=await visit.services.oversight.figures(visit.user.company_id, period),
        names=await visit.services.sessions.names(visit.user.company_id),
    )
