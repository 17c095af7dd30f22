"""The floor: a workflow that is started, waits for one signal, runs one empty activity and completes.

Beside it the floor of a reminder: a timer, then one activity.

`python -m benchmarks.bare_engine ADDRESS` is its worker, in a process of its own as ours is.
"""

import asyncio
import os
import sys
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.worker import Worker

from kindregards import clock

TASK_QUEUE = "bare-engine"


@activity.defn
async def nothing() -> None:
    """Do nothing."""


@workflow.defn
class Bare:
    """Start, one signal, one activity, done."""

    def __init__(self) -> None:
        """Begin without the signal."""
        self.heard = False

    @workflow.run
    async def run(self) -> None:
        """Wait for the signal and run the activity."""
        await workflow.wait_condition(lambda: self.heard)
        await workflow.execute_activity(nothing, start_to_close_timeout=timedelta(seconds=10))

    @workflow.signal
    def go(self) -> None:
        """Let it go on."""
        self.heard = True


@activity.defn
async def tell_the_time() -> float:
    """Return the wall-clock second at which this runs."""
    return clock.now().timestamp()


@workflow.defn
class BareReminder:
    """A timer, one activity, done."""

    @workflow.run
    async def run(self, due_at: float) -> float:
        """Wait until the second comes; return how late the activity ran."""
        await workflow.sleep(max(0.0, due_at - workflow.now().timestamp()))
        ran_at = await workflow.execute_activity(tell_the_time, start_to_close_timeout=timedelta(seconds=10))
        return ran_at - due_at


async def run_bare(client: Client, *, count: int, concurrency: int, prefix: str) -> None:
    """Run that many bare workflows to their end."""
    slots = asyncio.Semaphore(concurrency)

    async def one(number: int) -> None:
        async with slots:
            handle = await client.start_workflow(Bare.run, id=f"{prefix}-{number}", task_queue=TASK_QUEUE)
            await handle.signal(Bare.go)
            await handle.result()

    await asyncio.gather(*(one(number) for number in range(count)))


async def _work(address: str) -> None:
    client = await Client.connect(address)
    async with Worker(
        client, task_queue=TASK_QUEUE, workflows=[Bare, BareReminder], activities=[nothing, tell_the_time]
    ):
        await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        asyncio.run(_work(sys.argv[1]))
    except KeyboardInterrupt:
        os._exit(0)
