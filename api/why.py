"""Why an application was decided as it was."""

# ruff: noqa: FAST003 -- the dependency behind the path takes the parameter

from fastapi import APIRouter

from api.declared import reading
from api.dependencies import ApplicationInPath, Services
from api.schemas.why import Why, WhyResource
from kindregards.domain.intake import ApplicationNotFoundError
from kindregards.http.refusals import RequestInvalidError

router = APIRouter(prefix="/v1/applications", tags=["applications"])


@router.get("/{application_id}/why", responses=reading(ApplicationNotFoundError, RequestInvalidError))
async def explain(services: Services, application: ApplicationInPath) -> Why:
    """Explain every decision of an application from the record alone, the newest first."""
    records = await services.ruling.records.why(application)
    return Why(data=tuple(WhyResource.of(record) for record in records))
