"""Finding the applications of people by what is known of them, each way by an index of its own."""

from collections.abc import Sequence

from sqlalchemy import BindParameter, ColumnElement, CompoundSelect, select, union
from sqlalchemy.orm import aliased
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


def rows_of_person(candidate: str | BindParameter[str], *, named_alike: bool = False) -> CompoundSelect[str]:
    """Return the ids of every row of a candidate's person: their own, and those with their e-mail address or number.

    An address alone does not always make one person of two: families and agencies share it. `named_alike` wants the
    same name too.
    """
    mine, same = aliased(CandidateTable), aliased(CandidateTable)
    ways = [
        select(col(same.id)).join(mine, known_by).where(col(mine.id) == candidate)
        for known_by in (
            col(same.email_index) == col(mine.email_index),
            col(same.phone_index) == col(mine.phone_index),
        )
    ]
    if named_alike:
        ways = [way.where(col(same.name_index) == col(mine.name_index)) for way in ways]
    itself = select(col(mine.id)).where(col(mine.id) == candidate)
    return union(itself, *(way.where(col(same.company_id) == col(mine.company_id)) for way in ways))
