"""Editing a letter: its words and its subject, with the lint looking on."""

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import letter_in_frame
from approval_ui.previews import rendered_preview
from approval_ui.refused import status_of
from approval_ui.review_case import open_case
from approval_ui.visits import Deciding, SignedForm, Visit
from approval_ui.words.findings import ShownFinding, shown_findings
from approval_ui.words.refusals import REFUSALS
from kindregards.domain.errors import DomainError
from kindregards.domain.letter_starters import Fact, facts_to_insert, strong_candidate, with_fact
from kindregards.domain.letters import Finding
from kindregards.domain.reviewing import LetterMissingError, ReviewCase
from kindregards.domain.rewriting import rewritten
from kindregards.domain.text_changes import Change, Piece, text_changes
from kindregards.http.forms import Form

router = APIRouter()

STARTER = "starter"


@router.get("/queue/{review_id}/letter")
async def show_editor(review_id: str, visit: Deciding) -> Response:
    """Show the editor with the draft."""
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    return await editor_page(visit, case, Form({}), holder=await open_case(visit, case))


@router.post("/queue/{review_id}/letter")
async def insert_words(review_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Show the editor with a fact inserted, or with words to begin with; nothing is kept."""
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    facts, body, wished = _facts(case), form.text("body", ""), form.line("insert")
    if wished == STARTER and case.letter is not None:
        body = strong_candidate(case.letter, facts)
    elif wished and wished.isascii() and wished.isdigit() and int(wished) < len(facts):
        body = with_fact(body, facts[int(wished)])
    return await editor_page(visit, case, Form({**form.fields, "body": body}))


@router.post("/queue/{review_id}/lint")
async def check_letter(review_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Say what the lint finds in words that are not kept."""
    body, subject = form.text("body", ""), form.line("subject") or ""
    found = await _check(visit, review_id, body, subject)
    shown = shown_findings(found or (), body, visit.user.language, visit.words)
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    return visit.page("findings.html", findings=shown, is_checked=found is not None, changes=_changes(case, body))


@router.post("/queue/{review_id}/preview")
async def preview_words(review_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Show the edited letter as an e-mail, for a frame."""
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    if case.letter is None:
        raise LetterMissingError(f"Review {review_id} has no draft to show.")
    letter = rewritten(case.letter, form.text("body", ""), form.line("subject") or "")
    return letter_in_frame(rendered_preview(visit, letter).html, links_open=False)


async def editor_page(
    visit: Visit, case: ReviewCase, form: Form, *, holder: str | None = None, refusal: DomainError | None = None
) -> Response:
    """Return the editor with the reviewer's words, or the draft's where they have written none."""
    body = form.text("body", case.letter.body if case.letter else "")
    subject = form.text("subject", case.letter.subject if case.letter else "")
    found = await _check(visit, case.review.id, body, subject)
    return visit.page(
        "editor.html",
        status=status_of(refusal) if refusal else 200,
        case=case,
        review=case.review,
        body=body,
        subject=subject,
        reason=form.line("reason") or case.review.reason,
        comment=form.line("comment"),
        findings=_shown(visit, found, body),
        is_checked=found is not None,
        changes=_changes(case, body),
        facts=_facts(case),
        starter=STARTER,
        holder=holder,
        refusal=REFUSALS[refusal.code] if refusal else None,
    )


async def _check(visit: Visit, review_id: str, body: str, subject: str) -> Sequence[Finding] | None:
    """Return what the lint says, or None where there is no draft it could hold the words against."""
    try:
        return await visit.services.desk.check(visit.user.company_id, review_id, body=body, subject=subject)
    except LetterMissingError:
        return None


def _facts(case: ReviewCase) -> tuple[Fact, ...]:
    return facts_to_insert(case.result, case.job, case.candidate.language)


def _changes(case: ReviewCase, body: str) -> tuple[Piece, ...]:
    """Return what the reviewer changed of the draft, or nothing where it stands as it was."""
    pieces = text_changes(case.letter.body.strip(), body.strip()) if case.letter else ()
    return pieces if any(piece.change is not Change.SAME for piece in pieces) else ()


def _shown(visit: Visit, found: Sequence[Finding] | None, body: str) -> list[ShownFinding]:
    return shown_findings(found or (), body, visit.user.language, visit.words)
