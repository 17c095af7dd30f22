"""Work that goes on beside a process's main job: watched, so that none dies unseen."""

import asyncio

import structlog

log = structlog.get_logger(__name__)


async def watch(stopping: asyncio.Event, *loops: asyncio.Task[None]) -> None:
    """Return when asked to stop, or when a loop died of something nobody foresaw; one may also end its job."""
    asked: asyncio.Task[object] = asyncio.create_task(stopping.wait())
    going: set[asyncio.Task[object]] = {asked, *loops}
    while not asked.done() and not any(map(is_broken, loops)):
        _, going = await asyncio.wait(going, return_when=asyncio.FIRST_COMPLETED)
    for loop in filter(is_broken, loops):
        log.error("loop_died", loop=loop.get_name(), cause=repr(type(loop.exception())))
    asked.cancel()


def is_broken(loop: asyncio.Task[None]) -> bool:
    """Say whether a loop ended by an error."""
    return loop.done() and not loop.cancelled() and loop.exception() is not None
