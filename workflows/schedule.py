"""The schedule that keeps sweeping; registered at every start of a worker, which changes nothing the second time."""

import asyncio
import logging

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleIntervalSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleSpec,
    ScheduleUpdate,
    ScheduleUpdateInput,
)
from temporalio.service import RPCError

from workflows.sweeping import SCHEDULE_ID, SWEEP_EVERY, DeliverySweep

log = logging.getLogger(__name__)

_PAUSE_SECONDS = 5.0


async def keep_sweeping(client: Client, *, task_queue: str) -> None:
    """Register the schedule, or bring one of an earlier version up to date; try until the server takes it."""
    while True:
        try:
            await _register(client, _schedule(task_queue))
        except RPCError as error:
            log.warning("sweep_not_scheduled", extra={"cause": error.status.name})
            await asyncio.sleep(_PAUSE_SECONDS)
        else:
            return


async def _register(client: Client, schedule: Schedule) -> None:
    try:
        await client.create_schedule(SCHEDULE_ID, schedule)
    except ScheduleAlreadyRunningError:

        def same(known: ScheduleUpdateInput) -> ScheduleUpdate:
            # Whoever paused it meant that: only what it does and how often is ours.
            return ScheduleUpdate(
                Schedule(
                    action=schedule.action,
                    spec=schedule.spec,
                    policy=schedule.policy,
                    state=known.description.schedule.state,
                )
            )

        await client.get_schedule_handle(SCHEDULE_ID).update(same)


def _schedule(task_queue: str) -> Schedule:
    return Schedule(
        action=ScheduleActionStartWorkflow(DeliverySweep.run, id=SCHEDULE_ID, task_queue=task_queue),
        spec=ScheduleSpec(intervals=[ScheduleIntervalSpec(every=SWEEP_EVERY)]),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=SWEEP_EVERY),
    )
