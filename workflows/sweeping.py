"""Looking after letters under way, again and again: one short workflow of a schedule, every minute."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from activities.sweeping import Sweeping

SCHEDULE_ID = "sweep-deliveries"
SWEEP_EVERY = timedelta(minutes=1)


@workflow.defn(name="delivery-sweep")
class DeliverySweep:
    """One round; the next one begins where this one ended, so a round that fails is simply followed by another."""

    @workflow.run
    async def run(self) -> int:
        """Look after what is due and return how many deliveries that were."""
        return await workflow.execute_activity_method(
            Sweeping.sweep,
            start_to_close_timeout=timedelta(minutes=15),
            heartbeat_timeout=timedelta(seconds=10),
            retry_policy=RetryPolicy(maximum_attempts=3),
        )
