"""Companies: their name in letters and the key of their own records."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.composition import Brand
from kindregards.domain.template_versions import TemplateSet
from kindregards.store.brand_rows import brand_of
from kindregards.store.reason_rows import own_reasons
from kindregards.store.rows import insert_row
from kindregards.store.subject_keys import SubjectKeys
from kindregards.store.tables import CompanyTable
from kindregards.store.template_rows import published_templates
from kindregards.store.vault import SubjectKey

DEFAULT_COMPANY_ID = "00000000-0000-7000-8000-000000000001"


@dataclass(frozen=True, slots=True)
class Companies:
    """One is the default; screens for several come later."""

    keys: SubjectKeys
    _key_ids: dict[str, str] = field(default_factory=dict)
    # Read once for each version: the composer keeps what it parsed as long as it meets the same object.
    _brands: dict[str, tuple[int, Brand]] = field(default_factory=dict)

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
        """Return the company as candidates know it: one statement, unless something of it changed."""
        row = session.execute(
            select(col(CompanyTable.name), col(CompanyTable.sender_name), col(CompanyTable.voice_version)).where(
                col(CompanyTable.id) == company_id
            )
        ).one()
        known = self._brands.get(company_id)
        if known is None or known[0] != row.voice_version:
            known = row.voice_version, self._read(session, company_id, row.voice_version)
            self._brands[company_id] = known
        brand = known[1]
        if (brand.company_name, brand.sender_name) == (row.name, row.sender_name):
            return brand
        return replace(brand, company_name=row.name, sender_name=row.sender_name)

    def speak_anew(self, session: Session, company_id: str) -> None:
        """Let every process read brand and templates again, once this transaction is committed."""
        session.execute(
            update(CompanyTable)
            .where(col(CompanyTable.id) == company_id)
            .values(voice_version=col(CompanyTable.voice_version) + 1)
        )

    def _read(self, session: Session, company_id: str, version: int) -> Brand:
        row = session.get_one(CompanyTable, company_id, populate_existing=True)
        brand = brand_of(row)
        published = published_templates(session, company_id) if version else ()
        own = TemplateSet.of(*published, default_tone=brand.default_tone) if published else None
        return replace(brand, templates=own, reasons=own_reasons(session, company_id) if version else {})

    def key(self, session: Session, company_id: str) -> SubjectKey:
        """Return the key of the company's own records: users, stored answers, reports that belong to nobody yet."""
        key_id = self._key_ids.get(company_id)
        if key_id is None:
            key_id = session.execute(
                select(col(CompanyTable.key_id)).where(col(CompanyTable.id) == company_id)
            ).scalar_one()
            self._key_ids[company_id] = key_id
        return self.keys.open(session, key_id)


def lock_voice(session: Session, company_id: str) -> None:
    """Hold the company's row until the transaction ends, so that versions are counted one after the other."""
    session.execute(select(col(CompanyTable.id)).where(col(CompanyTable.id) == company_id).with_for_update()).one()
