"""What readiness depends on, asked briefly."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta

from temporalio.client import Client
from temporalio.service import RPCError

from api.services import HealthCheck
from kindregards.clock import now
from kindregards.domain.errors import DomainError
from kindregards.store.commands import Commands
from kindregards.store.database import Database
from kindregards.store.migrate import current_and_head

_ANSWER_WITHIN_SECONDS = 2
_LONGEST_LAG = timedelta(seconds=60)


def health_checks(database: Database, database_url: str, client: Client, commands: Commands) -> tuple[HealthCheck, ...]:
    """Return the checks of database, migrations, Temporal and relay lag; the first two are vital."""

    async def database_answers() -> str | None:
        return await _within(database.ping(), "The database does not answer.")

    async def migrations_are_current() -> str | None:
        schema = await asyncio.to_thread(current_and_head, database_url)
        return None if schema.is_current else "The database has another schema than this program: run migrate."

    async def temporal_answers() -> str | None:
        return await _within(_connected(client), "Temporal does not answer; what comes in waits in the database.")

    async def commands_move() -> str | None:
        lag = await commands.lag_seconds(now())
        return None if lag < _LONGEST_LAG.total_seconds() else f"Commands have waited for {lag:.0f} s: is a worker up?"

    return (
        HealthCheck(name="database", run=database_answers, is_vital=True),
        HealthCheck(name="migrations", run=migrations_are_current, is_vital=True),
        HealthCheck(name="temporal", run=temporal_answers, is_vital=False),
        HealthCheck(name="relay", run=commands_move, is_vital=False),
    )


async def _within(asking: Awaitable[None], complaint: str) -> str | None:
    """Return None when the answer comes in time, else the complaint."""
    try:
        async with asyncio.timeout(_ANSWER_WITHIN_SECONDS):
            await asking
    except (TimeoutError, DomainError, RPCError, RuntimeError):
        return complaint
    return None


async def _connected(client: Client) -> None:
    await client.service_client.check_health()
