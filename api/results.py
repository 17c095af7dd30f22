"""Interview results that come after their application."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.bodies import ResultBodyOf
from api.clocks import refuse_future
from api.declared import asking
from api.dependencies import ApplicationInPath, Services
from api.schemas.applications import ApplicationResource
from api.schemas.results import InterviewResultBody
from kindregards.domain.intake import (
    AiInterviewDeclinedError,
    ApplicationDecidedError,
    ApplicationFinishedError,
    ApplicationNotFoundError,
    ResultExistsError,
)
from kindregards.http.refusals import EmotionDataRefusedError

router = APIRouter(prefix="/v1/applications", tags=["applications"])


@router.post(
    "/{application_id}/interview-result",
    status_code=202,
    responses={
        200: {"model": ApplicationResource, "description": "The same result was sent before."},
        **asking(
            ApplicationNotFoundError,
            ApplicationFinishedError,
            ApplicationDecidedError,
            AiInterviewDeclinedError,
            ResultExistsError,
            EmotionDataRefusedError,
        ),
    },
)
async def add_result(
    services: Services,
    application: ApplicationInPath,
    body: Annotated[InterviewResultBody, Depends(ResultBodyOf(InterviewResultBody))],
    response: Response,
) -> ApplicationResource:
    """Take in an interview result; the journey goes on with it."""
    refuse_future(body, at="", now=services.clock())
    submitted = await services.results.add(application, body.value(), now=services.clock())
    if not submitted.is_new:
        response.status_code = 200
    return ApplicationResource.of(submitted.application)
