"""The floor: a workflow that is started, waits for one signal, runs one empty activity and completes.

`python -m benchmarks.bare_engine ADDRESS` is its worker, in a process of its own as ours is.
"""

import asyncio
import os
import sys
import time
from datetime import timedelta

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.worker import Worker

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


async def run_bare(client: Client, *, count: int, concurrency: int, prefix: str) -> float:
    """Run that many bare workflows and return how many completed a second."""
    slots = asyncio.Semaphore(concurrency)

    async def one(number: int) -> None:
        async with slots:
            handle = await client.start_workflow(Bare.run, id=f"{prefix}-{number}", task_queue=TASK_QUEUE)
            await handle.signal(Bare.go)
            await handle.result()

    begin = time.monotonic()
    await asyncio.gather(*(one(number) for number in range(count)))
    return count / (time.monotonic() - begin)


async def _work(address: str) -> None:
    client = await Client.connect(address)
    async with Worker(client, task_queue=TASK_QUEUE, workflows=[Bare], activities=[nothing]):
        await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        asyncio.run(_work(sys.argv[1]))
    except KeyboardInterrupt:
        os._exit(0)
