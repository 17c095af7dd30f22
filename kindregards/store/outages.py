"""When the database cannot serve, told apart from a mistake in a statement."""

import sqlite3

import psycopg
from sqlalchemy.exc import DBAPIError

from kindregards.domain.errors import DomainError

_SQLITE_OUTAGES = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)

# Classes of SQLSTATE: connection, resources, operator (shutdown, timeouts), system; then lock and idle timeouts.
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL_OUTAGES = ("08", "53", "57", "58", "55P03", "25P03")
_POSTGRESQL_CLASHES = ("40001", "40P01")
_POSTGRESQL_TAKEN = "23505"


class DatabaseUnavailableError(DomainError):
    """The database is locked, full, stopped or out of reach; the same request may succeed later."""

    code = "database_unavailable"


class CommitUnknownError(DatabaseUnavailableError):
    """The connection broke during the commit: the transaction may or may not have happened."""


def is_outage(error: DBAPIError) -> bool:
    """Say whether the database, and not the statement, is at fault."""
    if error.connection_invalidated:
        return True
    match error.orig:
        case sqlite3.Error() as cause:
            # The low byte is the primary code; the rest only refines it. https://sqlite.org/rescode.html
            code: int = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_OK)
            return code & 0xFF in _SQLITE_OUTAGES
        case psycopg.OperationalError(sqlstate=None):
            return True  # libpq gives no state when it could not connect
        case psycopg.Error(sqlstate=str(state)):
            return state.startswith(_POSTGRESQL_OUTAGES + _POSTGRESQL_CLASHES)
        case _:
            return False


def may_run_again(error: DBAPIError) -> bool:
    """Say whether the transaction surely did not happen and may succeed at once when repeated.

    So it is after a deadlock, a serialization failure, or a pooled connection that died before the commit. So it is
    too where two looked, found nothing, and inserted the same key: the later one now finds the row of the first.
    """
    if error.connection_invalidated:
        return True
    return isinstance(error.orig, psycopg.Error) and error.orig.sqlstate in {*_POSTGRESQL_CLASHES, _POSTGRESQL_TAKEN}
