"""Inserting a row cheaply, and choosing rows to lease."""

from sqlalchemy import Insert, Select, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

_STATEMENTS: dict[type[SQLModel], tuple[Insert, frozenset[str]]] = {}


def insert_row(session: Session, table: type[SQLModel], **values: object) -> None:
    """Insert one row, here and now; raise TypeError for a column that does not exist.

    The statement is built once a table: building `insert(…).values(…)` on a mapped class costs more than inserting.
    """
    statement, columns = _STATEMENTS.get(table) or _build(table)
    if unknown := values.keys() - columns:
        raise TypeError(f"{table.__name__} has no column {', '.join(sorted(unknown))}.")
    session.connection().execute(statement, values)


def insert_once(session: Session, table: type[SQLModel], **values: object) -> None:
    """Insert one row unless another stands in its place already."""
    _, columns = _STATEMENTS.get(table) or _build(table)
    if unknown := values.keys() - columns:
        raise TypeError(f"{table.__name__} has no column {', '.join(sorted(unknown))}.")
    found: Table = SQLModel.metadata.tables[str(table.__tablename__)]
    kind = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.connection().execute(kind.insert(found).on_conflict_do_nothing(), values)


def _build(table: type[SQLModel]) -> tuple[Insert, frozenset[str]]:
    found: Table = SQLModel.metadata.tables[str(table.__tablename__)]
    _STATEMENTS[table] = insert(found), frozenset(found.c.keys())
    return _STATEMENTS[table]


def chosen_once(ids: Select[str]) -> Select[str]:
    """Return the same ids from a common table expression, which PostgreSQL evaluates once.

    As a plain subquery of an UPDATE it may run again for each row, and a LIMIT with SKIP LOCKED then takes more rows
    than it says. https://www.postgresql.org/docs/current/sql-select.html#SQL-WITH
    """
    chosen = ids.cte("chosen")
    return select(chosen.c[0])
