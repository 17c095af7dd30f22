"""Groups of reviewers that reviews are given to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.case_work import GroupUnknownError
from kindregards.domain.errors import ConflictError, InvalidError
from kindregards.domain.text_safety import is_clean_line
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.tables import GroupTable

LONGEST_NAME = 64


class GroupExistsError(ConflictError):
    """A group of this name exists."""

    code = "group_exists"


class GroupNameInvalidError(InvalidError):
    """The name is empty, too long, or holds characters that a name must not have."""

    code = "group_name_invalid"


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of each company, by name."""

    database: Database

    async def create(self, company_id: str, name: str, *, now: datetime) -> None:
        """Add a group; raise GroupNameInvalidError or GroupExistsError."""
        if not (name.strip() and len(name) <= LONGEST_NAME and is_clean_line(name)):
            raise GroupNameInvalidError(f"A group's name is one line of up to {LONGEST_NAME} characters.")

        def insert_new(session: Session) -> None:
            if not ensure_group(session, company_id, name, now):
                raise GroupExistsError(f"There is a group {name!r} already.")

        await self.database.write(insert_new)

    async def names(self, company_id: str) -> tuple[str, ...]:
        """Return all names, in order."""
        return await self.database.read(lambda session: group_names(session, company_id))


def ensure_group(session: Session, company_id: str, name: str, now: datetime) -> bool:
    """Insert a group unless it is there; say whether it is new."""
    if name in group_names(session, company_id):
        return False
    insert_row(session, GroupTable, id=new_id(), company_id=company_id, name=name, created_at=now)
    return True


def group_names(session: Session, company_id: str) -> tuple[str, ...]:
    """Return the names of a company's groups, in order."""
    names = session.scalars(
        select(col(GroupTable.name)).where(col(GroupTable.company_id) == company_id).order_by(col(GroupTable.name))
    )
    return tuple(names)


def refuse_unknown_groups(session: Session, company_id: str, names: Sequence[str]) -> None:
    """Raise GroupUnknownError unless every group exists."""
    known = group_names(session, company_id)
    missing = [name for name in names if name not in known]
    if missing:
        raise GroupUnknownError(f"There is no group {missing[0]!r}. There are: {', '.join(known) or 'none yet'}.")
