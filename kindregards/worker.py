"""The worker process: runs journeys and their steps, and sweeps up commands that doors could not deliver."""

import asyncio
from typing import NoReturn

import structlog

from kindregards.clock import now
from kindregards.process import announce_ready, leave, settle, stop_on_signals
from kindregards.settings import Settings
from kindregards.store.commands import Commands
from kindregards.temporal_connection import connect
from kindregards.wiring import build_activities, build_stores, open_database
from workflows.client import TemporalJourneys
from workflows.relay import Relay
from workflows.worker import build_worker

log = structlog.get_logger(__name__)


def main(settings: Settings) -> NoReturn:
    """Run until SIGTERM or Ctrl-C, then drain; never returns, and exits 0 after a clean stop."""
    leave(asyncio.run(_run(settings)))


async def _run(settings: Settings) -> int:
    stopping = stop_on_signals()
    client = await connect(settings)
    database = open_database(settings)
    relay = Relay(Commands(database), TemporalJourneys(client, task_queue=settings.temporal_task_queue), now)
    stores = build_stores(settings, database, trigger=relay)
    worker = build_worker(
        client, task_queue=settings.temporal_task_queue, activities=build_activities(settings, stores)
    )
    async with worker:
        sweeping = asyncio.create_task(relay.sweep())
        announce_ready()
        log.info("worker_ready", task_queue=settings.temporal_task_queue)
        await _until_stopped_or_broken(stopping, sweeping)
        sweeping.cancel()
    await relay.drain()
    database.close()
    await settle()
    log.info("worker_stopped")
    return 1 if sweeping.done() and not sweeping.cancelled() and sweeping.exception() else 0


async def _until_stopped_or_broken(stopping: asyncio.Event, sweeping: asyncio.Task[None]) -> None:
    """Return when asked to stop, or when the relay died of something nobody foresaw."""
    asked = asyncio.create_task(stopping.wait())
    await asyncio.wait({asked, sweeping}, return_when=asyncio.FIRST_COMPLETED)
    if sweeping.done() and not sweeping.cancelled():
        log.error("relay_died", cause=repr(type(sweeping.exception())))
    asked.cancel()
