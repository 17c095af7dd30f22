"""Where integrators hear of events, and what was sent there."""

# ruff: noqa: FAST003 -- the dependency behind the path takes the parameter

from typing import Annotated

from fastapi import APIRouter, Depends

from api.bodies import BodyOf
from api.cursors import After, Limit, cursor_for
from api.declared import asking, reading
from api.dependencies import Caller, Services, is_id
from api.schemas.requests import NothingBody
from api.schemas.resources import Page
from api.schemas.webhook_endpoints import (
    EndpointBody,
    EndpointResource,
    EventDeliveryResource,
    NewEndpointResource,
)
from kindregards.domain.outgoing_events import (
    EndpointDisabledError,
    EndpointNotFoundError,
    EndpointsFullError,
    EventKeptError,
    EventNotFoundError,
    EventUnknownError,
    UrlNotAllowedError,
)
from kindregards.http.refusals import RequestInvalidError

router = APIRouter(prefix="/v1/webhook-endpoints", tags=["events"])


async def endpoint_of(caller: Caller, endpoint_id: str) -> str:
    """Return the id in the path where it may be one of ours."""
    del caller  # comes first: a stranger learns nothing about ids
    if not is_id(endpoint_id):
        raise EndpointNotFoundError("There is no such webhook endpoint. GET /v1/webhook-endpoints lists them.")
    return endpoint_id


EndpointInPath = Annotated[str, Depends(endpoint_of)]


@router.post(
    "",
    status_code=201,
    responses=asking(UrlNotAllowedError, EventUnknownError, EndpointsFullError, RequestInvalidError),
)
async def add(
    caller: Caller,
    services: Services,
    body: Annotated[EndpointBody, Depends(BodyOf(EndpointBody))],
) -> NewEndpointResource:
    """Add an endpoint. Events are signed as Standard Webhooks say, by the secret that is shown this once.

    What follows from a decision is sent when the candidate has been told; the scope `pre_tell` hears it before.
    Endpoints of a test key hear of test applications: their events are written into the log and not sent.
    """
    new = body.value(is_test=caller.is_test)
    await services.endpoint_addresses.check(new.url)
    endpoint, secret = await services.endpoints.add(caller.company_id, new, now=services.clock())
    return NewEndpointResource.with_secret(endpoint, secret)


@router.get("", responses=reading())
async def list_endpoints(caller: Caller, services: Services) -> Page[EndpointResource]:
    """List every endpoint, the oldest first."""
    endpoints = await services.endpoints.all(caller.company_id, is_test=caller.is_test)
    return Page(data=tuple(EndpointResource.of(endpoint) for endpoint in endpoints))


@router.delete("/{endpoint_id}", status_code=204, responses=reading(EndpointNotFoundError, RequestInvalidError))
async def remove(caller: Caller, services: Services, endpoint: EndpointInPath) -> None:
    """Delete an endpoint with its secret and its log; what waits for it is not sent."""
    await services.endpoints.remove(caller.company_id, endpoint, is_test=caller.is_test, now=services.clock())


@router.get("/{endpoint_id}/deliveries", responses=reading(EndpointNotFoundError, RequestInvalidError))
async def list_deliveries(
    caller: Caller, services: Services, endpoint: EndpointInPath, after: After, limit: Limit = 50
) -> Page[EventDeliveryResource]:
    """List what was and will be sent to an endpoint, the newest first."""
    page = await services.endpoints.deliveries(
        caller.company_id, endpoint, is_test=caller.is_test, limit=limit, after=after
    )
    return Page(
        data=tuple(EventDeliveryResource.of(delivery) for delivery in page.deliveries),
        next_cursor=cursor_for(page.next_after),
    )


@router.post(
    "/{endpoint_id}/deliveries/{delivery_id}/replay",
    status_code=202,
    responses=asking(EndpointNotFoundError, EventNotFoundError, EndpointDisabledError, EventKeptError),
)
async def replay(
    caller: Caller,
    services: Services,
    endpoint: EndpointInPath,
    delivery_id: str,
    _body: Annotated[NothingBody, Depends(BodyOf(NothingBody, may_be_empty=True))],
) -> EventDeliveryResource:
    """Send an event once more, under the same `webhook-id`, again with a day's patience."""
    if not is_id(delivery_id):
        raise EventNotFoundError(f"Webhook endpoint {endpoint} has no such delivery. Its log lists them.")
    delivery = await services.endpoints.replay(
        caller.company_id, endpoint, delivery_id, is_test=caller.is_test, now=services.clock()
    )
    return EventDeliveryResource.of(delivery)
