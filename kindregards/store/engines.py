"""SQLAlchemy engines for SQLite and PostgreSQL, with the settings we rely on."""

import json
import sqlite3
import time
from dataclasses import dataclass
from functools import partial

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from kindregards.domain.errors import InvalidError

_WAIT_SECONDS = 30

_SQLITE_CONNECTION = {"timeout": str(_WAIT_SECONDS)}
_SQLITE_WRITER = ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON")
_SQLITE_READER = ("query_only = ON",)
_POSTGRESQL_SESSION = (
    f"SET lock_timeout = '{_WAIT_SECONDS}s'",
    "SET statement_timeout = '60s'",
    "SET idle_in_transaction_session_timeout = '60s'",
)
_POSTGRESQL_CONNECTION = {"connect_timeout": "5", "application_name": "kindregards"}

_json_text = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


class DatabaseUrlError(InvalidError):
    """The database URL is none that we can open; the message never repeats it, for it may hold a password."""

    code = "database_url_invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """One database seen twice: `write` commits, `read` refuses to change anything."""

    write: Engine
    read: Engine

    def dispose(self) -> None:
        """Close every connection."""
        self.read.dispose()
        self.write.dispose()


def parse_url(url: str) -> URL:
    """Return the URL with our driver and our defaults, which its query may override.

    Raise DatabaseUrlError for other databases and for SQLite in memory.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        # The cause is dropped, because it quotes the URL.
        raise DatabaseUrlError("The database URL cannot be read. Use sqlite:///path or postgresql://…") from None
    match parsed.drivername:
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return parsed.set(query={**_SQLITE_CONNECTION, **parsed.query})
        case "sqlite":
            raise DatabaseUrlError("SQLite needs a file, because several connections share it: use sqlite:///path.")
        case "postgres" | "postgresql" | "postgresql+psycopg":
            return parsed.set(drivername="postgresql+psycopg", query={**_POSTGRESQL_CONNECTION, **parsed.query})
        case other:
            raise DatabaseUrlError(f"Databases of the kind {other} are not supported. Use sqlite or postgresql.")


def open_engines(url: URL, *, size: int) -> Engines:
    """Return engines for a parsed URL: `size` PostgreSQL connections, or one SQLite writer and `size` readers."""
    if url.drivername == "sqlite":
        return Engines(
            write=sqlite_engine(url, size=1, begin="BEGIN IMMEDIATE", pragmas=_SQLITE_WRITER),
            read=sqlite_engine(url, size=size, begin="BEGIN", pragmas=_SQLITE_READER),
        )
    engine = postgresql_engine(url, size=size, session=_POSTGRESQL_SESSION)
    # A snapshot for the whole function, as SQLite gives; read-only transactions never fail to serialize at this level.
    read = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(write=engine, read=read)


def sqlite_engine(url: URL, *, size: int, begin: str, pragmas: tuple[str, ...]) -> Engine:
    """Return an engine that begins each transaction with the given statement."""
    engine = create_engine(
        url,
        pool_size=size,
        max_overflow=0,
        hide_parameters=True,
        json_serializer=_json_text,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # Otherwise Python's driver begins transactions by itself, late and without IMMEDIATE.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            _set_pragma(cursor, pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def postgresql_engine(url: URL, *, size: int, session: tuple[str, ...]) -> Engine:
    """Return an engine whose connections begin with the given session settings."""
    engine = create_engine(url, pool_size=size, max_overflow=0, hide_parameters=True, json_serializer=_json_text)

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for statement in session:
            cursor.execute(statement)
        cursor.close()
        connection.commit()

    return engine


def _set_pragma(cursor: DBAPICursor, pragma: str) -> None:
    # SQLite does not wait by itself while another connection changes the journal mode.
    deadline = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            cursor.execute(f"PRAGMA {pragma}")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return
