"""Several cases at once: give away, put off, ask; approve only what this reviewer has read, and undo all of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.case_work import assignment_of
from approval_ui.deciding import UNDO_REASON
from approval_ui.putting_off import moment_of
from approval_ui.queue import chosen_filters
from approval_ui.visits import Deciding, SignedForm, Visit
from approval_ui.words.refusals import REFUSALS, Refusal
from kindregards.domain.applications import Outcome
from kindregards.domain.case_work import MOST_IN_BULK, BulkRefusedError
from kindregards.domain.errors import ConflictError, InvalidError, NotFoundError
from kindregards.domain.reviewing import ReviewAnswer, ReviewCase
from kindregards.http.forms import Form
from kindregards.http.languages import marked

DONE = {
    "approve": marked("Approved"),
    "assign": marked("Given away"),
    "snooze": marked("Put off"),
    "ask": marked("Asked about"),
    "undo": marked("Taken back"),
}

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkLine:
    """What became of one of the cases chosen; without a refusal it was done."""

    case: ReviewCase
    refusal: Refusal | None = None


@router.post("/queue/bulk")
async def do_in_bulk(visit: Deciding, form: SignedForm) -> Response:
    """Do one thing with every case chosen; what is refused of one touches no other."""
    deed = form.line("do") or ""
    if deed not in DONE:
        raise BulkRefusedError("Choose what to do with the cases.")
    works = {"approve": _approve, "assign": _assign, "snooze": _snooze, "ask": _ask, "undo": _undo}
    lines = [await _carried_out(visit, form, review_id, works[deed]) for review_id in _chosen(form)]
    return visit.page(
        "bulk.html",
        deed=deed,
        word=DONE[deed],
        lines=lines,
        done=[line for line in lines if line.refusal is None],
        back=f"/queue{chosen_filters(visit).suffix()}",
    )


def _chosen(form: Form) -> tuple[str, ...]:
    """Return the cases chosen; raise BulkRefusedError for none, or for more than one press may do."""
    chosen = form.all("chosen")
    if not 0 < len(chosen) <= MOST_IN_BULK:
        raise BulkRefusedError(f"Choose between one and {MOST_IN_BULK} cases.")
    return chosen


_Work = Callable[[Visit, Form, ReviewCase], Awaitable[object]]


async def _carried_out(visit: Visit, form: Form, review_id: str, work: _Work) -> BulkLine:
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    try:
        await work(visit, form, case)
    except (ConflictError, InvalidError, NotFoundError) as error:
        return BulkLine(case=case, refusal=REFUSALS.get(error.code) or REFUSALS["conflict"])
    return BulkLine(case=await visit.services.desk.case(visit.user.company_id, review_id))


async def _approve(visit: Visit, form: Form, case: ReviewCase) -> None:
    """Approve a rejection as this reviewer has read it: a letter changed since is another letter."""
    del form
    seen = await visit.services.case_work.seen(visit.user.company_id, case.review.id, user_id=visit.user.id)
    answer = ReviewAnswer(
        outcome=Outcome.REJECT,
        reason=case.review.reason or "",
        version=seen.version,
        decided_by=visit.user.id,
        letter_hash=seen.letter_hash,
    )
    await visit.services.desk.decide(visit.user.company_id, case.review.id, answer, now=visit.moments.now)


async def _assign(visit: Visit, form: Form, case: ReviewCase) -> None:
    assignment = assignment_of(form.line("whose"))
    await visit.services.case_work.assign(
        visit.user.company_id, case.review.id, assignment, actor=visit.user.id, now=visit.moments.now
    )


async def _snooze(visit: Visit, form: Form, case: ReviewCase) -> None:
    until = moment_of(form.line("at"), visit.moments)
    await visit.services.case_work.snooze(
        visit.user.company_id, case.review.id, until, actor=visit.user.id, now=visit.moments.now
    )


async def _ask(visit: Visit, form: Form, case: ReviewCase) -> None:
    await visit.services.case_work.ask(
        visit.user.company_id,
        case.review.id,
        form.text("question", ""),
        of=form.line("of") or "",
        actor=visit.user.id,
        now=visit.moments.now,
    )


async def _undo(visit: Visit, form: Form, case: ReviewCase) -> None:
    del form
    await visit.services.requests.undo(
        visit.application(case.application.id), actor=visit.user.id, reason=UNDO_REASON, now=visit.moments.now
    )
