"""Doubts: letters of which nobody knows whether they left."""

from fastapi import APIRouter

from api.cursors import After, Limit, cursor_for
from api.declared import reading
from api.dependencies import Caller, Services
from api.schemas.doubts import DoubtResource
from api.schemas.resources import Page
from kindregards.http.refusals import RequestInvalidError

router = APIRouter(prefix="/v1/doubts", tags=["letters"])


@router.get("", responses=reading(RequestInvalidError))
async def list_doubts(caller: Caller, services: Services, after: After, limit: Limit = 50) -> Page[DoubtResource]:
    """List letters in doubt, oldest first, with what is known; `POST /v1/letters/{id}/resolve` settles one."""
    page = await services.doubts.page(caller.company_id, limit=limit, after=after)
    return Page(data=tuple(map(DoubtResource.of, page.doubts)), next_cursor=cursor_for(page.next_after))
