"""The managed list of reasons: everybody's, and the company's own, which leads write."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import see_other
from approval_ui.refused import status_of
from approval_ui.visits import Leading, SignedForm, SignedIn, Visit
from approval_ui.words.reason_problems import REASON_PROBLEMS
from kindregards.domain.errors import ConflictError, InvalidError
from kindregards.domain.languages import Language
from kindregards.domain.reasons import Party, Reason
from kindregards.http.forms import Form
from kindregards.http.languages import marked

DONE = {
    "kept": marked("The reason is kept. Letters not yet composed take its words."),
    "retired": marked("Nobody is offered this reason any more. What it decided keeps it."),
}
PARTIES = {
    Party.COMPANY: marked("the company's"),
    Party.CANDIDATE: marked("candidates give it"),
    Party.SYSTEM: marked("the system's"),
}

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What somebody typed, and why it was not kept."""

    typed: Reason
    sentence: str


@router.get("/reasons")
async def show(visit: SignedIn) -> Response:
    """Show the whole list, and a form for one of the company's own."""
    return _page(visit)


@router.post("/reasons")
async def write(visit: Leading, form: SignedForm) -> Response:
    """Keep a reason, or the next version of one."""
    typed = _typed(form)
    try:
        await visit.services.policies.reasons.write(
            visit.user.company_id, typed, author=visit.user.id, now=visit.moments.now
        )
    except (ConflictError, InvalidError) as error:
        return _page(visit, refused=Refused(typed=typed, sentence=_sentence(error)), status=status_of(error))
    return see_other("/reasons", done="kept")


@router.post("/reasons/{code}/retire")
async def retire(code: str, visit: Leading, form: SignedForm) -> Response:
    """Offer a reason to nobody any more."""
    del form  # only its signature matters
    await visit.services.policies.reasons.retire(
        visit.user.company_id, code, actor=visit.user.id, now=visit.moments.now
    )
    return see_other("/reasons", done="retired")


def _page(visit: Visit, *, refused: Refused | None = None, status: int = 200) -> Response:
    own = [each for each in visit.reasons.values() if not each.is_shipped]
    chosen = visit.reasons.get(visit.asked("code") or "")
    return visit.page(
        "reasons.html",
        status=status,
        own=own,
        shipped=[each for each in visit.reasons.values() if each.is_shipped],
        typed=refused.typed if refused else chosen if chosen in own else None,
        refusal=refused.sentence if refused else None,
        parties=PARTIES,
        done=DONE.get(visit.asked("done") or ""),
        languages=Language,
    )


def _sentence(error: ConflictError | InvalidError) -> str:
    return REASON_PROBLEMS[str(error.details.get("problem", error.code))]


def _typed(form: Form) -> Reason:
    party, in_letter = form.line("party"), not form.has("hidden")
    text = {language: form.line(f"text-{language}") or "" for language in Language}
    return Reason(
        code=form.line("code") or "",
        party=Party(party) if party in set(Party) else Party.COMPANY,
        label_zh=form.line(f"label-{Language.CHINESE}") or "",
        label_en=form.line(f"label-{Language.ENGLISH}") or "",
        in_letter=in_letter,
        text=text if any(text.values()) else {},
        needs_evidence=form.has("needs_evidence"),
        is_shipped=False,
    )
