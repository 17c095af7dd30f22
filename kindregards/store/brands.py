"""A company's brand and its logos."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.brand_settings import BrandSettings, check_settings
from kindregards.domain.logos import LogoUnknownError, checked_logo
from kindregards.domain.looks import Logo
from kindregards.domain.ports.brands import BrandChange, LogoFile
from kindregards.store.brand_rows import content_of, settings_of
from kindregards.store.companies import Companies, lock_voice
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_once, insert_row
from kindregards.store.tables import BrandChangeTable, BrandLogoTable, CompanyTable

_Change = Callable[[BrandSettings], BrandSettings]


@dataclass(frozen=True, slots=True)
class Brands:
    """Reads and changes how a company appears."""

    database: Database
    companies: Companies

    async def brand(self, company_id: str) -> BrandSettings:
        """Return what the company set."""
        return await self.database.read(lambda session: settings_of(session.get_one(CompanyTable, company_id)))

    async def changes(self, company_id: str, *, limit: int) -> Sequence[BrandChange]:
        """Return who changed what, newest first."""
        return await self.database.read(lambda session: _changes(session, company_id, limit))

    async def save(self, company_id: str, settings: BrandSettings, *, by: str, now: datetime) -> BrandSettings:
        """Keep it for letters from now on; the logo stays as it is."""
        check_settings(settings)
        return await self._change(company_id, lambda known: replace(settings, logo=known.logo), by=by, now=now)

    async def add_logo(self, company_id: str, content: bytes, *, by: str, now: datetime) -> BrandSettings:
        """Check a picture and put it on letters from now on; raise LogoRefusedError."""
        logo = checked_logo(content)
        await self.database.write(
            lambda session: insert_once(
                session,
                BrandLogoTable,
                id=new_id(),
                company_id=company_id,
                digest=logo.digest,
                media_type=logo.media_type,
                width=logo.width,
                height=logo.height,
                content=content,
                created_at=now,
            )
        )
        return await self._change(company_id, lambda known: replace(known, logo=logo), by=by, now=now)

    async def remove_logo(self, company_id: str, *, by: str, now: datetime) -> BrandSettings:
        """Leave the logo out of letters from now on; letters written with it keep it."""
        return await self._change(company_id, lambda known: replace(known, logo=None), by=by, now=now)

    async def logo(self, company_id: str, digest: str) -> LogoFile:
        """Return a logo that letters carry or carried; raise LogoUnknownError."""
        return await self.database.read(lambda session: _logo(session, company_id, digest))

    async def _change(self, company_id: str, change: _Change, *, by: str, now: datetime) -> BrandSettings:
        def work(session: Session) -> BrandSettings:
            lock_voice(session, company_id)
            known = settings_of(session.get_one(CompanyTable, company_id, populate_existing=True))
            changed = change(known)
            if changed != known:
                session.execute(
                    update(CompanyTable)
                    .where(col(CompanyTable.id) == company_id)
                    .values(name=changed.company_name, sender_name=changed.sender_name, brand=content_of(changed))
                )
                _note(session, company_id, known, changed, by=by, now=now)
                self.companies.speak_anew(session, company_id)
            return changed

        return await self.database.write(work)


def _note(
    session: Session, company_id: str, known: BrandSettings, changed: BrandSettings, *, by: str, now: datetime
) -> None:
    names = [each.name for each in fields(known) if getattr(known, each.name) != getattr(changed, each.name)]
    insert_row(
        session,
        BrandChangeTable,
        id=new_id(),
        company_id=company_id,
        fields=names,
        changed_by=by,
        changed_at=now,
    )


def _changes(session: Session, company_id: str, limit: int) -> tuple[BrandChange, ...]:
    rows = session.scalars(
        select(BrandChangeTable)
        .where(col(BrandChangeTable.company_id) == company_id)
        .order_by(col(BrandChangeTable.id).desc())
        .limit(limit)
    )
    return tuple(
        BrandChange(fields=tuple(row.fields), changed_by=row.changed_by, changed_at=row.changed_at) for row in rows
    )


def _logo(session: Session, company_id: str, digest: str) -> LogoFile:
    row = session.scalars(
        select(BrandLogoTable)
        .where(col(BrandLogoTable.company_id) == company_id)
        .where(col(BrandLogoTable.digest) == digest)
    ).one_or_none()
    if row is None:
        raise LogoUnknownError("There is no such logo.")
    logo = Logo(digest=row.digest, media_type=row.media_type, width=row.width, height=row.height)
    return LogoFile(logo=logo, content=row.content)
