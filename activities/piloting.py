"""Carrying pilots out: versions that decide on paper, off the way of any journey."""

from dataclasses import dataclass

from temporalio import activity

from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.pilots import PaperDecisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Piloting:
    """Decides on paper about what came in; two rounds at once decide nothing twice."""

    papers: PaperDecisions
    clock: Clock

    @activity.defn(name="carry-pilots-out")
    async def run(self) -> int:
        """Catch every running pilot up and return how many results that were."""
        return await self.papers.decide(now=self.clock())
