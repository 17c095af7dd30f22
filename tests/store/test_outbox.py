"""Events that wait for neighbour systems: order, leases, patience."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kindregards.domain.journey import ApplicationRef
from kindregards.domain.outgoing_events import PAUSES, EventState, EventType
from kindregards.domain.ports.outbox import Receipt, Reception
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.outbox import publish
from kindregards.store.outbox_queue import LEASE
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
from tests.store.office import Office

pytestmark = pytest.mark.anyio
TOLD, OPENED, ACKNOWLEDGED = EventType.APPLICATION_TOLD, EventType.REVIEW_OPENED, EventType.APPLICATION_ACKNOWLEDGED


async def happen(office: Office, ref: ApplicationRef, *events: EventType) -> None:
    """Let events happen in one transaction."""

    def work(session: Session) -> None:
        for event in events:
            publish(session, ref, event, now=NOW, code=f"for-{event}")

    await office.database.write(work)


async def test_an_event_brings_ids_and_codes_and_the_secret_that_signs_it(office: Office) -> None:
    neighbour = await a_neighbour(office)
    ref = await office.submit()
    await happen(office, ref, TOLD)

    parcel = await claim_one(office, neighbour)

    assert (parcel.url, parcel.type, parcel.created_at) == (URL, "application.told", NOW)
    assert parcel.secret.startswith("whsec_")
    assert parcel.data == {
        "application_id": ref.application_id,
        "external_id": "ats-1",
        "stage": "screening",
        "code": "for-application.told",
    }


async def test_the_signing_secret_is_sealed_at_rest(office: Office) -> None:
    neighbour = await a_neighbour(office)
    await happen(office, await office.submit(), TOLD)
    secret = (await claim_one(office, neighbour)).secret

    stored = await office.database.read(
        lambda session: session.execute(text("SELECT sealed_secret FROM webhook_endpoints")).scalar_one()
    )

    assert secret.encode() not in bytes(stored)


async def test_an_endpoint_hears_only_what_it_asked_for(office: Office) -> None:
    neighbour = await a_neighbour(office, OPENED)

    await happen(office, await office.submit(), TOLD, OPENED)

    assert await heard_by(office, neighbour) == ["review.opened"]


async def test_each_endpoint_has_an_event_of_its_own(office: Office) -> None:
    one, other = await a_neighbour(office), await a_neighbour(office)
    await happen(office, await office.submit(), TOLD)

    first, second = await carry(office, one), await claim_one(office, other)

    assert first.id != second.id
    assert first.secret != second.secret


async def test_what_did_not_happen_is_not_told(office: Office) -> None:
    neighbour = await a_neighbour(office)
    ref = await office.submit()

    def work(session: Session) -> None:
        publish(session, ref, TOLD, now=NOW)
        raise RuntimeError("the transaction breaks")

    with pytest.raises(RuntimeError):
        await office.database.write(work)

    assert await heard_by(office, neighbour) == []


async def test_without_any_endpoint_nothing_is_written(office: Office) -> None:
    await happen(office, await office.submit(), TOLD)

    count = await office.database.read(
        lambda session: session.execute(text("SELECT count(*) FROM outgoing_events")).scalar_one()
    )

    assert count == 0


async def test_an_applications_events_are_delivered_one_after_the_other(office: Office) -> None:
    neighbour = await a_neighbour(office)
    await happen(office, await office.submit(), OPENED, TOLD, ACKNOWLEDGED)

    order = [(await carry(office, neighbour)).type for _ in range(3)]

    assert order == ["review.opened", "application.told", "application.acknowledged"]
    assert await claim(office, neighbour) == ()


async def test_nothing_overtakes_an_event_that_is_under_way(office: Office) -> None:
    neighbour = await a_neighbour(office)
    await happen(office, await office.submit(), OPENED, TOLD)
    under_way = await claim_one(office, neighbour)

    meanwhile = await claim(office, neighbour)

    assert meanwhile == ()
    await outbox_of(office).settle(under_way, TAKEN, now=NOW)
    assert (await claim_one(office, neighbour)).type == "application.told"


async def test_nothing_overtakes_an_event_that_was_not_taken(office: Office) -> None:
    neighbour = await a_neighbour(office)
    ref = await office.submit()
    await happen(office, ref, OPENED, TOLD)
    await carry(office, neighbour, NOT_TAKEN)
    await happen(office, ref, ACKNOWLEDGED)

    meanwhile = await claim(office, neighbour, now=NOW + timedelta(seconds=4))
    later = NOW + PAUSES[0]
    order = [(await carry(office, neighbour, now=later)).type for _ in range(3)]

    assert meanwhile == ()
    assert order == ["review.opened", "application.told", "application.acknowledged"]


async def test_other_applications_and_endpoints_do_not_wait(office: Office) -> None:
    neighbour, other = await a_neighbour(office), await a_neighbour(office)
    await happen(office, await office.submit(1), OPENED, TOLD)
    await carry(office, neighbour, NOT_TAKEN)
    await happen(office, await office.submit(2), OPENED)

    assert (await claim_one(office, neighbour)).data["external_id"] == "ats-2"
    assert len(await claim(office, other)) == 2


async def test_a_claim_takes_no_more_than_it_may(office: Office) -> None:
    neighbour = await a_neighbour(office)
    for number in range(5):
        await happen(office, await office.submit(number), OPENED)

    first, second = await claim(office, neighbour, limit=3), await claim(office, neighbour, limit=3)

    assert (len(first), len(second)) == (3, 2)


async def test_an_event_of_a_courier_that_died_is_delivered_again_under_the_same_id(
    office: Office, rival: Office
) -> None:
    neighbour = await a_neighbour(office)
    await happen(office, await office.submit(), TOLD)
    lost = await claim_one(office, neighbour)

    early = await claim(rival, neighbour, now=NOW + LEASE - timedelta(seconds=1))
    again = await claim_one(rival, neighbour, now=NOW + LEASE)

    assert early == ()
    assert (again.id, again.data, again.created_at) == (lost.id, lost.data, lost.created_at)


async def test_a_courier_whose_lease_is_over_settles_nothing(office: Office, rival: Office) -> None:
    neighbour = await a_neighbour(office)
    await happen(office, await office.submit(), TOLD)
    lost = await claim_one(office, neighbour)
    again = await claim_one(rival, neighbour, now=NOW + LEASE)

    await outbox_of(office).settle(lost, NOT_TAKEN, now=NOW + LEASE)
    (before,) = await log_of(office, neighbour)
    await outbox_of(rival).settle(again, TAKEN, now=NOW + LEASE)
    (after,) = await log_of(office, neighbour)

    assert (before.state, before.tries) == (EventState.WAITING, 0)
    assert (after.state, after.tries) == (EventState.DELIVERED, 1)


async def test_two_couriers_never_carry_the_same_event(office: Office, rival: Office) -> None:
    neighbour = await a_neighbour(office)
    for number in range(12):
        await happen(office, await office.submit(number), OPENED)

    claims = await asyncio.gather(*(claim(each, neighbour, limit=3) for each in (office, rival) * 3))

    carried = [parcel.id for parcels in claims for parcel in parcels]
    assert len(carried) == len(set(carried))
    remaining = await claim(office, neighbour, limit=12)
    assert len(carried) + len(remaining) == 12


async def test_pauses_grow_for_a_day_until_it_is_given_up(office: Office) -> None:
    neighbour = await a_neighbour(office)
    await happen(office, await office.submit(), TOLD)
    tried = []
    now = NOW

    for pause in (*PAUSES, None):
        await carry(office, neighbour, NOT_TAKEN, now=now)
        tried.append(now)
        if pause is not None:
            assert await claim(office, neighbour, now=now + pause - timedelta(seconds=1)) == ()
            now += pause
    (delivery,) = await log_of(office, neighbour)

    assert tried[-1] - tried[0] == timedelta(days=1)
    assert (delivery.state, delivery.tries, delivery.last_status) == (EventState.FAILED, 11, 500)
    assert delivery.settled_at == now
    assert await claim(office, neighbour, now=now + timedelta(days=30)) == ()


async def test_those_behind_a_failed_event_follow_it(office: Office) -> None:
    neighbour = await a_neighbour(office)
    await happen(office, await office.submit(), OPENED, TOLD)
    now = NOW
    for pause in (*PAUSES, timedelta(0)):
        await carry(office, neighbour, NOT_TAKEN, now=now)
        now += pause

    assert (await claim_one(office, neighbour, now=now)).type == "application.told"


async def test_a_receivers_wish_to_wait_is_heeded_up_to_an_hour(office: Office) -> None:
    neighbour = await a_neighbour(office)
    await happen(office, await office.submit(), TOLD)

    busy = Receipt(
        reception=Reception.NOT_TAKEN, status=429, error="status_429", retry_after=NOW + timedelta(minutes=7)
    )
    await carry(office, neighbour, busy)
    (once,) = await log_of(office, neighbour)
    endless = Receipt(reception=Reception.NOT_TAKEN, status=429, retry_after=NOW + timedelta(days=7))
    await carry(office, neighbour, endless, now=NOW + timedelta(minutes=7))
    (twice,) = await log_of(office, neighbour)

    assert once.next_try_at == NOW + timedelta(minutes=7)
    assert twice.next_try_at == NOW + timedelta(minutes=67)


async def test_gone_disables_the_endpoint_and_cancels_what_waits(office: Office) -> None:
    neighbour = await a_neighbour(office)
    await happen(office, await office.submit(), OPENED, TOLD)

    await carry(office, neighbour, GONE)
    await happen(office, await office.submit(2), OPENED)

    assert [(each.type, each.state) for each in await log_of(office, neighbour)] == [
        ("review.opened", EventState.FAILED),
        ("application.told", EventState.CANCELLED),
    ]
    (shown,) = await endpoints_of(office).all(DEFAULT_COMPANY_ID, is_test=False)
    assert shown.disabled_at == NOW


async def test_lines_name_the_endpoints_for_which_something_is_due(office: Office) -> None:
    neighbour, other = await a_neighbour(office, TOLD), await a_neighbour(office, OPENED)
    await happen(office, await office.submit(), TOLD)
    before = await outbox_of(office).lines(now=NOW)
    await carry(office, neighbour, NOT_TAKEN)

    resting = await outbox_of(office).lines(now=NOW)
    again = await outbox_of(office).lines(now=NOW + PAUSES[0])

    assert other.id not in before
    assert (before, resting, again) == ((neighbour.id,), (), (neighbour.id,))


async def test_those_behind_a_failed_try_call_for_nobody(office: Office) -> None:
    neighbour = await a_neighbour(office)
    await happen(office, await office.submit(), OPENED, TOLD, ACKNOWLEDGED)

    await carry(office, neighbour, NOT_TAKEN)

    assert await outbox_of(office).lines(now=NOW + PAUSES[0] - timedelta(seconds=1)) == ()


async def test_a_long_row_of_events_keeps_its_order_through_failures_deaths_and_rivals(
    office: Office, join_office: Callable[[], Office]
) -> None:
    neighbour = await a_neighbour(office)
    refs = [await office.submit(number) for number in range(3)]
    for round_number in range(6):
        for ref in refs:
            await happen(office, ref, OPENED if round_number % 2 else TOLD)
    couriers = [office, join_office()]
    delivered: dict[object, list[str]] = {}
    now, turn = NOW, 0

    while len([each for row in delivered.values() for each in row]) < 18:
        courier = couriers[turn % 2]
        for parcel in await claim(courier, neighbour, limit=2, now=now):
            turn += 1
            if turn % 5 == 0:
                continue  # this courier dies
            taken = turn % 3 != 0
            await outbox_of(courier).settle(parcel, TAKEN if taken else NOT_TAKEN, now=now)
            if taken:
                delivered.setdefault(parcel.data["application_id"], []).append(parcel.id)
        turn += 1
        now += timedelta(seconds=30)

    assert [len(row) for row in delivered.values()] == [6, 6, 6]
    assert all(row == sorted(row) for row in delivered.values())
