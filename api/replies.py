"""Replies: what a candidate wrote back."""

# ruff: noqa: FAST003 -- the dependency behind the path takes the parameter

from typing import Annotated

from fastapi import APIRouter, Depends

from api.bodies import BodyOf
from api.declared import asking, reading
from api.dependencies import ApplicationInPath, Caller, Services, actor_of, is_id
from api.schemas.replies import Replies, ReplyResource
from api.schemas.requests import NothingBody
from kindregards.domain.intake import ApplicationNotFoundError
from kindregards.domain.replies import ReplyNotFoundError
from kindregards.http.refusals import RequestInvalidError

router = APIRouter(prefix="/v1/applications", tags=["replies"])


@router.get("/{application_id}/replies", responses=reading(ApplicationNotFoundError, RequestInvalidError))
async def read(services: Services, application: ApplicationInPath) -> Replies:
    """List what the candidate wrote back, oldest first, and what their software answered."""
    return Replies(data=tuple(ReplyResource.of(reply) for reply in await services.replies.replies_of(application)))


@router.post(
    "/{application_id}/replies/{reply_id}/handled", responses=asking(ApplicationNotFoundError, ReplyNotFoundError)
)
async def settle(
    caller: Caller,
    services: Services,
    application: ApplicationInPath,
    reply_id: str,
    _body: Annotated[NothingBody, Depends(BodyOf(NothingBody, may_be_empty=True))],
) -> Replies:
    """Mark a reply as dealt with, so that it waits for nobody; again changes nothing."""
    if not is_id(reply_id):
        raise ReplyNotFoundError("There is no such reply. Use an `id` of the application's replies.")
    await services.replies.settle(application, reply_id, actor=actor_of(caller), now=services.clock())
    return await read(services, application)
