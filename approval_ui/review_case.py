"""One case: why it waits, what the interview says, and the letter that would be sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from approval_ui.answers import letter_in_frame
from approval_ui.latest import is_undoable, latest_decision
from approval_ui.previews import in_light, preview_of, rendered_preview, sights
from approval_ui.putting_off import snooze_choices
from approval_ui.queue import VIEWS, ShownQueue, shown_queue
from approval_ui.said import SAID
from approval_ui.transcripts import passages_of
from approval_ui.visits import Deciding, SignedForm, SignedIn, Visit
from approval_ui.words.findings import shown_findings
from approval_ui.words.rules import rule_sentence, score_verdict
from kindregards.domain.languages import Language
from kindregards.domain.letter_trials import TrialWish
from kindregards.domain.letters import Letter
from kindregards.domain.reviewing import LetterMissingError, ReviewCase, ReviewSummary, Seen

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Where a case stands in the queue; `position` counts from 1."""

    position: int | None = None
    total: int = 0
    previous: str | None = None
    following: str | None = None


@router.get("/queue/{review_id}")
async def show_case(review_id: str, visit: SignedIn) -> Response:
    """Show a case; opening it is the lease that others see. A part asked for ahead of time opens nothing yet."""
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    if visit.wants_part:
        return HTMLResponse(visit.render("case_part.html", **await case_values(visit, case), is_part=True))
    holder = await open_case(visit, case)
    return await case_page(visit, case, holder=holder)


@router.post("/queue/{review_id}/claim")
async def keep_claim(review_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Renew the lease while the case stays open in a browser; answer with who is there."""
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    version = form.number("version") or case.review.version
    seen = Seen(version=version, letter_hash=form.line("letter_hash"))
    holder = await open_case(visit, case, seen=seen)
    is_stale = version != case.review.version or (form.has("letter_hash") and seen.letter_hash != case.letter_hash)
    return visit.page(
        "presence.html", case=case, review=case.review, holder=holder, is_current=True, is_stale=is_stale, seen=seen
    )


@router.get("/queue/{review_id}/preview")
async def preview_letter(review_id: str, visit: SignedIn) -> Response:
    """Show the draft as an e-mail, for a frame."""
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    if case.letter is None:
        raise LetterMissingError(f"Review {review_id} has no draft to show.")
    letter = await in_language(visit, case.application.id, case.letter, visit.asked("language"))
    return letter_in_frame(in_light(rendered_preview(visit, letter).html, visit.asked("light")), links_open=False)


async def in_language(visit: Visit, application_id: str, draft: Letter, asked: str | None) -> Letter:
    """Return the draft, or what the templates would say in another language for who cannot read it."""
    language = next((each for each in Language if each == asked), draft.language)
    if language is draft.language:
        return draft
    wish = TrialWish(language=language, tone=draft.tone)
    tried = await visit.services.letter_trials.letter(visit.application(application_id), wish, now=visit.moments.now)
    return tried.letter


async def open_case(visit: Visit, case: ReviewCase, *, seen: Seen | None = None) -> str | None:
    """Lease a case that waits and write down what is seen of it; return who else has it open, or None."""
    if not case.review.state.takes_decision or not visit.may_decide:
        return None
    services, company_id, now = visit.services, visit.user.company_id, visit.moments.now
    seen = seen or seen_of(case)
    if await services.desk.claim(company_id, case.review.id, user_id=visit.user.id, now=now, seen=seen):
        return None
    holder = case.review.claimed_by
    return (await services.sessions.names(company_id)).get(holder or "", holder or "?")


def seen_of(case: ReviewCase) -> Seen:
    """Return what a page shows of a case."""
    return Seen(version=case.review.version, letter_hash=case.letter_hash)


async def case_page(
    visit: Visit,
    case: ReviewCase,
    *,
    holder: str | None = None,
    refusal: str | None = None,
    status: int = 200,
) -> Response:
    """Return the page of a case beside its queue."""
    queue = await shown_queue(visit)
    values = await case_values(visit, case, queue=queue, holder=holder, refusal=refusal)
    said = SAID.get(visit.asked("said") or "")
    html = visit.render(
        "case.html", is_part=False, current=case.review.id, latest=await latest_decision(visit), said=said, **values
    )
    return HTMLResponse(html, status_code=status)


async def case_values(
    visit: Visit,
    case: ReviewCase,
    *,
    queue: ShownQueue | None = None,
    holder: str | None = None,
    refusal: str | None = None,
) -> dict[str, object]:
    """Return everything the templates show of a case."""
    services, company_id, now = visit.services, visit.user.company_id, visit.moments.now
    queue = queue or await shown_queue(visit)
    body = case.letter.body if case.letter else ""
    return {
        "queue": queue,
        "views": VIEWS,
        "case": case,
        "review": case.review,
        "seen": seen_of(case),
        "is_late": case.review.is_late(now),
        "holder": holder,
        "verdict": score_verdict(case.policy, case.review.rule, case.result),
        "rule": rule_sentence(case.policy, case.review.rule, visit.words, visit.moments),
        "requirements": {each.code: each.text for each in case.job.requirements},
        "findings": shown_findings(case.findings, body, visit.user.language, visit.words),
        "preview": preview_of(visit, case.letter, case.review.job_title),
        "sights": sights(f"/queue/{case.review.id}/preview", case.letter.language) if case.letter else (),
        "passages": passages_of(case.result, visit.asked("find")),
        "find": visit.asked("find"),
        "neighbours": neighbours_of(case.review.id, queue.reviews),
        "names": queue.names,
        "colleagues": await services.case_work.colleagues(company_id),
        "groups": await services.case_work.groups(company_id),
        "snoozes": snooze_choices(visit.moments, case.review.due_at),
        "history": await services.applications.timeline(visit.application(case.application.id)),
        "can_undo": visit.may_decide and is_undoable(case),
        "refusal": refusal,
    }


def neighbours_of(review_id: str, waiting: Sequence[ReviewSummary]) -> Neighbours:
    """Return the cases before and after one; for one that waits no more, the first that does."""
    ids = [review.id for review in waiting]
    if review_id not in ids:
        return Neighbours(total=len(ids), following=ids[0] if ids else None)
    at = ids.index(review_id)
    return Neighbours(
        position=at + 1,
        total=len(ids),
        previous=ids[at - 1] if at > 0 else None,
        following=ids[at + 1] if at + 1 < len(ids) else None,
    )
