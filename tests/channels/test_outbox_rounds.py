"""Going from endpoint to endpoint: nobody waits for somebody else's slow receiver."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from kindregards.channels.outbox_rounds import OutboxRounds
from kindregards.domain.errors import DomainError
from kindregards.domain.ports.outbox import Parcel, Receipt, Reception
from tests.builders import NOW

pytestmark = pytest.mark.anyio
TAKEN = Receipt(reception=Reception.TAKEN, status=204)


class DatabaseAwayError(DomainError):
    """The store of this test is out of reach."""

    code = "database_unavailable"


@dataclass
class ShelvedOutbox:
    """An outbox in memory."""

    waiting: dict[str, list[Parcel]] = field(default_factory=dict)
    settled: list[tuple[str, Reception]] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)
    rounds: int = 0

    async def lines(self, *, now: datetime) -> Sequence[str]:
        """Return endpoints with something left."""
        del now
        self.rounds += 1
        self._meet_trouble()
        return tuple(name for name, parcels in self.waiting.items() if parcels)

    async def claim(self, endpoint_id: str, *, limit: int, now: datetime) -> Sequence[Parcel]:
        """Hand out the first ones."""
        del now
        self._meet_trouble()
        claimed = self.waiting[endpoint_id][:limit]
        self.waiting[endpoint_id] = self.waiting[endpoint_id][limit:]
        return claimed

    async def settle(self, parcel: Parcel, receipt: Receipt, *, now: datetime) -> None:
        """Keep how it went."""
        del now
        self._meet_trouble()
        self.settled.append((parcel.id, receipt.reception))

    def _meet_trouble(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)


@dataclass
class PacedCourier:
    """Delivers at once, except to receivers that wait for a sign."""

    slow: dict[str, asyncio.Event] = field(default_factory=dict)
    under_way: int = 0
    most_at_once: int = 0

    async def deliver(self, parcel: Parcel, *, now: datetime) -> Receipt:
        """Deliver, in the receiver's time."""
        del now
        self.under_way += 1
        self.most_at_once = max(self.most_at_once, self.under_way)
        try:
            await asyncio.sleep(0)
            if parcel.url in self.slow:
                await self.slow[parcel.url].wait()
        finally:
            self.under_way -= 1
        return TAKEN


def parcels(endpoint: str, count: int) -> list[Parcel]:
    return [
        Parcel(
            id=f"{endpoint}-{number}",
            lease_token="lease",
            url=endpoint,
            secret="",
            type="application.told",
            created_at=NOW,
            data={},
        )
        for number in range(count)
    ]


@asynccontextmanager
async def running(
    outbox: ShelvedOutbox, courier: PacedCourier
) -> AsyncIterator[tuple[OutboxRounds, asyncio.Task[None]]]:
    rounds = OutboxRounds(outbox, courier, lambda: NOW, pause_seconds=0.01)
    sweeping = asyncio.create_task(rounds.sweep())
    yield rounds, sweeping
    sweeping.cancel()
    for slow in courier.slow.values():
        slow.set()
    await rounds.drain()


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("waited in vain")


async def test_everything_that_is_due_is_carried() -> None:
    outbox = ShelvedOutbox({"a": parcels("a", 11), "b": parcels("b", 3)})

    async with running(outbox, PacedCourier()):
        await until(lambda: len(outbox.settled) == 14)

    assert len({parcel_id for parcel_id, _ in outbox.settled}) == 14


async def test_a_slow_receiver_holds_up_only_itself() -> None:
    outbox = ShelvedOutbox({"slow": parcels("slow", 9), "quick": parcels("quick", 9)})
    courier = PacedCourier(slow={"slow": asyncio.Event()})

    async with running(outbox, courier):
        await until(lambda: len(outbox.settled) == 9)
        rounds = outbox.rounds
        await until(lambda: outbox.rounds > rounds + 3)
        assert {parcel_id.split("-")[0] for parcel_id, _ in outbox.settled} == {"quick"}
        assert len(outbox.waiting["slow"]) == 5
        courier.slow["slow"].set()
        await until(lambda: len(outbox.settled) == 18)


async def test_only_so_much_is_under_way_at_once() -> None:
    outbox = ShelvedOutbox({f"e{number}": parcels(f"e{number}", 20) for number in range(12)})
    courier = PacedCourier()

    async with running(outbox, courier):
        await until(lambda: len(outbox.settled) == 240)

    assert courier.most_at_once <= 32


async def test_trouble_with_the_database_passes() -> None:
    outbox = ShelvedOutbox({"a": parcels("a", 2)}, troubles=[DatabaseAwayError("away"), DatabaseAwayError("away")])

    async with running(outbox, PacedCourier()):
        await until(lambda: len(outbox.settled) == 2)

    assert outbox.troubles == []


async def test_an_answer_that_cannot_be_written_down_stops_nobody() -> None:
    outbox = ShelvedOutbox({"a": parcels("a", 1)})
    courier = PacedCourier(slow={"a": asyncio.Event()})

    async with running(outbox, courier):
        await until(lambda: courier.under_way == 1)
        outbox.troubles.append(DatabaseAwayError("away"))
        courier.slow["a"].set()
        await until(lambda: not outbox.troubles)
        outbox.waiting["a"] = parcels("a", 1)
        await until(lambda: len(outbox.settled) == 1)


async def test_what_nobody_foresaw_ends_the_rounds() -> None:
    outbox = ShelvedOutbox({"a": parcels("a", 1)})
    courier = PacedCourier(slow={"a": asyncio.Event()})

    async with running(outbox, courier) as (_, sweeping):
        await until(lambda: courier.under_way == 1)
        outbox.troubles.append(ZeroDivisionError())
        courier.slow["a"].set()
        with pytest.raises(ZeroDivisionError):
            await asyncio.wait_for(asyncio.shield(sweeping), 5)


async def test_a_drain_waits_for_what_is_under_way_and_begins_nothing() -> None:
    outbox = ShelvedOutbox({"a": parcels("a", 9)})
    courier = PacedCourier(slow={"a": asyncio.Event()})

    async with running(outbox, courier) as (rounds, sweeping):
        await until(lambda: courier.under_way == 4)
        sweeping.cancel()
        draining = asyncio.create_task(rounds.drain())
        await asyncio.sleep(0.02)
        assert not draining.done()
        courier.slow["a"].set()
        await draining

    assert [parcel_id for parcel_id, _ in outbox.settled] == ["a-0", "a-1", "a-2", "a-3"]
    assert len(outbox.waiting["a"]) == 5
