"""Inserting and changing rows cheaply, and choosing rows to lease."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache

from sqlalchemy import Insert, Select, Table, Update, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key
from sqlmodel import SQLModel

_NOTHING: Mapping[str, object] = {}
_COLLECTING = "rows"
_Rows = dict[tuple[str, ...], list[dict[str, object]]]


def insert_row(session: Session, table: type[SQLModel], **values: object) -> None:
    """Insert one row, here and now, or with `rows_together`; raise TypeError for a column that does not exist.

    The statement is built once a table: building `insert(…).values(…)` on a mapped class costs more than inserting.
    """
    statement, columns = _insert(table)
    if unknown := values.keys() - columns:
        raise TypeError(f"{table.__name__} has no column {', '.join(sorted(unknown))}.")
    if _COLLECTING in session.info:
        session.info[_COLLECTING][table][tuple(values)].append(values)
        return
    session.connection().execute(statement, values)


@contextmanager
def rows_together(session: Session) -> Iterator[None]:
    """Collect what `insert_row` is given and insert it when the block ends, for loading thousands of rows.

    Until then no statement sees these rows. Tables that others refer to come first.
    """
    collected: defaultdict[type[SQLModel], _Rows] = defaultdict(lambda: defaultdict(list))
    session.info[_COLLECTING] = collected
    try:
        yield
    finally:
        del session.info[_COLLECTING]
    order = [table.name for table in SQLModel.metadata.sorted_tables]
    for table in sorted(collected, key=lambda table: order.index(str(table.__tablename__))):
        for rows in collected[table].values():
            session.connection().execute(_insert(table)[0], rows)


def insert_once(session: Session, table: type[SQLModel], **values: object) -> None:
    """Insert one row unless another stands in its place already."""
    _, columns = _insert(table)
    if unknown := values.keys() - columns:
        raise TypeError(f"{table.__name__} has no column {', '.join(sorted(unknown))}.")
    kind = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.connection().execute(kind.insert(_found(table)).on_conflict_do_nothing(), values)


def change_row(
    session: Session,
    table: type[SQLModel],
    row_id: str,
    *,
    expected: Mapping[str, object] = _NOTHING,
    **values: object,
) -> bool:
    """Change one row by its id, here and now, if it still holds what is expected (nothing that is null); say whether.

    The object by which the session knows the row learns of it. Built once for each set of names: an update of a mapped
    class costs ten times as much.
    """
    statement = _update(table, tuple(sorted(expected)), tuple(sorted(values)))
    wanted = {f"expected_{name}": value for name, value in expected.items()}
    changed = session.connection().execute(statement, {"row_id": row_id, **wanted, **_named(values)}).rowcount == 1
    known = session.identity_map.get(identity_key(table, row_id)) if changed else None
    if known is not None:
        for name, value in values.items():
            set_committed_value(known, name, value)
    return changed


def _named(values: Mapping[str, object]) -> dict[str, object]:
    return {f"new_{name}": value for name, value in values.items()}


@lru_cache(maxsize=256)
def _insert(table: type[SQLModel]) -> tuple[Insert, frozenset[str]]:
    found = _found(table)
    return insert(found), frozenset(found.c.keys())


@lru_cache(maxsize=256)
def _update(table: type[SQLModel], expected: tuple[str, ...], names: tuple[str, ...]) -> Update:
    found = _found(table)
    statement = update(found).where(found.c.id == bindparam("row_id"))
    for name in expected:
        statement = statement.where(found.c[name] == bindparam(f"expected_{name}", type_=found.c[name].type))
    return statement.values({name: bindparam(f"new_{name}", type_=found.c[name].type) for name in names})


def _found(table: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(table.__tablename__)]


def chosen_once(ids: Select[str]) -> Select[str]:
    """Return the same ids from a common table expression, which PostgreSQL evaluates once.

    As a plain subquery of an UPDATE it may run again for each row, and a LIMIT with SKIP LOCKED then takes more rows
    than it says. https://www.postgresql.org/docs/current/sql-select.html#SQL-WITH
    """
    chosen = ids.cte("chosen")
    return select(chosen.c[0])
