"""What reviewers set for themselves: when they are away and who stands in, and which mail they want."""

from datetime import datetime, time, timedelta

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import see_other
from approval_ui.visits import Deciding, SignedForm, Visit
from kindregards.domain.absences import Absence, AbsenceInvalidError
from kindregards.domain.notifying import NoticePace
from kindregards.http.forms import Form
from kindregards.http.languages import marked

_MOST_NOTICES = 20

PACES = {
    NoticePace.BATCHED: marked("Gathered: new cases in one mail every ten minutes, the rest at once"),
    NoticePace.AT_ONCE: marked("At once: a mail for everything"),
    NoticePace.OFF: marked("No mail"),
}

router = APIRouter()


@router.get("/me/work")
async def show_own_work(visit: Deciding) -> Response:
    """Show absence, mail and the latest notices."""
    own, company_id, user_id = visit.services.own_settings, visit.user.company_id, visit.user.id
    colleagues = await visit.services.case_work.colleagues(company_id)
    return visit.page(
        "own_work.html",
        absence=await own.absence(company_id, user_id),
        pace=await own.notice_pace(company_id, user_id),
        paces=PACES,
        notices=await own.latest_notices(company_id, user_id, limit=_MOST_NOTICES),
        colleagues=[each for each in colleagues if each.id != user_id],
        names={each.id: each.name for each in colleagues},
    )


@router.post("/me/absence")
async def keep_absence(visit: Deciding, form: SignedForm) -> Response:
    """Keep when the reader is away, or that they are back."""
    absence = None if form.line("back") else _absence_of(form, visit)
    await visit.services.own_settings.set_absence(visit.user.company_id, visit.user.id, absence, now=visit.moments.now)
    return see_other("/me/work")


@router.post("/me/notices")
async def keep_pace(visit: Deciding, form: SignedForm) -> Response:
    """Keep which mail the reader wants."""
    pace = form.line("pace")
    if pace in set(NoticePace):
        await visit.services.own_settings.set_notice_pace(visit.user.company_id, visit.user.id, NoticePace(pace))
    return see_other("/me/work")


def _absence_of(form: Form, visit: Visit) -> Absence:
    """Return the absence typed: whole days of the reader's zone, the last one included."""
    try:
        first = datetime.combine(datetime.fromisoformat(form.line("first") or ""), time(), visit.moments.zone)
        last = datetime.combine(datetime.fromisoformat(form.line("last") or ""), time(), visit.moments.zone)
    except ValueError:
        raise AbsenceInvalidError("Type the first and the last day of the absence.") from None
    return Absence(starts_at=first, ends_at=last + timedelta(days=1), stand_in=form.line("stand_in") or "")
