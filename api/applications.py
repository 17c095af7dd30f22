"""Applications: taking them in and reading them."""

# ruff: noqa: FAST003 -- the dependency behind the path takes the parameter

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.bodies import BodyOf, ResultBodyOf
from api.clocks import refuse_future
from api.cursors import After, Limit, cursor_for
from api.declared import asking, reading
from api.dependencies import ApplicationInPath, Caller, Services
from api.schemas.applications import ApplicationBody, ApplicationResource
from api.schemas.requests import NothingBody, StatusLinkResource
from api.schemas.resources import Page
from api.schemas.texts import Name
from api.schemas.timeline import Timeline, TimelineEntryResource
from kindregards.domain.applications import ApplicationState, Outcome, Stage
from kindregards.domain.intake import (
    ApplicationExistsError,
    ApplicationNotFoundError,
    ApplicationQuery,
    PolicyUnknownError,
)
from kindregards.http.refusals import EmotionDataRefusedError, RequestInvalidError

router = APIRouter(prefix="/v1/applications", tags=["applications"])


@router.post(
    "",
    status_code=201,
    responses={
        200: {"model": ApplicationResource, "description": "The same application was sent before."},
        **asking(ApplicationExistsError, PolicyUnknownError, EmotionDataRefusedError),
    },
)
async def submit(
    caller: Caller,
    services: Services,
    body: Annotated[ApplicationBody, Depends(ResultBodyOf(ApplicationBody))],
    response: Response,
) -> ApplicationResource:
    """Take in an application, perhaps with its interview result, and begin its journey."""
    refuse_future(body.interview_result, at="/interview_result", now=services.clock())
    new = body.value(default_timezone=services.default_timezone, is_test=caller.is_test)
    submitted = await services.intake.submit(caller.company_id, new, now=services.clock())
    if not submitted.is_new:
        response.status_code = 200
    response.headers["location"] = f"/v1/applications/{submitted.application.id}"
    return ApplicationResource.of(submitted.application)


@router.get("", responses=reading(RequestInvalidError))
async def list_applications(  # noqa: PLR0913 -- each is one filter of the query
    *,
    caller: Caller,
    services: Services,
    after: After,
    state: ApplicationState | None = None,
    outcome: Outcome | None = None,
    stage: Stage | None = None,
    job: Annotated[Name | None, Query(description="A job's external_id.")] = None,
    q: Annotated[Name | None, Query(description="A whole name, a whole e-mail address, or an external_id.")] = None,
    limit: Limit = 50,
) -> Page[ApplicationResource]:
    """List applications, newest first."""
    query = ApplicationQuery(limit=limit, after=after, state=state, outcome=outcome, stage=stage, job=job, text=q)
    page = await services.applications.page(caller.company_id, query)
    return Page(
        data=tuple(ApplicationResource.of(view) for view in page.applications),
        next_cursor=cursor_for(page.next_after),
    )


@router.get("/{application_id}", responses=reading(ApplicationNotFoundError, RequestInvalidError))
async def read(services: Services, application: ApplicationInPath) -> ApplicationResource:
    """Say where an application stands."""
    return ApplicationResource.of(await services.applications.get(application))


@router.get("/{application_id}/timeline", responses=reading(ApplicationNotFoundError, RequestInvalidError))
async def timeline(services: Services, application: ApplicationInPath) -> Timeline:
    """List everything that happened to an application, oldest first."""
    entries = await services.applications.timeline(application)
    return Timeline(data=tuple(TimelineEntryResource.of(entry) for entry in entries))


@router.post("/{application_id}/status-link", status_code=201, responses=asking(ApplicationNotFoundError))
async def mint_status_link(
    services: Services,
    application: ApplicationInPath,
    _body: Annotated[NothingBody, Depends(BodyOf(NothingBody, may_be_empty=True))],
) -> StatusLinkResource:
    """Make a fresh link to the candidate's status page, to be handed on to them."""
    token = await services.status_links.mint(application.company_id, application.application_id, now=services.clock())
    return StatusLinkResource(url=services.links.status(token))
