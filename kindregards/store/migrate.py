"""Bringing a database to the schema of this program, and writing new migrations."""

import argparse
import io
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from alembic import command
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import URL, Connection, Engine, func, select, text
from sqlalchemy.exc import DBAPIError

from kindregards.domain.errors import ConflictError
from kindregards.store.engines import open_engines, parse_url, postgresql_engine, sqlite_engine
from kindregards.store.outages import DatabaseUnavailableError, is_outage
from kindregards.store.schema import METADATA, spell_type

_SCRIPTS = Path(__file__).parent / "migrations"
# Any number will do, if nobody else in the same database uses it for an advisory lock.
_ADVISORY_LOCK = 7_401_226_913
# A migration waits long for another one, but not for traffic: a waiting ALTER blocks every query behind it.
_WAIT_FOR_MIGRATOR = "SET lock_timeout = '5min'"
_WHILE_MIGRATING = ("SET lock_timeout = '5s'", "SET statement_timeout = '10min'")

# Alembic keeps its context in module globals.
_one_at_a_time = threading.Lock()


class SchemaUnknownError(ConflictError):
    """The database is at a migration that this program does not have."""

    code = "schema_unknown"


class ReferencesBrokenError(ConflictError):
    """A migration would have left references to rows that are gone."""

    code = "references_broken"


class SchemaVersion(NamedTuple):
    """Where a database stands and where this program wants it; `current` is None before the first migration."""

    current: str | None
    head: str | None

    @property
    def is_current(self) -> bool:
        """Say whether nothing has to be migrated."""
        return self.current == self.head


def upgrade(url: str) -> None:
    """Run the missing migrations, all or none; a second migrator waits and finds nothing to do.

    Raise SchemaUnknownError for a database of a newer program, DatabaseUnavailableError when it cannot be locked.
    """
    with _one_at_a_time, _connected(_migrating_engine(parse_url(url))) as connection:
        config = _config(connection)
        match connection.dialect.name:
            case "sqlite":
                # The first statement begins IMMEDIATE, which is the lock.
                _refuse_unknown(connection, config)
                command.upgrade(config, "head")
                _refuse_broken_references(connection)
            case _:
                _take_advisory_lock(connection)
                _refuse_unknown(connection, config)
                # Alembic begins its own transaction, which a migration may leave to index concurrently.
                connection.commit()
                command.upgrade(config, "head")
        connection.commit()


def current_and_head(url: str) -> SchemaVersion:
    """Return where the database stands and where it should be."""
    with _connected(open_engines(parse_url(url), size=1).read) as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        return SchemaVersion(current, ScriptDirectory.from_config(_config(connection)).get_current_head())


def check(url: str) -> str:
    """Return the operations still needed to make a migrated database agree with the tables, empty when it does."""
    with _connected(open_engines(parse_url(url), size=1).read) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": METADATA})
        operations = produce_migrations(context, METADATA).upgrade_ops
        if operations is None or operations.is_empty():
            return ""
        return render_python_code(operations, render_item=spell_type, migration_context=context)


def write_revision(message: str, *, empty: bool) -> Path | None:
    """Write a migration from the last one to the tables as they are now; None when there is nothing to do.

    An empty one is for moving data.
    """
    with tempfile.TemporaryDirectory() as scratch:
        url = f"sqlite:///{scratch}/schema.db"
        upgrade(url)
        if not empty and not check(url):
            return None
        with _one_at_a_time, _connected(open_engines(parse_url(url), size=1).read) as connection:
            script = command.revision(_config(connection), message, autogenerate=not empty)
    if not isinstance(script, Script):
        raise TypeError("Alembic wrote no migration, or several.")
    return Path(script.path)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the developer's command line."""
    parser = argparse.ArgumentParser(prog="python -m kindregards.store.migrate", description="Write migrations.")
    verbs = parser.add_subparsers(required=True)
    revision = verbs.add_parser(
        "revision",
        help="write the migration that leads from the last one to the tables as they are now",
        description="Compare kindregards.store.tables with the migrations there are and write the next one, "
        "named by its time. Read it before committing, and commit it alone: old code must run on the new schema.",
        epilog='Example: python -m kindregards.store.migrate revision "add appeals"',
    )
    revision.add_argument("message", help="what changes, in a few words")
    revision.add_argument("--empty", action="store_true", help="write a migration without operations, to move data")
    options = parser.parse_args(arguments)
    written = write_revision(options.message, empty=options.empty)
    sys.stdout.write(f"{written or 'Nothing to do: the migrations lead to the tables as they are.'}\n")


def _config(connection: Connection) -> Config:
    config = Config(stdout=io.StringIO(), attributes={"connection": connection})
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("timezone", "UTC")
    moment = "%%(year)d%%(month).2d%%(day).2d_%%(hour).2d%%(minute).2d%%(second).2d"
    config.set_main_option("file_template", f"{moment}_%%(slug)s")
    return config


def _refuse_unknown(connection: Connection, config: Config) -> None:
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise SchemaUnknownError(
            f"The database is at migration {current}, which this program does not have: a newer version was here. "
            "Run that version, or restore a backup made before it.",
            details={"current": current},
        )


def _take_advisory_lock(connection: Connection) -> None:
    connection.execute(text(_WAIT_FOR_MIGRATOR))
    connection.execute(select(func.pg_advisory_lock(_ADVISORY_LOCK)))
    for setting in _WHILE_MIGRATING:
        connection.execute(text(setting))
    # Lock and settings belong to the session and go with it.
    connection.commit()


@contextmanager
def _connected(engine: Engine) -> Iterator[Connection]:
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        if is_outage(error):
            raise DatabaseUnavailableError(
                "The database could not be reached or locked for the migration. Try again in a moment."
            ) from error
        raise
    finally:
        engine.dispose()


def _migrating_engine(url: URL) -> Engine:
    if url.drivername == "sqlite":
        # Copying a table drops the old one, which would delete what refers to it: references are checked at the end.
        return sqlite_engine(url, size=1, begin="BEGIN IMMEDIATE", pragmas=("journal_mode = WAL", "foreign_keys = OFF"))
    return postgresql_engine(url, size=1, session=())


def _refuse_broken_references(connection: Connection) -> None:
    broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise ReferencesBrokenError(f"The migration left rows of {tables} pointing at nothing; it was rolled back.")


if __name__ == "__main__":
    main()
