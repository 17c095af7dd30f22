"""Telling neighbour systems what happened, while the worker runs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from kindregards.channels.outbox_rounds import OutboxRounds
from kindregards.channels.public_address import PublicAddresses
from kindregards.channels.webhook_out import open_courier
from kindregards.clock import now
from kindregards.domain.ports.outbox import Outbox


@asynccontextmanager
async def carrying_events(outbox: Outbox, *, in_development: bool) -> AsyncIterator[asyncio.Task[None]]:
    """Carry events as long as the block runs, then wait for those under way; yield the task that does it.

    In development, events may also go to this very machine, and over plain http.
    """
    async with open_courier(PublicAddresses(in_development=in_development)) as courier:
        rounds = OutboxRounds(outbox, courier, now)
        sweeping = asyncio.create_task(rounds.sweep(), name="outbox")
        try:
            yield sweeping
        finally:
            sweeping.cancel()
            await rounds.drain()
