"""A line of Alembic migrations and the tables it leads to."""

import io
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from alembic import command
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import URL, Connection, Engine, MetaData, func, select, text
from sqlalchemy.exc import DBAPIError

from kindregards.domain.errors import ConflictError
from kindregards.store.engines import open_engines, parse_url, postgresql_engine, sqlite_engine
from kindregards.store.outages import DatabaseUnavailableError, is_outage
from kindregards.store.schema import spell_type

# Any number will do, if nobody else in the same database uses it for an advisory lock.
_ADVISORY_LOCK = 7_401_226_913
# A migration waits long for another one, but not for traffic: a waiting ALTER blocks every query behind it.
_WAIT_FOR_MIGRATOR_SECONDS = 300
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
    """Where a database stands and where the line ends; `current` is None before the first migration."""

    current: str | None
    head: str | None

    @property
    def is_current(self) -> bool:
        """Say whether nothing has to be migrated."""
        return self.current == self.head


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationLine:
    """The migrations in a folder, and the tables they should add up to."""

    folder: Path
    metadata: MetaData

    def upgrade(self, url: str) -> None:
        """Run the missing migrations, all or none; a second migrator waits and finds nothing to do.

        A migration that leaves the transaction (PostgreSQL's `autocommit_block`) commits those before it.
        Raise SchemaUnknownError for a database of a newer program, DatabaseUnavailableError when it cannot be locked.
        """
        with _one_at_a_time, _connected(_migrating_engine(parse_url(url))) as connection:
            config = self._config(connection)
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

    def current_and_head(self, url: str) -> SchemaVersion:
        """Return where the database stands and where it should be."""
        with _connected(open_engines(parse_url(url), size=1).read) as connection:
            current = MigrationContext.configure(connection).get_current_revision()
            return SchemaVersion(current, ScriptDirectory.from_config(self._config(connection)).get_current_head())

    def check(self, url: str) -> str:
        """Return the operations a migrated database still needs to agree with the tables, empty when it does."""
        with _connected(open_engines(parse_url(url), size=1).read) as connection:
            options = {"compare_type": True, "target_metadata": self.metadata}
            context = MigrationContext.configure(connection, opts=options)
            operations = produce_migrations(context, self.metadata).upgrade_ops
            if operations is None or operations.is_empty():
                return ""
            return render_python_code(operations, render_item=spell_type, migration_context=context)

    def write(self, message: str) -> Path | None:
        """Write the migration that leads to the tables as they are now; None when there is nothing to do."""
        return self._write(message, autogenerate=True)

    def write_empty(self, message: str) -> Path | None:
        """Write a migration without operations, to be filled by hand: for moving data."""
        return self._write(message, autogenerate=False)

    def _write(self, message: str, *, autogenerate: bool) -> Path | None:
        with tempfile.TemporaryDirectory() as scratch:
            url = f"sqlite:///{scratch}/schema.db"
            self.upgrade(url)
            if autogenerate and not self.check(url):
                return None
            with _one_at_a_time, _connected(open_engines(parse_url(url), size=1).read) as connection:
                script = command.revision(self._config(connection), message, autogenerate=autogenerate)
        if not isinstance(script, Script):
            raise TypeError("Alembic wrote no migration, or several.")
        return Path(script.path)

    def _config(self, connection: Connection) -> Config:
        config = Config(stdout=io.StringIO(), attributes={"connection": connection, "metadata": self.metadata})
        config.set_main_option("script_location", str(self.folder).replace("%", "%%"))
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
    connection.execute(text(f"SET lock_timeout = '{_WAIT_FOR_MIGRATOR_SECONDS}s'"))
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
        patient = url.update_query_dict({"timeout": str(_WAIT_FOR_MIGRATOR_SECONDS)})
        # Copying a table drops the old one, which would delete what refers to it: references are checked at the end.
        pragmas = ("journal_mode = WAL", "foreign_keys = OFF")
        return sqlite_engine(patient, size=1, begin="BEGIN IMMEDIATE", pragmas=pragmas)
    return postgresql_engine(url, size=1, session=())


def _refuse_broken_references(connection: Connection) -> None:
    broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise ReferencesBrokenError(f"The migration left rows of {tables} pointing at nothing; it was rolled back.")
