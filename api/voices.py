"""What candidates say where your own portal asks them: feedback, and the wish to be forgotten."""

# ruff: noqa: FAST003 -- the dependency behind the path takes the parameter

from typing import Annotated

from fastapi import APIRouter, Depends

from api.bodies import BodyOf
from api.declared import PERSON_ERASED, asking, reading
from api.dependencies import ApplicationInPath, Caller, Services, actor_of
from api.schemas.requests import NothingBody
from api.schemas.voices import ErasureResource, FeedbackBody, FeedbackResource
from kindregards.domain.erasures import ErasureNotFoundError
from kindregards.domain.feedback import FeedbackTooEarlyError
from kindregards.domain.intake import ApplicationNotFoundError

router = APIRouter(prefix="/v1/applications", tags=["candidates' voice"])


@router.get("/{application_id}/feedback", responses=reading(ApplicationNotFoundError, PERSON_ERASED))
async def read_feedback(services: Services, application: ApplicationInPath) -> FeedbackResource:
    """Return how the candidate found the way they were told."""
    return FeedbackResource.of(await services.people.feedback.feedback_of(application))


@router.post(
    "/{application_id}/feedback", responses=asking(ApplicationNotFoundError, FeedbackTooEarlyError, PERSON_ERASED)
)
async def give_feedback(
    caller: Caller,
    services: Services,
    application: ApplicationInPath,
    body: Annotated[FeedbackBody, Depends(BodyOf(FeedbackBody))],
) -> FeedbackResource:
    """Pass on what a candidate said; it is counted from their letter, and a later word takes an earlier one's place."""
    await services.people.feedback.give(
        application, body.score, body.words, source=actor_of(caller), now=services.clock()
    )
    return await read_feedback(services, application)


@router.get("/{application_id}/erasure", responses=reading(ApplicationNotFoundError, ErasureNotFoundError))
async def read_erasure(services: Services, application: ApplicationInPath) -> ErasureResource:
    """Say where a wish to be forgotten stands; also after the person is."""
    return ErasureResource.of(await services.people.erasures.erasure_of(application))


@router.post("/{application_id}/erasure", status_code=202, responses=asking(ApplicationNotFoundError))
async def ask_erasure(
    caller: Caller,
    services: Services,
    application: ApplicationInPath,
    _body: Annotated[NothingBody, Depends(BodyOf(NothingBody, may_be_empty=True))],
) -> ErasureResource:
    """Ask that a person be forgotten; one of your leads carries it out in the console. Again is harmless."""
    await services.people.erasures.ask(application, source=actor_of(caller), now=services.clock())
    return ErasureResource.of(await services.people.erasures.erasure_of(application))
