"""Going from endpoint to endpoint with what is due, so that a slow receiver holds up nobody but itself."""

import asyncio
import logging
from collections.abc import Sequence

from kindregards.domain.errors import DomainError
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.outbox import Outbox, OutboxCourier, Parcel

log = logging.getLogger(__name__)

_ENDPOINTS_AT_ONCE = 8
_EVENTS_AT_ONCE = 4
_PAUSE_SECONDS = 1.0


class OutboxRounds:
    """Carries waiting events to their receivers; several processes may do so at the same time."""

    def __init__(
        self, outbox: Outbox, courier: OutboxCourier, clock: Clock, *, pause_seconds: float = _PAUSE_SECONDS
    ) -> None:
        """Take where events wait, who carries them, the time, and how long to rest between rounds."""
        self._outbox = outbox
        self._courier = courier
        self._clock = clock
        self._pause_seconds = pause_seconds
        self._slots = asyncio.Semaphore(_ENDPOINTS_AT_ONCE)
        self._lines: dict[str, asyncio.Task[None]] = {}
        self._draining = False

    async def sweep(self) -> None:
        """Deliver what is due, until cancelled; what is under way then goes on until `drain`."""
        while True:
            self._forget_finished()
            for endpoint_id in await self._due():
                if endpoint_id not in self._lines:
                    self._lines[endpoint_id] = asyncio.create_task(self._serve(endpoint_id))
            await asyncio.sleep(self._pause_seconds)

    async def drain(self) -> None:
        """Begin nothing new, and wait until everything under way has arrived."""
        self._draining = True
        await asyncio.gather(*self._lines.values(), return_exceptions=True)

    def _forget_finished(self) -> None:
        """Let go of lines that came to their end, raising what nobody foresaw."""
        for endpoint_id in [each for each, line in self._lines.items() if line.done()]:
            self._lines.pop(endpoint_id).result()

    async def _due(self) -> Sequence[str]:
        try:
            return await self._outbox.lines(now=self._clock())
        except DomainError as error:
            log.warning("outbox_waits", extra={"cause": error.code})
            return ()

    async def _serve(self, endpoint_id: str) -> None:
        """Bring one endpoint everything that is due for it; between batches, others have their turn."""
        try:
            while not self._draining and await self._carry_batch(endpoint_id):
                pass
        except DomainError as error:
            log.warning("outbox_line_waits", extra={"endpoint_id": endpoint_id, "cause": error.code})

    async def _carry_batch(self, endpoint_id: str) -> bool:
        async with self._slots:
            parcels = await self._outbox.claim(endpoint_id, limit=_EVENTS_AT_ONCE, now=self._clock())
            await asyncio.gather(*(self._carry(parcel, endpoint_id) for parcel in parcels))
        return bool(parcels)

    async def _carry(self, parcel: Parcel, endpoint_id: str) -> None:
        receipt = await self._courier.deliver(parcel, now=self._clock())
        if receipt.error is not None:
            log.warning(
                "event_not_taken",
                extra={"delivery_id": parcel.id, "endpoint_id": endpoint_id, "cause": receipt.error},
            )
        try:
            await self._outbox.settle(parcel, receipt, now=self._clock())
        except DomainError as error:
            # Its lease ends and it is delivered once more, under the same id.
            log.warning("event_not_settled", extra={"delivery_id": parcel.id, "cause": error.code})
