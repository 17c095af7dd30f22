"""Calls of libraries that block, kept off the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Answer = TypeVar("Answer")


async def run_blocking(call: Callable[[], Answer], *, within_seconds: float) -> Answer:
    """Run one blocking call in a thread of its own; raise TimeoutError when the whole of it takes longer.

    A thread cannot be stopped: after the deadline it ends by itself, and its answer is lost. It is not taken from the
    shared pool, so a provider that trickles bytes for ever cannot starve the rest of the process.
    """
    executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="provider-call")
    try:
        async with asyncio.timeout(within_seconds):
            return await asyncio.get_running_loop().run_in_executor(executor, call)
    finally:
        executor.shutdown(wait=False)
