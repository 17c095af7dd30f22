"""Reports that follow by themselves, as a provider's do: each accepted message arrives a moment later."""

import asyncio

import httpx
from pydantic import BaseModel, ConfigDict, Field

from kindregards.fake_providers.callbacks import Callback, report
from kindregards.fake_providers.faults import Provider
from kindregards.fake_providers.ledger import Handed
from kindregards.fake_providers.state import FakeState

_GOOD_ENDS = {
    Provider.SENDGRID: ("processed", "delivered"),
    Provider.TWILIO: ("sent", "delivered"),
    Provider.WECHAT: ("success",),
}
_TRIES = 3


class ReportPlan(BaseModel):
    """Where reports go and how: late, several times, in disorder, or signed by somebody else."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    webhook_base_url: str
    delay_seconds: float = Field(default=0.5, ge=0, le=600)
    times: int = Field(default=1, ge=1, le=100)
    shuffled: bool = False
    forged: bool = False


class AutoReports:
    """Reports the good end of what is accepted while a plan is in force."""

    def __init__(self, state: FakeState) -> None:
        self.plan: ReportPlan | None = None
        self._state = state
        self._running: set[asyncio.Task[None]] = set()
        state.ledger.listen(self._hear)

    def _hear(self, handed: Handed) -> None:
        if self.plan is None or not handed.accepted or handed.attempt_id is None:
            return
        if handed.provider in _GOOD_ENDS:
            task = asyncio.get_running_loop().create_task(self._follow(self.plan, handed.attempt_id, handed.provider))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _follow(self, plan: ReportPlan, attempt_id: str, provider: Provider) -> None:
        await self._state.pause(plan.delay_seconds)
        events = _GOOD_ENDS[provider]
        for event in reversed(events) if plan.shuffled else events:
            await self._tell(plan, attempt_id, event)

    async def _tell(self, plan: ReportPlan, attempt_id: str, event: str) -> None:
        """Deliver one report; a system that is away is tried again a little later, and then let be."""
        callback = Callback(
            attempt_ids=(attempt_id,),
            event=event,
            webhook_base_url=plan.webhook_base_url,
            times=plan.times,
            shuffled=plan.shuffled,
            forged=plan.forged,
        )
        for attempt in range(_TRIES):
            if self._state.closing.is_set() or self._state.ledger.accepted(attempt_id) is None:
                return
            try:
                await report(self._state, callback)
            except httpx.HTTPError:
                await self._state.pause(attempt + 1)
            else:
                return
