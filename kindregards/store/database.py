"""The database: whole transactions as functions of a session, run in threads."""

import asyncio
import contextvars
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Literal, TypeVar

from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kindregards.store.engines import open_engines, parse_url
from kindregards.store.outages import CommitUnknownError, DatabaseUnavailableError, is_outage, may_run_again

_REPEATS = 3
_PAUSE_SECONDS = 0.02

T = TypeVar("T")


class Database:
    """Runs functions as transactions. A function may run again after a clash: its only effects are in its session.

    It returns values, never rows that would load more later, and it waits for nothing but the database.
    On SQLite one thread writes and `size` threads read; on PostgreSQL `size` threads do both.
    A task cancelled while its function runs does not stop it: the transaction still ends, committed or not.
    """

    def __init__(self, url: str, *, size: int = 8) -> None:
        """Prepare connections without opening any; raise DatabaseUrlError for a URL that cannot work."""
        parsed = parse_url(url)
        self.dialect: Literal["sqlite", "postgresql"] = "sqlite" if parsed.drivername == "sqlite" else "postgresql"
        self._engines = open_engines(parsed, size=size)
        self._readers = ThreadPoolExecutor(size, thread_name_prefix="database")
        self._writers = (
            ThreadPoolExecutor(1, thread_name_prefix="database-writer") if self.dialect == "sqlite" else self._readers
        )
        self._thread = threading.local()

    async def write(self, work: Callable[[Session], T]) -> T:
        """Run the function as one transaction and commit when it returns; roll back when it raises."""
        return await asyncio.wrap_future(self._writers.submit(self._in_context(self._engines.write, work)))

    async def read(self, work: Callable[[Session], T]) -> T:
        """Run the function on one unchanging snapshot; a statement that writes is refused."""
        return await asyncio.wrap_future(self._readers.submit(self._in_context(self._engines.read, work)))

    def write_sync(self, work: Callable[[Session], T]) -> T:
        """Do as `write` does, for callers without an event loop."""
        return self._writers.submit(self._in_context(self._engines.write, work)).result()

    def read_sync(self, work: Callable[[Session], T]) -> T:
        """Do as `read` does, for callers without an event loop."""
        return self._readers.submit(self._in_context(self._engines.read, work)).result()

    async def ping(self) -> None:
        """Return when the database answers; raise DatabaseUnavailableError when it does not."""
        await self.read(lambda session: session.execute(text("SELECT 1")).scalar_one())

    def close(self) -> None:
        """Let running transactions end, then close every connection."""
        self._writers.shutdown()
        self._readers.shutdown()
        self._engines.dispose()

    def _in_context(self, engine: Engine, work: Callable[[Session], T]) -> Callable[[], T]:
        if getattr(self._thread, "busy", False):
            # It would wait for the thread or the lock it holds itself.
            raise RuntimeError("A transaction cannot begin another one: pass the session on instead.")
        context = contextvars.copy_context()
        return lambda: context.run(self._run, engine, work)

    def _run(self, engine: Engine, work: Callable[[Session], T]) -> T:
        self._thread.busy = True
        try:
            return _repeat(engine, work)
        finally:
            self._thread.busy = False


def _repeat(engine: Engine, work: Callable[[Session], T]) -> T:
    repeats = 0
    while True:
        try:
            return _transact(engine, work)
        except DBAPIError as error:
            if repeats == _REPEATS or not may_run_again(error):
                if is_outage(error):
                    raise DatabaseUnavailableError(
                        "The database cannot serve now (locked, stopped or out of reach). Try again in a moment."
                    ) from error
                raise
        repeats += 1
        # Two that clashed must not meet again at the same moment.
        time.sleep(random.uniform(0, repeats * _PAUSE_SECONDS))  # noqa: S311 -- no secret


class _Transaction(Session):
    """A session that keeps hold of what it has loaded: by itself it would forget, and load the same again."""


@event.listens_for(_Transaction, "loaded_as_persistent")
def _keep(session: Session, row: object) -> None:
    session.info.setdefault("loaded", []).append(row)


def _transact(engine: Engine, work: Callable[[Session], T]) -> T:
    with _Transaction(engine, expire_on_commit=False) as session:
        value = work(session)
        session.flush()
        try:
            session.commit()
        except DBAPIError as error:
            if error.connection_invalidated:
                raise CommitUnknownError(
                    "The database went away while committing: look whether the change is there before repeating it."
                ) from error
            raise
        return value
