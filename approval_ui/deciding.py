"""Deciding a case, and taking the decision back."""

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import see_other
from approval_ui.editing import editor_page
from approval_ui.refused import status_of
from approval_ui.review_case import case_page
from approval_ui.visits import Deciding, SignedForm, Visit
from approval_ui.words.refusals import REFUSALS
from kindregards.domain.applications import Outcome
from kindregards.domain.errors import ConflictError, InvalidError
from kindregards.domain.reviewing import (
    LetterBlockedError,
    LetterMissingError,
    ReasonRequiredError,
    ReviewAnswer,
    ReviewCase,
    ReviewQuery,
)
from kindregards.http.forms import Form

UNDO_REASON = "undone_by_reviewer"

router = APIRouter()


@router.post("/queue/{review_id}/decision")
async def decide(review_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Record a decision and open the next case; when it comes too late, say who decided and keep the words."""
    desk, company_id = visit.services.desk, visit.user.company_id
    case = await desk.case(company_id, review_id)
    answer = answer_of(form, case, user_id=visit.user.id)
    try:
        await desk.decide(company_id, review_id, answer, now=visit.moments.now)
    except (LetterBlockedError, LetterMissingError) as error:
        return await editor_page(visit, case, form, refusal=error)
    except InvalidError as error:
        return await case_page(visit, case, refusal=REFUSALS[error.code].sentence, status=status_of(error))
    except ConflictError as error:
        return await conflict_page(visit, review_id, form, error)
    return await _next_case(visit, review_id)


@router.post("/queue/{review_id}/undo")
async def undo(review_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Take a decision back while nothing has left; the case is opened anew for somebody to decide."""
    del form  # only its signature matters
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    await visit.services.requests.undo(
        visit.application(case.application.id), actor=visit.user.id, reason=UNDO_REASON, now=visit.moments.now
    )
    return see_other(f"/applications/{case.application.id}", done="undone")


def answer_of(form: Form, case: ReviewCase, *, user_id: str) -> ReviewAnswer:
    """Return the answer that a form gives; raise ReasonRequiredError for one without an outcome or version."""
    version, outcome = form.number("version"), form.line("outcome")
    if version is None or outcome not in {Outcome.REJECT, Outcome.ADVANCE}:
        raise ReasonRequiredError("The form names no decision. Use one of the buttons.")
    is_rewritten = _is_rewritten(form, case)
    return ReviewAnswer(
        outcome=Outcome(outcome),
        reason=form.line("reason") or "",
        version=version,
        decided_by=user_id,
        comment=form.line("comment"),
        letter_hash=form.line("letter_hash"),
        body=form.text("body", "").strip() if is_rewritten else None,
        subject=form.line("subject") or "" if is_rewritten else None,
    )


async def conflict_page(visit: Visit, review_id: str, form: Form, error: ConflictError) -> Response:
    """Say who decided what, and keep what the reviewer wrote."""
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    return visit.page(
        "conflict.html",
        status=status_of(error),
        refusal=REFUSALS.get(error.code) or REFUSALS["conflict"],
        case=case,
        review=case.review,
        names=await visit.services.sessions.names(visit.user.company_id),
        comment=form.line("comment"),
        subject=form.line("subject"),
        body=form.text("body", "").strip() or None,
    )


async def _next_case(visit: Visit, review_id: str) -> Response:
    """Go on to the earliest due case that nobody else has open."""
    page = await visit.services.desk.page(visit.user.company_id, ReviewQuery(limit=20))
    now = visit.moments.now
    free = (
        each.id
        for each in page.reviews
        if each.id != review_id
        and (each.claimed_by in {None, visit.user.id} or each.lease_until is None or each.lease_until <= now)
    )
    following = next(free, None)
    return see_other(f"/queue/{following}" if following else "/queue", done=review_id)


def _is_rewritten(form: Form, case: ReviewCase) -> bool:
    """Say whether the reviewer changed a word; sending the draft back as it is approves the draft."""
    if not form.has("body"):
        return False
    if case.letter is None:
        return True
    body, subject = form.text("body", "").strip(), form.line("subject") or ""
    return body != case.letter.body.strip() or subject != case.letter.subject.strip()
