"""From a journey to an integrator's server: real workflow, store, courier and socket."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kindregards.domain.applications import ApplicationState
from kindregards.domain.outgoing_events import EventDelivery, EventType, NewEndpoint
from kindregards.events_out import carrying_events
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.outbox_queue import Outbox
from kindregards.store.webhook_endpoints import WebhookEndpoints
from tests.channels.receiver import Answer, Receiver, a_receiver
from tests.world import World, a_world

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


@pytest.fixture
async def world(sqlite_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """Yield a company whose letters leave at once."""
    async with a_world(sqlite_url, tmp_path / "data") as one:
        yield one


async def subscribe(world: World, receiver: Receiver, *, pre_tell: bool = False) -> str:
    """Let a receiver hear everything; return its secret."""
    endpoints = WebhookEndpoints(world.stores.database, world.stores.companies)
    new = NewEndpoint(url=receiver.url, events=tuple(EventType), pre_tell=pre_tell)
    _, secret = await endpoints.add(DEFAULT_COMPANY_ID, new, now=await world.now())
    return secret


async def first_tried(world: World) -> EventDelivery:
    """Wait until the first event of the only endpoint was tried, and return it."""
    endpoints = WebhookEndpoints(world.stores.database, world.stores.companies)
    (endpoint,) = await endpoints.all(DEFAULT_COMPANY_ID, is_test=False)
    for _ in range(1000):
        page = await endpoints.deliveries(DEFAULT_COMPANY_ID, endpoint.id, is_test=False, limit=10, after=None)
        if page.deliveries[-1].tries:
            return page.deliveries[-1]
        await asyncio.sleep(0.02)
    raise AssertionError("waited in vain")


@asynccontextmanager
async def carrying(world: World, *, in_development: bool = True) -> AsyncIterator[None]:
    outbox = Outbox(world.stores.database, world.stores.companies)
    async with carrying_events(outbox, in_development=in_development):
        yield


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("waited in vain")


async def test_a_told_rejection_reaches_the_integrator_signed_and_in_order(world: World) -> None:
    async with a_receiver() as receiver:
        secret = await subscribe(world, receiver)
        ref = await world.submit(score=58)
        await world.until(ref, ApplicationState.TOLD)
        async with carrying(world):
            await until(lambda: len(receiver.received) == 2)

    decided, told = [request.verified(secret) for request in receiver.received]
    assert (decided["type"], told["type"]) == ("application.decided", "application.told")
    assert decided["data"]["application_id"] == ref.application_id
    assert decided["data"]["decision"]["state"] == "released"


async def test_a_receiver_that_was_down_hears_everything_later_under_the_same_id(world: World) -> None:
    async with a_receiver(Answer(status=503)) as receiver:
        secret = await subscribe(world, receiver)
        ref = await world.submit(score=58)
        await world.until(ref, ApplicationState.TOLD)
        async with carrying(world):
            await until(lambda: len(receiver.received) == 3)

    types = [request.verified(secret)["type"] for request in receiver.received]
    ids = [request.headers["webhook-id"] for request in receiver.received]
    assert types == ["application.decided", "application.decided", "application.told"]
    assert ids[0] == ids[1] != ids[2]


async def test_outside_development_this_machine_hears_nothing(world: World) -> None:
    async with a_receiver() as receiver:
        await subscribe(world, receiver)
        ref = await world.submit(score=58)
        await world.until(ref, ApplicationState.TOLD)
        async with carrying(world, in_development=False):
            first = await first_tried(world)

    assert receiver.connections == 0
    assert (first.state, first.last_error) == ("waiting", "url_not_allowed")
