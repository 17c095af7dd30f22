"""What leads do with a version: back-test it, let it decide, keep what they assessed with it."""

from contextlib import suppress
from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import see_other
from approval_ui.policies import PolicyNotFoundError, version_page
from approval_ui.refused import status_of
from approval_ui.visits import Leading, SignedForm
from kindregards.domain.errors import ConflictError
from kindregards.domain.impact_assessments import ImpactAssessmentInvalidError
from kindregards.domain.intake import PolicyUnknownError
from kindregards.domain.policy_reports import MOST_EVALUATIONS

router = APIRouter()


@router.post("/policies/{name}/versions/{number}/backtest")
async def backtest(name: str, number: int, visit: Leading, form: SignedForm) -> Response:
    """Replay what was decided under this version, and compare groups."""
    del form  # only its signature matters
    try:
        await visit.services.policies.reports.make(
            visit.user.company_id, name, number, by=visit.user.id, now=visit.moments.now, most=MOST_EVALUATIONS
        )
    except PolicyUnknownError as error:
        raise PolicyNotFoundError(error.message) from None
    return see_other(f"/policies/{name}/versions/{number}", done="reported")


@router.post("/policies/{name}/versions/{number}/activate")
async def activate(name: str, number: int, visit: Leading, form: SignedForm) -> Response:
    """Let a version decide from now on, or say on its page what is missing."""
    del form  # only its signature matters
    try:
        await visit.services.policies.activation.activate(
            visit.user.company_id, name, number, by=visit.user.id, now=visit.moments.now
        )
    except PolicyUnknownError as error:
        raise PolicyNotFoundError(error.message) from None
    except ConflictError as error:
        return await version_page(visit, name, number, refusal=error.code, status=status_of(error))
    return see_other(f"/policies/{name}/versions/{number}", done="activated")


@router.post("/policies/{name}/versions/{number}/impact-assessments")
async def keep_assessment(name: str, number: int, visit: Leading, form: SignedForm) -> Response:
    """Keep an impact assessment with a version; what cannot be kept comes back as it was typed."""
    title, text, made_on = form.line("title") or "", form.text("text", ""), date.max
    with suppress(ValueError):  # a day that cannot be read is refused as one that is not over
        made_on = date.fromisoformat(form.line("made_on") or "")
    try:
        await visit.services.policies.impact.add(
            visit.user.company_id,
            name,
            number,
            title=title,
            text=text,
            made_on=made_on,
            by=visit.user.id,
            now=visit.moments.now,
        )
    except PolicyUnknownError as error:
        raise PolicyNotFoundError(error.message) from None
    except ImpactAssessmentInvalidError as error:
        typed = {"title": title, "text": text}
        return await version_page(visit, name, number, refusal=error.code, status=status_of(error), typed=typed)
    return see_other(f"/policies/{name}/versions/{number}", done="assessed")
