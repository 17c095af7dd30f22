"""Trying letters out: the same composing, lint and rendering that guard sending, and nothing is kept."""

from typing import Annotated

from fastapi import APIRouter, Depends

from api.bodies import BodyOf
from api.declared import asking
from api.dependencies import Caller, Services, is_id
from api.schemas.letter_trials import FindingsResource, LintBody, PreviewBody, PreviewResource
from kindregards.domain.intake import ApplicationNotFoundError, ReasonUnknownError
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.letter_trials import TrialLetter
from kindregards.domain.preview_links import preview_links
from kindregards.domain.reviewing import LetterMissingError

router = APIRouter(prefix="/v1/letters", tags=["letters"])


@router.post("/lint", responses=asking(ApplicationNotFoundError, LetterMissingError))
async def lint(
    caller: Caller, services: Services, body: Annotated[LintBody, Depends(BodyOf(LintBody))]
) -> FindingsResource:
    """Look words over as the outcome letter of an application."""
    return FindingsResource.of(await _tried(caller.company_id, services, body))


@router.post("/preview", responses=asking(ApplicationNotFoundError, ReasonUnknownError, LetterMissingError))
async def preview(
    caller: Caller, services: Services, body: Annotated[PreviewBody, Depends(BodyOf(PreviewBody))]
) -> PreviewResource:
    """Show what would be sent on each channel."""
    tried = await _tried(caller.company_id, services, body)
    return PreviewResource.of(tried, services.letters.renderer.render(tried.letter, preview_links(services.links)))


async def _tried(company_id: str, services: Services, body: LintBody | PreviewBody) -> TrialLetter:
    if not is_id(body.application_id):
        raise ApplicationNotFoundError("There is no such application. `application_id` is the `id` of its resource.")
    ref = ApplicationRef(company_id=company_id, application_id=body.application_id)
    return await services.letters.trials.letter(ref, body.wish(), now=services.clock())
