"""Having a draft said better by a language model: a suggestion that a reviewer may use."""

from typing import Annotated

from fastapi import APIRouter, Depends

from api.bodies import BodyOf
from api.declared import asking
from api.dependencies import Caller, Services
from api.reviews import ReviewInPath
from api.schemas.polishing import PolishedLetterResource, PolishingBody
from kindregards.domain.polishing import (
    PolishingBudgetUsedError,
    PolishingOffError,
    PolishingRefusedError,
    PolishingUnavailableError,
)
from kindregards.domain.reviewing import (
    AlreadyDecidedError,
    LetterMissingError,
    ReviewNotFoundError,
    StaleVersionError,
)

router = APIRouter(prefix="/v1/reviews", tags=["reviews"])


@router.post(
    "/{review_id}/polish",
    responses=asking(
        ReviewNotFoundError,
        StaleVersionError,
        AlreadyDecidedError,
        LetterMissingError,
        PolishingOffError,
        PolishingBudgetUsedError,
        PolishingRefusedError,
        PolishingUnavailableError,
    ),
)
async def polish(
    caller: Caller,
    services: Services,
    review: ReviewInPath,
    body: Annotated[PolishingBody, Depends(BodyOf(PolishingBody))],
) -> PolishedLetterResource:
    """Suggest the draft in a language model's words, with what would change; the draft stays as it is."""
    polished = await services.polishing.suggest(caller.company_id, review, version=body.version, now=services.clock())
    return PolishedLetterResource.of(polished)
