"""The web process: the three doors. It takes everything in while Temporal is away."""

import asyncio
from typing import NoReturn

import structlog

from kindregards.clock import now
from kindregards.domain.composition import Brand
from kindregards.doors import build_doors, demo_tours
from kindregards.health import health_checks
from kindregards.process import announce_ready, leave, settle, spare_garbage_collection, stop_on_signals
from kindregards.serving import serve
from kindregards.settings import Settings
from kindregards.store.bootstrap import Bootstrap
from kindregards.store.commands import Commands
from kindregards.temporal_connection import connect
from kindregards.wiring import Stores, build_stores, open_database
from workflows.client import TemporalJourneys
from workflows.relay import Relay

log = structlog.get_logger(__name__)


def main(settings: Settings) -> NoReturn:
    """Serve until SIGTERM or Ctrl-C, then drain; never returns, and exits 0 after a clean stop."""
    leave(asyncio.run(_run(settings)))


async def _run(settings: Settings) -> int:
    stopping, started = stop_on_signals(), asyncio.Event()
    client = await connect(settings, lazy=True)
    database = open_database(settings)
    commands = Commands(database)
    relay = Relay(commands, TemporalJourneys(client, task_queue=settings.temporal_task_queue), now)
    stores = build_stores(settings, database, trigger=relay)
    await _bootstrap(settings, stores)
    tours = demo_tours(settings, stores)
    checks = health_checks(database, settings.database_url.get_secret_value(), client, commands)
    app = build_doors(settings, stores, checks, tours)
    announcing = asyncio.create_task(_announce(started))
    await serve(app, host=settings.host, port=settings.port, started=started, stopping=stopping)
    announcing.cancel()
    if tours:
        await tours.aclose()
    await relay.drain()
    database.close()
    await settle()
    return 0 if stopping.is_set() else 1


async def _announce(started: asyncio.Event) -> None:
    await started.wait()
    spare_garbage_collection()
    announce_ready()
    log.info("web_ready")


async def _bootstrap(settings: Settings, stores: Stores) -> None:
    """Write what a fresh installation starts with; what is there stays as it is."""
    admin, api_key = settings.bootstrap_admin, settings.bootstrap_api_key
    await Bootstrap(stores.accounts, stores.policies).run(
        Brand(company_name=settings.company_name, sender_name=settings.sender_name),
        now=now(),
        admin=admin.get_secret_value() if admin else None,
        api_key=api_key.get_secret_value() if api_key else None,
    )
