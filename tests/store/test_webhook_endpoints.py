"""Integrators' endpoints and their logs."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from kindregards.domain.outgoing_events import (
    EndpointDisabledError,
    EndpointNotFoundError,
    EndpointsFullError,
    EventKeptError,
    EventNotFoundError,
    EventState,
    EventType,
    NewEndpoint,
    WebhookEndpoint,
)
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.webhook_endpoints import MOST_ENDPOINTS
from tests.builders import NOW
from tests.store.neighbours import (
    GONE,
    NOT_TAKEN,
    TAKEN,
    URL,
    a_neighbour,
    carry,
    claim,
    claim_one,
    endpoints_of,
    heard_by,
    log_of,
    outbox_of,
)
from tests.store.office import LATER, Office

pytestmark = pytest.mark.anyio
OTHER_COMPANY = "00000000-0000-7000-8000-000000000002"


async def replay(office: Office, endpoint: WebhookEndpoint, delivery_id: str) -> None:
    await endpoints_of(office).replay(DEFAULT_COMPANY_ID, endpoint.id, delivery_id, is_test=endpoint.is_test, now=LATER)


async def remove(office: Office, endpoint: WebhookEndpoint) -> None:
    await endpoints_of(office).remove(DEFAULT_COMPANY_ID, endpoint.id, is_test=endpoint.is_test, now=LATER)


async def test_an_endpoint_is_listed_as_it_was_added(office: Office) -> None:
    added = await a_neighbour(office, EventType.REVIEW_OPENED, pre_tell=True)

    (listed,) = await endpoints_of(office).all(DEFAULT_COMPANY_ID, is_test=False)

    assert listed == added
    assert listed == WebhookEndpoint(
        id=added.id,
        url=URL,
        events=(EventType.REVIEW_OPENED,),
        pre_tell=True,
        is_test=False,
        created_at=NOW,
    )


async def test_each_secret_is_new(office: Office) -> None:
    secrets = [(await endpoints_of(office).add(DEFAULT_COMPANY_ID, NewEndpoint(url=URL), now=NOW))[1] for _ in range(3)]

    assert len(set(secrets)) == 3


async def test_there_is_a_limit_for_each_mode(office: Office) -> None:
    for _ in range(MOST_ENDPOINTS):
        last = await a_neighbour(office)

    with pytest.raises(EndpointsFullError):
        await a_neighbour(office)
    await a_neighbour(office, is_test=True)
    await remove(office, last)
    await a_neighbour(office)

    assert len(await endpoints_of(office).all(DEFAULT_COMPANY_ID, is_test=False)) == MOST_ENDPOINTS


async def test_a_removed_endpoint_hears_nothing_and_is_known_to_nobody(office: Office) -> None:
    neighbour = await a_neighbour(office)
    await office.ask(await office.submit(1, score=66))

    await remove(office, neighbour)
    await office.ask(await office.submit(2, score=66))

    assert await endpoints_of(office).all(DEFAULT_COMPANY_ID, is_test=False) == ()
    assert await outbox_of(office).lines(now=LATER) == ()
    assert await claim(office, neighbour, now=LATER) == ()
    with pytest.raises(EndpointNotFoundError):
        await log_of(office, neighbour)
    with pytest.raises(EndpointNotFoundError):
        await remove(office, neighbour)


async def test_the_secret_of_a_removed_endpoint_is_destroyed(office: Office) -> None:
    neighbour = await a_neighbour(office)

    await remove(office, neighbour)

    secret = await office.database.read(
        lambda session: session.execute(text("SELECT sealed_secret FROM webhook_endpoints")).scalar_one()
    )
    assert secret is None


async def test_an_event_written_while_its_endpoint_was_removed_is_cancelled(office: Office) -> None:
    neighbour = await a_neighbour(office)
    await office.ask(await office.submit(1, score=66))
    await office.database.write(
        lambda session: session.execute(text("UPDATE webhook_endpoints SET deleted_at = created_at"))
    )

    claimed = await claim(office, neighbour, now=LATER)

    assert claimed == ()
    assert await outbox_of(office).lines(now=LATER) == ()


async def test_an_event_under_way_to_a_removed_endpoint_ends_quietly(office: Office) -> None:
    neighbour = await a_neighbour(office)
    await office.ask(await office.submit(1, score=66))
    under_way = await claim_one(office, neighbour)

    await remove(office, neighbour)
    await outbox_of(office).settle(under_way, NOT_TAKEN, now=LATER)

    assert await outbox_of(office).lines(now=LATER + timedelta(days=1)) == ()


async def test_the_other_mode_and_other_companies_see_nothing(office: Office) -> None:
    live = await a_neighbour(office)
    endpoints = endpoints_of(office)

    assert await endpoints.all(DEFAULT_COMPANY_ID, is_test=True) == ()
    assert await endpoints.all(OTHER_COMPANY, is_test=False) == ()
    for company_id, is_test in ((DEFAULT_COMPANY_ID, True), (OTHER_COMPANY, False)):
        with pytest.raises(EndpointNotFoundError):
            await endpoints.remove(company_id, live.id, is_test=is_test, now=LATER)
        with pytest.raises(EndpointNotFoundError):
            await endpoints.deliveries(company_id, live.id, is_test=is_test, limit=10, after=None)
        with pytest.raises(EndpointNotFoundError):
            await endpoints.replay(company_id, live.id, live.id, is_test=is_test, now=LATER)


async def test_the_log_is_paged_from_the_newest(office: Office) -> None:
    neighbour = await a_neighbour(office)
    for number in range(5):
        await office.ask(await office.submit(number, score=66))
    endpoints, seen, after = endpoints_of(office), [], None

    while True:
        page = await endpoints.deliveries(DEFAULT_COMPANY_ID, neighbour.id, is_test=False, limit=2, after=after)
        seen += [each.data["external_id"] for each in page.deliveries]
        after = page.next_after
        if after is None:
            break

    assert seen == ["ats-4", "ats-3", "ats-2", "ats-1", "ats-0"]


async def test_the_log_says_how_it_went(office: Office) -> None:
    neighbour = await a_neighbour(office)
    await office.ask(await office.submit(1, score=66))
    await carry(office, neighbour, NOT_TAKEN)
    (waiting,) = await log_of(office, neighbour)

    await carry(office, neighbour, TAKEN, now=LATER)
    (delivered,) = await log_of(office, neighbour)

    assert (waiting.state, waiting.tries, waiting.last_error) == (EventState.WAITING, 1, "status_500")
    assert waiting.next_try_at == NOW + timedelta(seconds=5)
    assert (delivered.state, delivered.tries, delivered.last_error) == (EventState.DELIVERED, 2, None)
    assert (delivered.last_tried_at, delivered.settled_at, delivered.next_try_at) == (LATER, LATER, None)


async def test_a_replay_brings_the_same_event_again_with_new_patience(office: Office) -> None:
    neighbour = await a_neighbour(office)
    await office.ask(await office.submit(1, score=66))
    first = await carry(office, neighbour)

    await replay(office, neighbour, first.id)
    again = await carry(office, neighbour, NOT_TAKEN, now=LATER)

    (delivery,) = await log_of(office, neighbour)
    assert (again.id, again.data, again.created_at) == (first.id, first.data, first.created_at)
    assert (delivery.state, delivery.tries) == (EventState.WAITING, 1)
    assert delivery.next_try_at == LATER + timedelta(seconds=5)


async def test_a_replay_of_what_waits_makes_it_due_now_with_all_behind_it(office: Office) -> None:
    neighbour = await a_neighbour(office)
    letter = await office.rejected()
    await office.send(letter)
    for later in range(8):
        await carry(office, neighbour, NOT_TAKEN, now=LATER + timedelta(hours=6 * later))
    head = (await log_of(office, neighbour))[0]

    await replay(office, neighbour, head.id)

    assert (await log_of(office, neighbour))[0].tries == 8
    order = [(await carry(office, neighbour, now=LATER)).type for _ in range(2)]
    assert order == ["application.decided", "application.told"]


async def test_a_replay_of_an_older_event_goes_before_newer_ones(office: Office) -> None:
    neighbour = await a_neighbour(office)
    ref = await office.submit(1, score=66)
    await office.ask(ref)
    first = await carry(office, neighbour)
    await office.reject(ref)
    await office.send(await office.reject(ref))

    await replay(office, neighbour, first.id)

    assert (await claim_one(office, neighbour, now=LATER)).id == first.id
    assert len(await heard_by(office, neighbour)) == 3


async def test_what_does_not_exist_cannot_be_replayed(office: Office) -> None:
    neighbour, other = await a_neighbour(office), await a_neighbour(office)
    await office.ask(await office.submit(1, score=66))
    (delivery,) = await log_of(office, other)

    for delivery_id in (neighbour.id, delivery.id):
        with pytest.raises(EventNotFoundError):
            await replay(office, neighbour, delivery_id)


async def test_a_disabled_endpoint_takes_no_replay(office: Office) -> None:
    neighbour = await a_neighbour(office)
    await office.ask(await office.submit(1, score=66))
    gone = await carry(office, neighbour, GONE)

    with pytest.raises(EndpointDisabledError):
        await replay(office, neighbour, gone.id)


async def test_what_is_kept_in_the_house_cannot_be_replayed(office: Office) -> None:
    trial = await a_neighbour(office, is_test=True)
    await office.ask(await office.submit(1, is_test=True, score=66))
    (kept,) = await log_of(office, trial)

    with pytest.raises(EventKeptError):
        await replay(office, trial, kept.id)

    assert await outbox_of(office).lines(now=LATER) == ()
