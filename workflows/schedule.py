"""What comes again and again by itself: sweeping, pilots, forgetting. Registering at every start changes nothing."""

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

from workflows.piloting import PILOTS_EVERY, PILOTS_ID, PilotRound
from workflows.retaining import RETAIN_EVERY, RETENTION_ID, RetentionRound
from workflows.sweeping import SCHEDULE_ID, SWEEP_EVERY, DeliverySweep

log = logging.getLogger(__name__)

_PAUSE_SECONDS = 5.0


async def keep_sweeping(client: Client, *, task_queue: str) -> None:
    """Register the schedules, or bring those of an earlier version up to date; try until the server takes them."""
    while True:
        try:
            await _register(client, SCHEDULE_ID, _sweeps(task_queue))
            await _register(client, RETENTION_ID, _retention(task_queue))
            await _register(client, PILOTS_ID, _pilots(task_queue))
        except RPCError as error:
            log.warning("sweep_not_scheduled", extra={"cause": error.status.name})
            await asyncio.sleep(_PAUSE_SECONDS)
        else:
            return


async def _register(client: Client, schedule_id: str, schedule: Schedule) -> None:
    try:
        await client.create_schedule(schedule_id, schedule)
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

        await client.get_schedule_handle(schedule_id).update(same)


def _sweeps(task_queue: str) -> Schedule:
    return Schedule(
        action=ScheduleActionStartWorkflow(DeliverySweep.run, id=SCHEDULE_ID, task_queue=task_queue),
        spec=ScheduleSpec(intervals=[ScheduleIntervalSpec(every=SWEEP_EVERY)]),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=SWEEP_EVERY),
    )


def _pilots(task_queue: str) -> Schedule:
    return Schedule(
        action=ScheduleActionStartWorkflow(PilotRound.run, id=PILOTS_ID, task_queue=task_queue),
        spec=ScheduleSpec(intervals=[ScheduleIntervalSpec(every=PILOTS_EVERY)]),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=PILOTS_EVERY),
    )


def _retention(task_queue: str) -> Schedule:
    return Schedule(
        action=ScheduleActionStartWorkflow(RetentionRound.run, id=RETENTION_ID, task_queue=task_queue),
        spec=ScheduleSpec(intervals=[ScheduleIntervalSpec(every=RETAIN_EVERY)]),
        # A server that slept over it makes up for one round when it wakes.
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=RETAIN_EVERY),
    )
