"""Sending: the switch that keeps every letter of a company from leaving."""

from typing import Annotated

from fastapi import APIRouter, Depends

from api.bodies import BodyOf
from api.declared import asking, reading
from api.dependencies import Caller, Services, actor_of
from api.schemas.sending import SendingBody, SendingResource
from kindregards.domain.errors import ForbiddenError
from kindregards.http.refusals import FieldProblem, RequestInvalidError

router = APIRouter(prefix="/v1/sending", tags=["letters"])


class LiveKeyRequiredError(ForbiddenError):
    """A test key may not decide about letters that leave."""

    code = "live_key_required"


@router.get("", responses=reading())
async def read(caller: Caller, services: Services) -> SendingResource:
    """Return whether sending is paused, since when, by whom and why."""
    return SendingResource.of(await services.pauses.current(caller.company_id))


@router.post("", responses=asking(LiveKeyRequiredError))
async def switch(
    caller: Caller,
    services: Services,
    body: Annotated[SendingBody, Depends(BodyOf(SendingBody))],
) -> SendingResource:
    """Pause all sending, reminders too, or let it go on; letters wait and stay undoable meanwhile."""
    if caller.is_test:
        raise LiveKeyRequiredError("A test key pauses nothing: use a key that begins with kr_live_.")
    actor, now = actor_of(caller), services.clock()
    if not body.paused:
        await services.pauses.go_on(caller.company_id, actor=actor, now=now)
        return SendingResource.of(None)
    if body.reason is None:
        sentence = "Say why sending is paused: your colleagues read it on every page"
        raise RequestInvalidError([FieldProblem(pointer="/reason", code="field_required", message=sentence)])
    pause = await services.pauses.pause(caller.company_id, actor=actor, reason=body.reason, now=now)
    return SendingResource.of(pause)
