"""Who of a company may decide, who of them is away, and how they want to be told."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.absences import Absence
from kindregards.domain.accounts import Role
from kindregards.domain.case_work import ColleagueUnknownError
from kindregards.domain.notifying import NoticePace
from kindregards.store.tables import UserTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """A member of staff who may decide, without name and address: no key is needed to find them."""

    id: str
    role: Role
    groups: tuple[str, ...]
    pace: NoticePace
    absence: Absence | None


def reviewers_of(session: Session, company_id: str) -> dict[str, Reviewer]:
    """Return everybody who may decide and was not shut out, by id."""
    rows = session.execute(
        select(
            col(UserTable.id),
            col(UserTable.role),
            col(UserTable.groups),
            col(UserTable.notices),
            col(UserTable.away_from),
            col(UserTable.away_until),
            col(UserTable.stand_in),
        )
        .where(col(UserTable.company_id) == company_id)
        .where(col(UserTable.disabled_at).is_(None))
        .where(col(UserTable.role) != Role.VIEWER)
    )
    return {
        row.id: Reviewer(
            id=row.id,
            role=Role(row.role),
            groups=tuple(row.groups),
            pace=NoticePace(row.notices),
            absence=(
                Absence(starts_at=row.away_from, ends_at=row.away_until, stand_in=row.stand_in)
                if row.away_from and row.away_until and row.stand_in
                else None
            ),
        )
        for row in rows
    }


def absences_of(reviewers: Collection[Reviewer]) -> dict[str, Absence]:
    """Return the absences by user."""
    return {each.id: each.absence for each in reviewers if each.absence is not None}


def refuse_unknown_colleague(reviewers: Collection[str], user_id: str) -> None:
    """Raise ColleagueUnknownError unless the user may decide."""
    if user_id not in reviewers:
        raise ColleagueUnknownError(f"Nobody who may decide has the id {user_id!r}. Choose one of your reviewers.")
