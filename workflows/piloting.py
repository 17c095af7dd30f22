"""Carrying pilots out: one short workflow of a schedule of its own, so that a pilot that fails holds nothing up."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from activities.piloting import Piloting

PILOTS_ID = "pilots"
PILOTS_EVERY = timedelta(minutes=1)


@workflow.defn(name="pilots")
class PilotRound:
    """One round; the next one catches up on what this one left."""

    @workflow.run
    async def run(self) -> int:
        """Decide on paper about what came in since and return how many results that were."""
        return await workflow.execute_activity_method(
            Piloting.run,
            start_to_close_timeout=timedelta(minutes=15),
            heartbeat_timeout=timedelta(seconds=10),
            retry_policy=RetryPolicy(maximum_attempts=3),
        )
