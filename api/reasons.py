"""The managed list of reasons."""

from fastapi import APIRouter

from api.declared import reading
from api.dependencies import Caller
from api.schemas.reasons import ReasonResource, Reasons
from kindregards.domain.reasons import SHIPPED_REASONS

router = APIRouter(prefix="/v1/rejection-reasons", tags=["policies"])


@router.get("", responses=reading())
async def list_reasons(caller: Caller) -> Reasons:
    """List every reason, ours and the candidates' own."""
    del caller  # the list is the same for every company as yet
    return Reasons(data=tuple(ReasonResource.of(reason) for reason in SHIPPED_REASONS.values()))
