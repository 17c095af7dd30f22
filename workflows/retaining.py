"""Forgetting people whose time is over: one short workflow of a schedule, every day."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from activities.retaining import Retaining

RETENTION_ID = "retention"
RETAIN_EVERY = timedelta(days=1)


@workflow.defn(name="retention")
class RetentionRound:
    """One round; it looks at everybody anew, so one that fails half-way is simply followed by another."""

    @workflow.run
    async def run(self) -> int:
        """Forget whose time is over and return how many people that were."""
        return await workflow.execute_activity_method(
            Retaining.run,
            start_to_close_timeout=timedelta(hours=6),
            heartbeat_timeout=timedelta(seconds=10),
            retry_policy=RetryPolicy(maximum_attempts=3),
        )
