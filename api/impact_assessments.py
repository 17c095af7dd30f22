"""Impact assessments: what a company found out before a policy judged people, kept with the version."""

from datetime import date, datetime
from typing import Annotated, Self

from fastapi import APIRouter, Depends
from pydantic import Field

from api.bodies import BodyOf
from api.declared import asking, reading
from api.dependencies import Caller, Services, actor_of
from api.policies import PolicyName, PolicyNotFoundError
from api.policy_reports import VersionNumber
from api.schemas.resources import Resource
from kindregards.domain.impact_assessments import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    ImpactAssessment,
    ImpactAssessmentInvalidError,
)
from kindregards.domain.intake import PolicyUnknownError
from kindregards.http.json_bodies import JsonBody
from kindregards.http.refusals import RequestInvalidError

router = APIRouter(prefix="/v1/policies", tags=["policies"])


class ImpactAssessmentBody(JsonBody):
    """An assessment to keep; it is about people in general and names none."""

    title: Annotated[str, Field(min_length=1, max_length=LONGEST_TITLE)]
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    made_on: date


class ImpactAssessmentResource(Resource):
    """One assessment; nothing changes or removes it."""

    id: str
    policy: str
    version: int
    title: str
    text: str
    made_on: date
    added_by: str
    added_at: datetime
    kept_until: date

    @classmethod
    def of(cls, assessment: ImpactAssessment) -> Self:
        """Return the resource of an assessment."""
        return cls(
            id=assessment.id,
            policy=assessment.policy_name,
            version=assessment.version,
            title=assessment.title,
            text=assessment.text,
            made_on=assessment.made_on,
            added_by=assessment.added_by,
            added_at=assessment.added_at,
            kept_until=assessment.kept_until,
        )


class ImpactAssessmentList(Resource):
    """The assessments of a version, the newest first."""

    data: tuple[ImpactAssessmentResource, ...]


@router.get("/{name}/versions/{version}/impact-assessments", responses=reading(RequestInvalidError))
async def read(caller: Caller, services: Services, name: PolicyName, version: VersionNumber) -> ImpactAssessmentList:
    """Return what was assessed of a version."""
    found = await services.ruling.impact.of(caller.company_id, name, version)
    return ImpactAssessmentList(data=tuple(map(ImpactAssessmentResource.of, found)))


@router.post(
    "/{name}/versions/{version}/impact-assessments",
    status_code=201,
    responses=asking(PolicyNotFoundError, ImpactAssessmentInvalidError),
)
async def add(
    caller: Caller,
    services: Services,
    name: PolicyName,
    version: VersionNumber,
    body: Annotated[ImpactAssessmentBody, Depends(BodyOf(ImpactAssessmentBody))],
) -> ImpactAssessmentResource:
    """Keep an assessment with a version; the same again is kept once."""
    try:
        kept = await services.ruling.impact.add(
            caller.company_id,
            name,
            version,
            title=body.title,
            text=body.text,
            made_on=body.made_on,
            by=actor_of(caller),
            now=services.clock(),
        )
    except PolicyUnknownError as error:
        raise PolicyNotFoundError(error.message) from None
    return ImpactAssessmentResource.of(kept)
