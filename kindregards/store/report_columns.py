"""SQL that reports need and that the two databases write differently."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, cast, func, null, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlmodel import col

from kindregards.domain.reports import ReportGroup, ReportQuery
from kindregards.store.tables import ApplicationTable, JobTable

QUARTER_SECONDS = 900

Column = ColumnElement[Any] | Mapped[Any]  # Any: reports choose their columns as they go
Counting = Select[*tuple[Any, ...]]  # Any: as above


class epoch(GenericFunction[int]):  # noqa: N801 -- the name is the function's
    """The whole seconds since 1970 of an instant."""

    type = Integer()
    inherit_cache = True


@compiles(epoch, "sqlite")
def _sqlite(element: epoch, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 -- SQLAlchemy's own
    return f"unixepoch({compiler.process(element.clauses, **options)})"


@compiles(epoch, "postgresql")
def _postgresql(element: epoch, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 -- as above
    return f"floor(extract(epoch FROM {compiler.process(element.clauses, **options)}))::bigint"


def seconds_between(earlier: Column, later: Column) -> ColumnElement[int]:
    """Return how many seconds lie between two instants."""
    return epoch(later) - epoch(earlier)


def quarter_of(at: Column) -> ColumnElement[int]:
    """Return which quarter of an hour since 1970 an instant lies in: no zone's hours begin within one."""
    return epoch(at).op("/", return_type=Integer())(QUARTER_SECONDS)


def group_column(query: ReportQuery) -> Column:
    """Return what a report is divided by, NULL for nothing."""
    match query.group_by:
        case ReportGroup.STAGE:
            return col(ApplicationTable.stage)
        case ReportGroup.JOB:
            return col(JobTable.external_id)
        case None:
            return cast(null(), String())


def counted(statement: Counting, query: ReportQuery) -> Counting:
    """Return a statement over applications, of which only those count that the query asks for; jobs join if needed."""
    real = statement.where(col(ApplicationTable.is_test).is_(False))
    if query.job is None and query.group_by is not ReportGroup.JOB:
        return real
    joined = real.join(JobTable, col(JobTable.id) == col(ApplicationTable.job_id))
    return joined.where(col(JobTable.external_id) == query.job) if query.job else joined


def within(at: Column, query: ReportQuery) -> ColumnElement[bool]:
    """Return whether an instant lies in the period."""
    return (at >= query.period.start) & (at < query.period.end)


def quantiles(session: Session, durations: Counting, *shares: float) -> list[tuple[str | None, int, tuple[int, ...]]]:
    """Return for each group of a statement of (group, seconds) how many there are and the seconds at these shares.

    A share's value is that of the rank ceil(share * n): one that occurred, not one between two.
    """
    asked = durations.subquery()
    group, seconds = asked.c
    ranked = select(
        group,
        seconds,
        func.row_number().over(partition_by=group, order_by=seconds).label("rank"),
        func.count().over(partition_by=group).label("n"),
    ).subquery()
    percents = [round(share * 100) for share in shares]
    # The least whole rank that is not below percent * n / 100.
    at = [func.min(ranked.c[1]).filter(ranked.c.rank * 100 >= ranked.c.n * percent) for percent in percents]
    rows = session.execute(select(ranked.c[0], func.max(ranked.c.n), *at).group_by(ranked.c[0]).order_by(ranked.c[0]))
    return [(row[0], row[1], tuple(row[2:])) for row in rows]
