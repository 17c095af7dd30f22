"""Why: the page that explains each decision of an application, from the record alone."""

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.visits import SignedIn

router = APIRouter()


@router.get("/applications/{application_id}/why")
async def show_why(application_id: str, visit: SignedIn) -> Response:
    """Show the rule, what it looked at, who decided, and what they had before them."""
    ref = visit.application(application_id)
    return visit.page(
        "why.html",
        application=await visit.services.applications.get(ref),
        records=await visit.services.decision_records.why(ref),
        names=await visit.services.sessions.names(visit.user.company_id),
    )
