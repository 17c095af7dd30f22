"""The managed list of reasons: everybody's, and those of the company."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.bodies import BodyOf
from api.declared import asking, reading
from api.dependencies import Caller, Services, actor_of
from api.schemas.reasons import ReasonBody, ReasonResource, Reasons
from api.schemas.requests import NothingBody
from kindregards.domain.reason_writing import ReasonInvalidError, ReasonNotFoundError, ReasonShippedError

router = APIRouter(prefix="/v1/rejection-reasons", tags=["policies"])


@router.get("", responses=reading())
async def list_reasons(caller: Caller, services: Services) -> Reasons:
    """List every reason: everybody's, the company's own, and the candidates'."""
    reasons = await services.ruling.reasons.all(caller.company_id)
    return Reasons(data=tuple(ReasonResource.of(reason) for reason in reasons.values()))


@router.post("", status_code=201, responses=asking(ReasonShippedError, ReasonInvalidError))
async def write(
    caller: Caller, services: Services, body: Annotated[ReasonBody, Depends(BodyOf(ReasonBody))]
) -> ReasonResource:
    """Add a reason of the company's own, or the next version of one; letters not yet composed take it."""
    kept = await services.ruling.reasons.write(
        caller.company_id, body.value(), author=actor_of(caller), now=services.clock()
    )
    return ReasonResource.of(kept)


@router.post("/{code}/retire", responses=asking(ReasonNotFoundError, ReasonShippedError))
async def retire(
    caller: Caller,
    services: Services,
    code: Annotated[str, Path(max_length=200)],
    _body: Annotated[NothingBody, Depends(BodyOf(NothingBody, may_be_empty=True))],
) -> ReasonResource:
    """Offer a reason of the company's own to nobody any more; what it decided keeps it."""
    kept = await services.ruling.reasons.retire(caller.company_id, code, actor=actor_of(caller), now=services.clock())
    return ReasonResource.of(kept)
