"""The daily round in which people are forgotten whose time is over."""

from dataclasses import dataclass

from temporalio import activity

from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.people import Retention


@dataclass(frozen=True, slots=True, kw_only=True)
class Retaining:
    """Carries retention out; two rounds at once do nothing twice."""

    retention: Retention
    clock: Clock

    @activity.defn(name="retain")
    async def run(self) -> int:
        """Forget whose time is over and return how many people that were."""
        return (await self.retention.run(now=self.clock())).forgotten
