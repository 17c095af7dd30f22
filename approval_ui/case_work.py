"""What a reviewer does with a case besides deciding it: give it away, ask, answer, put it off."""

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import see_other
from approval_ui.deciding import case_after, next_page
from approval_ui.putting_off import moment_of
from approval_ui.queue import chosen_filters
from approval_ui.said import SAID
from approval_ui.visits import Deciding, SignedForm, Visit
from kindregards.domain.case_work import Assignment

router = APIRouter()


@router.post("/queue/{review_id}/assign")
async def assign(review_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Give a case to a colleague, a group, or nobody in particular, and go on to the next."""
    following = await case_after(visit, review_id)
    await visit.services.case_work.assign(
        visit.user.company_id,
        review_id,
        assignment_of(form.line("whose")),
        actor=visit.user.id,
        now=visit.moments.now,
    )
    return await _said(visit, review_id, "assigned", following)


@router.post("/queue/{review_id}/snooze")
async def snooze(review_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Put a case off, or show it again now, and go on to the next."""
    following = await case_after(visit, review_id)
    until = None if form.line("until") == "now" else moment_of(form.line("until") or form.line("at"), visit.moments)
    await visit.services.case_work.snooze(
        visit.user.company_id, review_id, until, actor=visit.user.id, now=visit.moments.now
    )
    return await _said(visit, review_id, "snoozed", following)


@router.post("/queue/{review_id}/ask")
async def ask(review_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Ask a colleague; the case stays open."""
    await visit.services.case_work.ask(
        visit.user.company_id,
        review_id,
        form.text("question", ""),
        of=form.line("of") or "",
        actor=visit.user.id,
        now=visit.moments.now,
    )
    return await _said(visit, review_id, "asked", review_id)


@router.post("/queue/{review_id}/questions/{question_id}")
async def answer(review_id: str, question_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Answer a colleague's question."""
    await visit.services.case_work.answer(
        visit.user.company_id,
        review_id,
        question_id,
        form.text("answer", ""),
        actor=visit.user.id,
        now=visit.moments.now,
    )
    return see_other(f"/queue/{review_id}{chosen_filters(visit).suffix(said='answered')}#colleagues")


def assignment_of(whose: str | None) -> Assignment:
    """Return what a form's choice means: `user:…`, `group:…`, or nobody in particular."""
    kind, _, name = (whose or "").partition(":")
    return Assignment(to=name if kind == "user" else None, group=name if kind == "group" else None)


async def _said(visit: Visit, review_id: str, said: str, following: str | None) -> Response:
    if not visit.wants_part:
        return next_page(visit, following, said=said)
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    return visit.page("toast.html", latest=None, said=SAID[said], case=case)
