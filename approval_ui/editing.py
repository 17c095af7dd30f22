"""Editing a letter part by part, with the lint looking on."""

from dataclasses import dataclass, replace

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from approval_ui.answers import letter_in_frame, see_other
from approval_ui.letter_form import LetterForm, changes_from, letter_form
from approval_ui.previews import rendered_preview
from approval_ui.refused import status_of
from approval_ui.review_case import open_case
from approval_ui.visits import Deciding, SignedForm, Visit
from approval_ui.words.findings import shown_findings
from approval_ui.words.refusals import REFUSALS
from kindregards.domain.errors import DomainError
from kindregards.domain.letter_starters import Fact, facts_to_insert, strong_candidate, with_fact
from kindregards.domain.letters import BlockKind
from kindregards.domain.reviewing import LetterMissingError, ReviewCase
from kindregards.domain.text_changes import Piece, text_changes
from kindregards.http.forms import Form

router = APIRouter()

STARTER = "starter"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSuggestion:
    """A paragraph that a language model says better."""

    before: str
    after: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return the difference, word by word."""
        return text_changes(self.before, self.after)


@router.get("/queue/{review_id}/letter")
async def show_editor(review_id: str, visit: Deciding) -> Response:
    """Show the editor with the draft; once the case is decided, the case, which says what was decided."""
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    if not case.review.state.takes_decision:
        return see_other(f"/queue/{review_id}")
    return await editor_page(visit, case, Form({}), holder=await open_case(visit, case))


@router.post("/queue/{review_id}/letter")
async def insert_words(review_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Show the editor with the words of a form, a fact inserted, or words to begin with; nothing is kept."""
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    written, facts, wished = letter_form(form, case.letter), _facts(case), form.line("insert") or ""
    if wished == STARTER and case.letter is not None:
        return await editor_page(
            visit, case, form, written=replace(written, parts=strong_candidate(case.letter, facts))
        )
    if not (wished.isascii() and wished.isdigit() and int(wished) < len(facts)):
        return await editor_page(visit, case, form)
    place = place_to_insert(form, written)
    parts = with_fact(written.parts, facts[int(wished)], place)
    return await editor_page(visit, case, form, written=replace(written, parts=parts), focus=place)


@router.post("/queue/{review_id}/lint")
async def check_letter(review_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Say what the lint finds in words that are not kept."""
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    return HTMLResponse(visit.render("findings.html", **await _judged(visit, case, letter_form(form, case.letter))))


@router.post("/queue/{review_id}/preview")
async def preview_words(review_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Show the edited letter as an e-mail, for a frame."""
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    if case.letter is None:
        raise LetterMissingError(f"Review {review_id} has no draft to show.")
    letter = letter_form(form, case.letter).letter_from(case.letter)
    return letter_in_frame(rendered_preview(visit, letter).html, links_open=False)


async def editor_page(  # noqa: PLR0913 -- one fact each
    visit: Visit,
    case: ReviewCase,
    form: Form,
    *,
    written: LetterForm | None = None,
    focus: int | None = None,
    holder: str | None = None,
    suggestion: tuple[ShownSuggestion, ...] | None = None,
    refusal: DomainError | None = None,
) -> Response:
    """Return the editor with the reviewer's words, or the draft's where they have written none."""
    written = written or letter_form(form, case.letter)
    html = visit.render(
        "editor.html",
        case=case,
        review=case.review,
        written=written,
        is_changed=written.differs_from(case.letter) or form.line("comment") is not None,
        place=place_to_insert(form, written),
        focus=focus,
        reason=form.line("reason") or case.review.reason,
        comment=form.line("comment"),
        facts=_facts(case),
        starter=STARTER,
        holder=holder,
        may_polish=visit.services.polishing is not None and case.letter is not None,
        suggestion=suggestion,
        refusal=REFUSALS.get(refusal.code, REFUSALS["conflict"]) if refusal else None,
        **await _judged(visit, case, written),
    )
    return HTMLResponse(html, status_code=status_of(refusal) if refusal else 200)


def place_to_insert(form: Form, written: LetterForm) -> int:
    """Return the number of the part that facts go into: the one chosen, or that of the highlights."""
    fields = list(written.fields)
    chosen = form.line("into")
    return fields.index(chosen) if chosen in fields else written.place_of(BlockKind.HIGHLIGHT)


async def _judged(visit: Visit, case: ReviewCase, written: LetterForm) -> dict[str, object]:
    """Return what the lint says of the words, by part, and how they differ from the draft's."""
    try:
        found = await visit.services.desk.check(
            visit.user.company_id, case.review.id, body=written.body, subject=written.subject, kinds=written.kinds
        )
    except LetterMissingError:
        found = None  # there is no draft that the words could be held against
    return {
        "findings": shown_findings(
            found or (), written.body, visit.user.language, visit.words, field_of=written.field_of
        ),
        "is_checked": found is not None,
        "changes": changes_from(case.letter, written),
    }


def _facts(case: ReviewCase) -> tuple[Fact, ...]:
    return facts_to_insert(case.result, case.job, case.candidate.language)
