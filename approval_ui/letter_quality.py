"""The report for those who write templates: what reviewers keep changing, and how candidates found it."""

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.visits import SignedIn
from approval_ui.words.findings import FINDINGS
from kindregards.domain.reports import ReportQuery, period_of

router = APIRouter()


@router.get("/reports/letters")
async def show_letter_quality(visit: SignedIn) -> Response:
    """Show the quality of the letters of the last ninety days."""
    period = period_of(None, None, now=visit.moments.now, zone=visit.services.zone)
    report = await visit.services.reports.letters(visit.user.company_id, ReportQuery(period=period))
    return visit.page("letter_quality.html", report=report, period=period, sentences=FINDINGS)
