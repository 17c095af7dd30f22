"""Heartbeats of every activity, so that a worker's death is noticed soon and another one takes over."""

import asyncio
from typing import Any

from temporalio import activity
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

EVERY_SECONDS = 2.0


class Heartbeats(Interceptor):
    """Lets each activity that runs tell the engine that its worker lives."""

    def __init__(self, every_seconds: float = EVERY_SECONDS) -> None:
        """Take the time between two heartbeats."""
        self._every_seconds = every_seconds

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002 -- SDK's
        """Put the heartbeats around the activities."""
        return _Beating(next, self._every_seconds)


class _Beating(ActivityInboundInterceptor):
    def __init__(self, inner: ActivityInboundInterceptor, every_seconds: float) -> None:
        super().__init__(inner)
        self._every_seconds = every_seconds

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002, ANN401 -- the SDK's signature
        if activity.info().is_local:  # the workflow task around it is watched instead
            return await super().execute_activity(input)
        beating = asyncio.create_task(self._beat())
        try:
            return await super().execute_activity(input)
        finally:
            beating.cancel()

    async def _beat(self) -> None:
        while True:
            # Not at once: most steps are over before, and a heartbeat costs the server a write.
            await asyncio.sleep(self._every_seconds)
            activity.heartbeat()
