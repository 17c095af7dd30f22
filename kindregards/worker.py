"""The worker process: runs journeys and their steps, sweeps up leftover commands, tells neighbour systems."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

import structlog

from kindregards.clock import now
from kindregards.events_out import carrying_events
from kindregards.loops import is_broken, watch
from kindregards.notices_out import carrying_notices
from kindregards.process import announce_ready, leave, settle, spare_garbage_collection, stop_on_signals
from kindregards.settings import Settings
from kindregards.steps import build_activities
from kindregards.store.commands import Commands
from kindregards.store.database import Database
from kindregards.store.outbox_queue import Outbox
from kindregards.telemetry import serve_metrics
from kindregards.temporal_connection import connect
from kindregards.wiring import Stores, build_stores, open_database
from workflows.client import TemporalJourneys
from workflows.relay import Relay
from workflows.schedule import keep_sweeping
from workflows.worker import build_worker

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """What a worker is put together from; a trial of faults puts parts in that die where it wants."""

    database: Callable[[Settings], Database] = open_database
    activities: Callable[[Settings, Stores], tuple[Callable[..., Any], ...]] = build_activities  # Any: as in wiring


def main(settings: Settings, assembly: Assembly | None = None) -> NoReturn:
    """Run until SIGTERM or Ctrl-C, then drain; never returns, and exits 0 after a clean stop."""
    leave(asyncio.run(_run(settings, assembly or Assembly())))


async def _run(settings: Settings, assembly: Assembly) -> int:
    stopping = stop_on_signals()
    if settings.worker_metrics_address:
        serve_metrics(settings.worker_metrics_address)
    client = await connect(settings)
    database = assembly.database(settings)
    relay = Relay(Commands(database), TemporalJourneys(client, task_queue=settings.temporal_task_queue), now)
    stores = build_stores(settings, database, trigger=relay)
    worker = build_worker(
        client, task_queue=settings.temporal_task_queue, activities=assembly.activities(settings, stores)
    )
    outbox = Outbox(database, stores.companies)
    events = carrying_events(outbox, in_development=not settings.in_production)
    async with events as carrying, carrying_notices(settings, stores.staff_mails) as telling, worker:
        sweeping = asyncio.create_task(relay.sweep(), name="relay")
        schedules = keep_sweeping(client, task_queue=settings.temporal_task_queue)
        scheduling = asyncio.create_task(schedules, name="schedules")
        spare_garbage_collection()
        announce_ready()
        log.info("worker_ready", task_queue=settings.temporal_task_queue)
        await watch(stopping, sweeping, scheduling, carrying, telling)
        sweeping.cancel()
        scheduling.cancel()
    await relay.drain()
    database.close()
    await settle()
    log.info("worker_stopped")
    return 1 if any(map(is_broken, (sweeping, scheduling, carrying, telling))) else 0
