"""The talent pool: reading it, and inviting somebody of it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from api.bodies import BodyOf
from api.cursors import After, Limit, cursor_for
from api.declared import asking, reading
from api.dependencies import Caller, Services, actor_of, is_id
from api.schemas.resources import Page
from api.schemas.talent_pool import InviteBody, InvitedResource, PoolEntryResource
from kindregards.domain.resending import ChannelUnreachableError
from kindregards.domain.reviewing import LetterBlockedError, LetterMissingError
from kindregards.domain.talent_pool import NotInvitableError, PoolEntryNotFoundError
from kindregards.http.refusals import RequestInvalidError

router = APIRouter(prefix="/v1/talent-pool", tags=["talent pool"])


@router.get("", responses=reading(RequestInvalidError))
async def list_entries(
    caller: Caller,
    services: Services,
    after: After,
    limit: Limit = 50,
    *,
    include_ended: Annotated[bool, Query(description="Also those whose consent counts no more.")] = False,
) -> Page[PoolEntryResource]:
    """List who may be told of openings at this moment, newest first."""
    page = await services.people.pool.page(
        caller.company_id, limit=limit, now=services.clock(), after=after, everybody=include_ended
    )
    return Page(
        data=tuple(PoolEntryResource.of(entry) for entry in page.entries), next_cursor=cursor_for(page.next_after)
    )


@router.post(
    "/{entry_id}/invite",
    status_code=202,
    responses=asking(
        PoolEntryNotFoundError, NotInvitableError, ChannelUnreachableError, LetterMissingError, LetterBlockedError
    ),
)
async def invite(
    caller: Caller,
    services: Services,
    entry_id: Annotated[str, Path(description="The `id` of an entry of the list.")],
    body: Annotated[InviteBody, Depends(BodyOf(InviteBody))],
) -> InvitedResource:
    """Have a letter sent that tells of an opening; the same opening again changes nothing."""
    if not is_id(entry_id):
        raise PoolEntryNotFoundError("There is no such entry in the talent pool. Use an `id` of its list.")
    invited = await services.people.invitations.invite(
        caller.company_id, entry_id, body.opening, actor=actor_of(caller), now=services.clock()
    )
    return InvitedResource.of(invited)
