"""Companies: their name in letters and the key of their own records."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.composition import Brand
from kindregards.store.rows import insert_row
from kindregards.store.subject_keys import SubjectKeys
from kindregards.store.tables import CompanyTable
from kindregards.store.vault import SubjectKey

DEFAULT_COMPANY_ID = "00000000-0000-7000-8000-000000000001"


@dataclass(frozen=True, slots=True)
class Companies:
    """One is the default; screens for several come later."""

    keys: SubjectKeys
    _key_ids: dict[str, str] = field(default_factory=dict)

    def ensure(self, session: Session, company_id: str, brand: Brand, now: datetime) -> None:
        """Insert the company unless it is there."""
        if session.get(CompanyTable, company_id) is None:
            key_id, _ = self.keys.create(session, company_id=company_id, now=now)
            insert_row(
                session,
                CompanyTable,
                id=company_id,
                name=brand.company_name,
                sender_name=brand.sender_name,
                key_id=key_id,
                created_at=now,
            )

    def brand(self, session: Session, company_id: str) -> Brand:
        """Return the company as candidates know it."""
        row = session.execute(
            select(col(CompanyTable.name), col(CompanyTable.sender_name)).where(col(CompanyTable.id) == company_id)
        ).one()
        return Brand(company_name=row.name, sender_name=row.sender_name)

    def key(self, session: Session, company_id: str) -> SubjectKey:
        """Return the key of the company's own records: users, stored answers, reports that belong to nobody yet."""
        key_id = self._key_ids.get(company_id)
        if key_id is None:
            key_id = session.execute(
                select(col(CompanyTable.key_id)).where(col(CompanyTable.id) == company_id)
            ).scalar_one()
            self._key_ids[company_id] = key_id
        return self.keys.open(session, key_id)
