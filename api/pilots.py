"""Policies of jobs and departments, and versions that decide on paper."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.bodies import BodyOf
from api.declared import asking, reading, writing
from api.dependencies import Caller, Services, actor_of
from api.policies import PolicyNotFoundError
from api.schemas.pilots import AssignmentBody, AssignmentResource, PilotBody, PilotComparison, PilotResource
from api.schemas.requests import NothingBody
from api.schemas.resources import Everything
from kindregards.domain.intake import PolicyUnknownError
from kindregards.domain.pilots import PilotNotFoundError, SubjectInvalidError
from kindregards.http.refusals import RequestInvalidError

router = APIRouter(prefix="/v1", tags=["policies"])
PilotId = Annotated[str, Path(max_length=36, description="The id that starting the pilot answered.")]


@router.get("/policy-assignments", responses=reading())
async def assignments(caller: Caller, services: Services) -> Everything[AssignmentResource]:
    """List which policy a job or department gets where its applications name none."""
    found = await services.ruling.assignments.all(caller.company_id)
    return Everything(data=tuple(AssignmentResource.of(each) for each in found))


@router.put("/policy-assignments", responses=writing(PolicyNotFoundError, SubjectInvalidError))
async def assign(
    caller: Caller, services: Services, body: Annotated[AssignmentBody, Depends(BodyOf(AssignmentBody))]
) -> Everything[AssignmentResource]:
    """Give a job or department a policy that decides from now on, or with null none of its own."""
    try:
        await services.ruling.assignments.assign(
            caller.company_id, body.scope, body.subject, body.policy, actor=actor_of(caller), now=services.clock()
        )
    except PolicyUnknownError as error:
        raise PolicyNotFoundError(error.message) from None
    return await assignments(caller, services)


@router.get("/pilots", responses=reading())
async def pilots(caller: Caller, services: Services) -> Everything[PilotResource]:
    """List versions that decide on paper, the newest first."""
    found = await services.ruling.pilots.all(caller.company_id)
    return Everything(data=tuple(PilotResource.of(each) for each in found))


@router.post("/pilots", status_code=201, responses=asking(PolicyNotFoundError, SubjectInvalidError))
async def start(
    caller: Caller, services: Services, body: Annotated[PilotBody, Depends(BodyOf(PilotBody))]
) -> PilotResource:
    """Let a version decide on paper about what a job or department gets; no candidate is told anything of it."""
    try:
        pilot = await services.ruling.pilots.start(
            caller.company_id,
            body.policy,
            body.version,
            body.scope,
            body.subject,
            actor=actor_of(caller),
            now=services.clock(),
        )
    except PolicyUnknownError as error:
        raise PolicyNotFoundError(error.message) from None
    return PilotResource.of(pilot)


@router.get("/pilots/{pilot_id}", responses=reading(PilotNotFoundError, RequestInvalidError))
async def read(caller: Caller, services: Services, pilot_id: PilotId) -> PilotComparison:
    """Compare what a pilot would have done with what really happened."""
    pilot, comparison = await services.ruling.pilots.compared(caller.company_id, pilot_id)
    return PilotComparison.of_both(pilot, comparison)


@router.post("/pilots/{pilot_id}/end", responses=asking(PilotNotFoundError))
async def end(
    caller: Caller,
    services: Services,
    pilot_id: PilotId,
    _body: Annotated[NothingBody, Depends(BodyOf(NothingBody, may_be_empty=True))],
) -> PilotResource:
    """Stop a pilot; what it decided on paper stays."""
    pilot = await services.ruling.pilots.end(caller.company_id, pilot_id, actor=actor_of(caller), now=services.clock())
    return PilotResource.of(pilot)
