"""Looking after letters under way: what a crash left behind, what callbacks lost."""

from dataclasses import dataclass

from temporalio import activity

from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.provider_events import ProviderEvents
from kindregards.domain.ports.watching import LookedUp, LookUps, Watched, WatchedDeliveries
from kindregards.domain.watching import Answer, Check

_BATCH = 50
_MOST_BATCHES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweeping:
    """Works off the deliveries whose time to be looked after has come; two sweeps at once share the work."""

    deliveries: WatchedDeliveries
    look_ups: LookUps
    events: ProviderEvents
    clock: Clock

    @activity.defn(name="sweep-deliveries")
    async def sweep(self) -> int:
        """Look after everything that is due and return how many deliveries that were."""
        swept = 0
        for _ in range(_MOST_BATCHES):
            batch = await self.deliveries.claim(limit=_BATCH, now=self.clock())
            for watched in batch:
                await self._look_after(watched)
            swept += len(batch)
            if not batch:
                break
        return swept

    async def _look_after(self, watched: Watched) -> None:
        match watched.check:
            case Check.STUCK:
                await self.deliveries.unstick(watched, now=self.clock())
            case Check.LOOK_UP:
                await self._settle_doubt(watched)
            case Check.POLL | Check.LAST_POLL:
                await self._keep(await self._ask(watched))
                await self.deliveries.polled(watched, now=self.clock())
            case Check.NOTHING:
                return

    async def _settle_doubt(self, watched: Watched) -> None:
        """Ask the provider: what it has proves itself, what it has not is drawn conclusions from."""
        found = await self._ask(watched)
        if found.answer is Answer.PRESENT:
            await self._keep(found)
        else:
            await self.deliveries.doubt(watched, found, now=self.clock())

    async def _ask(self, watched: Watched) -> LookedUp:
        look_up = self.look_ups.of(watched.channel, is_test=watched.is_test)
        if look_up is None or watched.attempt is None or watched.attempt.provider != look_up.provider:
            # Nobody can say, or the channel was given to another provider since.
            return LookedUp(answer=Answer.CANNOT_SAY)
        return await look_up.look_up(watched, now=self.clock())

    async def _keep(self, found: LookedUp) -> None:
        if found.events:
            await self.events.add(found.events, now=self.clock())
