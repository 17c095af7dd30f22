"""Finding the applications of people by what is known of them, each way by an index of its own."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select, union
from sqlmodel import col

from kindregards.store.tables import ApplicationTable, CandidateTable


def applied_by(
    company_id: str, people: Sequence[ColumnElement[bool]], external_id: str | None = None
) -> ColumnElement[bool]:
    """Return the condition that an application is of a candidate whom one of these names, or has this external id.

    A union, because of conditions joined by OR SQLite uses no index: it would walk through the whole company.
    """
    ways = [
        select(col(ApplicationTable.id))
        .select_from(CandidateTable)
        .join(ApplicationTable, col(ApplicationTable.candidate_id) == col(CandidateTable.id))
        .where(col(CandidateTable.company_id) == company_id)
        .where(person)
        for person in people
    ]
    if external_id is not None:
        by_name = select(col(ApplicationTable.id)).where(col(ApplicationTable.company_id) == company_id)
        ways.append(by_name.where(col(ApplicationTable.external_id) == external_id))
    return col(ApplicationTable.id).in_(union(*ways))
