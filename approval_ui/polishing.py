"""Having a draft said better by a language model: the reviewer reads the difference, and takes or leaves it."""

from dataclasses import replace
from itertools import count

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.editing import ShownSuggestion, editor_page
from approval_ui.letter_form import letter_form
from approval_ui.visits import Deciding, SignedForm
from kindregards.domain.errors import ConflictError
from kindregards.domain.letter_parts import with_words
from kindregards.domain.polishing import PolishingOffError, PolishingUnavailableError
from kindregards.domain.rewriting import paragraphs
from kindregards.http.forms import Form

router = APIRouter()


@router.post("/queue/{review_id}/polish")
async def polish(review_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Show what a model would say better, or why it would not; no word typed is lost, and nothing is kept."""
    company_id, polishing = visit.user.company_id, visit.services.polishing
    case = await visit.services.desk.case(company_id, review_id)
    try:
        if polishing is None:
            raise PolishingOffError("No language model is set up here.")
        version = form.number("version") or 0
        polished = await polishing.suggest(company_id, review_id, version=version, now=visit.moments.now)
    except (ConflictError, PolishingUnavailableError) as error:
        return await editor_page(visit, case, form, refusal=error)
    stands = set(paragraphs(letter_form(form, case.letter).body))
    suggestion = tuple(
        ShownSuggestion(before=before, after=after) for before, after in polished.changes if before in stands
    )
    return await editor_page(visit, case, form, suggestion=suggestion)


@router.post("/queue/{review_id}/polish/take")
async def take(review_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Put the model's paragraphs into the editor; those that the reviewer rewrote meanwhile stay theirs."""
    case = await visit.services.desk.case(visit.user.company_id, review_id)
    written = letter_form(form, case.letter)
    changes = [(each.before, each.after) for each in _suggestion_in(form)]
    return await editor_page(visit, case, form, written=replace(written, parts=with_words(written.parts, changes)))


def _suggestion_in(form: Form) -> tuple[ShownSuggestion, ...]:
    """Return the paragraphs that came along with the form: nothing is kept between reading and taking them."""
    found: list[ShownSuggestion] = []
    for number in count():
        if not form.has(f"polished-{number}-before"):
            return tuple(found)
        before, after = (form.text(f"polished-{number}-{which}", "") for which in ("before", "after"))
        found.append(ShownSuggestion(before=before, after=after))
    return tuple(found)
