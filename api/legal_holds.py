"""Legal holds: the record of somebody's decisions stays, whatever else is forgotten."""

# ruff: noqa: FAST003 -- the dependency behind the path takes the parameter

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Depends

from api.bodies import BodyOf
from api.declared import asking, reading
from api.dependencies import ApplicationInPath, Caller, Services, actor_of
from api.schemas.requests import UndoBody
from api.schemas.resources import Resource
from kindregards.domain.intake import ApplicationNotFoundError
from kindregards.domain.legal_holds import LegalHold, NotOnHoldError

router = APIRouter(prefix="/v1/applications", tags=["legal holds"])


class LegalHoldResource(Resource):
    """The hold on the person behind an application; all null without one."""

    since: datetime | None
    by: str | None
    reason: str | None

    @classmethod
    def of(cls, hold: LegalHold | None) -> Self:
        """Return the resource of a hold."""
        if hold is None:
            return cls(since=None, by=None, reason=None)
        return cls(since=hold.since, by=hold.by, reason=hold.reason)


@router.get("/{application_id}/legal-hold", responses=reading(ApplicationNotFoundError))
async def read(services: Services, application: ApplicationInPath) -> LegalHoldResource:
    """Say whether the record of this person's decisions is on hold."""
    return LegalHoldResource.of(await services.people.holds.hold_of(application))


@router.post("/{application_id}/legal-hold", responses=asking(ApplicationNotFoundError))
async def place(
    caller: Caller,
    services: Services,
    application: ApplicationInPath,
    body: Annotated[UndoBody, Depends(BodyOf(UndoBody))],
) -> LegalHoldResource:
    """Keep the record of this person's decisions until the hold is lifted; where one is, nothing changes."""
    hold = await services.people.holds.place(
        application, actor=actor_of(caller), reason=body.reason, now=services.clock()
    )
    return LegalHoldResource.of(hold)


@router.post("/{application_id}/legal-hold/lift", responses=asking(ApplicationNotFoundError, NotOnHoldError))
async def lift(
    caller: Caller,
    services: Services,
    application: ApplicationInPath,
    body: Annotated[UndoBody, Depends(BodyOf(UndoBody))],
) -> LegalHoldResource:
    """Lift the hold: the record goes when no law wants it any more."""
    await services.people.holds.lift(application, actor=actor_of(caller), reason=body.reason, now=services.clock())
    return LegalHoldResource.of(None)
