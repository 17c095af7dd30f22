"""Deciding a case, and taking the decision back."""

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import see_other
from approval_ui.editing import editor_page
from approval_ui.latest import decision_on
from approval_ui.letter_form import letter_form
from approval_ui.queue import chosen_filters, shown_queue
from approval_ui.refused import status_of
from approval_ui.review_case import case_page
from approval_ui.said import SAID
from approval_ui.visits import Deciding, SignedForm, Visit
from approval_ui.words.inputs import EVIDENCE
from approval_ui.words.refusals import REFUSALS
from kindregards.domain.applications import Outcome
from kindregards.domain.errors import ConflictError, DomainError, InvalidError
from kindregards.domain.languages import Tone
from kindregards.domain.reviewing import (
    LetterBlockedError,
    LetterMissingError,
    ReasonRequiredError,
    Recomposition,
    ReviewAnswer,
    ReviewCase,
    ReviewSummary,
)
from kindregards.http.forms import Form

UNDO_REASON = "undone_by_reviewer"

router = APIRouter()


@router.post("/queue/{review_id}/decision")
async def decide(review_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Record a decision and open the next case; when it comes too late, say who decided and keep the words."""
    desk, company_id = visit.services.desk, visit.user.company_id
    case = await desk.case(company_id, review_id)
    following = None if visit.wants_part else await case_after(visit, review_id)
    try:
        await desk.decide(company_id, review_id, answer_of(form, case, user_id=visit.user.id), now=visit.moments.now)
    except (ConflictError, InvalidError) as error:
        return await _refused(visit, case, form, error)
    if visit.wants_part:
        return visit.page("toast.html", latest=await decision_on(visit, review_id), said=None)
    return next_page(visit, following, done=review_id)


@router.post("/queue/{review_id}/recompose")
async def recompose(review_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Write the draft anew for another reason or in another tone; the case then shows the letter that this brings."""
    company_id, version = visit.user.company_id, form.number("version")
    reason = form.line("reason")
    if reason is None or version is None:
        raise ReasonRequiredError("The form names no reason. Choose one.")
    try:
        tone = form.line("tone")
        wish = Recomposition(
            reason=reason,
            version=version,
            actor=visit.user.id,
            tone=Tone(tone) if tone in set(Tone) else None,
        )
        await visit.services.recomposing.recompose(company_id, review_id, wish, now=visit.moments.now)
    except LetterMissingError:
        return see_other(f"/queue/{review_id}/letter")
    except ConflictError as error:
        return await conflict_page(visit, review_id, form, error)
    return see_other(f"/queue/{review_id}{chosen_filters(visit).suffix()}")


@router.post("/queue/{review_id}/undo")
async def undo(review_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Take a decision back while nothing has left; the case comes back to the queue."""
    del form  # only its signature matters
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    await visit.services.requests.undo(
        visit.application(case.application.id), actor=visit.user.id, reason=UNDO_REASON, now=visit.moments.now
    )
    if visit.wants_part:
        return visit.page("toast.html", latest=None, said=SAID["undone"], case=case)
    return see_other(f"/applications/{case.application.id}", done="undone")


def answer_of(form: Form, case: ReviewCase, *, user_id: str) -> ReviewAnswer:
    """Return the answer that a form gives; raise ReasonRequiredError for one without an outcome or version."""
    version, outcome = form.number("version"), form.line("outcome")
    if version is None or outcome not in {Outcome.REJECT, Outcome.ADVANCE}:
        raise ReasonRequiredError("The form names no decision. Use one of the buttons.")
    written = letter_form(form, case.letter)
    is_rewritten = written.differs_from(case.letter)
    return ReviewAnswer(
        outcome=Outcome(outcome),
        reason=form.line("reason") or "",
        version=version,
        decided_by=user_id,
        comment=form.line("comment"),
        letter_hash=form.line("letter_hash"),
        body=written.body if is_rewritten else None,
        subject=written.subject if is_rewritten else None,
        kinds=written.kinds if is_rewritten else (),
        evidence=tuple(set((form.line("opened") or "").split()) & set(EVIDENCE)),
    )


async def conflict_page(visit: Visit, review_id: str, form: Form, error: DomainError) -> Response:
    """Say who decided what, and keep what the reviewer wrote."""
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    return visit.page(
        "conflict_part.html" if visit.wants_part else "conflict.html",
        status=status_of(error),
        refusal=REFUSALS.get(error.code) or REFUSALS["conflict"],
        case=case,
        review=case.review,
        names=await visit.services.sessions.names(visit.user.company_id),
        comment=form.line("comment"),
        written=letter_form(form, None),
        reason=form.line("reason"),
    )


async def _refused(visit: Visit, case: ReviewCase, form: Form, error: ConflictError | InvalidError) -> Response:
    """Answer a decision that was not recorded, with everything that was typed."""
    if visit.wants_part:
        return await conflict_page(visit, case.review.id, form, error)
    match error:
        case LetterBlockedError() | LetterMissingError():
            return await editor_page(visit, case, form, refusal=error)
        case ConflictError():
            return await conflict_page(visit, case.review.id, form, error)
        case _:
            return await case_page(visit, case, refusal=REFUSALS[error.code].sentence, status=status_of(error))


async def case_after(visit: Visit, review_id: str) -> str | None:
    """Return the next case of the view that nobody else has open: after this one, or else from the top."""
    reviews = (await shown_queue(visit)).reviews
    ids = [review.id for review in reviews]
    at = ids.index(review_id) + 1 if review_id in ids else 0
    free = (each.id for each in (*reviews[at:], *reviews[:at]) if each.id != review_id and _is_free(each, visit))
    return next(free, None)


def next_page(visit: Visit, review_id: str | None, **said: str) -> Response:
    """Go on to a case, or to the queue where none is left; the view stays."""
    suffix = chosen_filters(visit).suffix(**said)
    return see_other(f"/queue/{review_id}{suffix}" if review_id else f"/queue{suffix}")


def _is_free(review: ReviewSummary, visit: Visit) -> bool:
    is_lapsed = review.lease_until is None or review.lease_until <= visit.moments.now
    return review.state.takes_decision and (review.claimed_by in {None, visit.user.id} or is_lapsed)
