"""Companies, and the wrapped keys of the people they know."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from kindregards.store.tables.base import CompanyRow, instant, json_value, optional_instant, optional_json


class CompanyTable(SQLModel, table=True):
    """A customer of Kind Regards; one is the default.

    `voice_version` counts every change of what candidates see: brand and published templates are read anew after it.
    """

    __tablename__ = "companies"

    id: str = Field(primary_key=True, max_length=36)
    name: str
    sender_name: str
    key_id: str = Field(max_length=36)
    brand: dict[str, object] | None = optional_json()
    voice_version: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    created_at: datetime = instant()


class BrandChangeTable(CompanyRow, table=True):
    """One change of a brand: which settings, by whom, when; rows are only ever added."""

    __tablename__ = "brand_changes"
    __table_args__ = (Index("ix_brand_changes_recent", "company_id", "id"),)

    fields: list[str] = json_value()
    changed_by: str
    changed_at: datetime = instant()


class BrandLogoTable(CompanyRow, table=True):
    """A logo that letters carry; kept for letters that were written with it."""

    __tablename__ = "brand_logos"
    __table_args__ = (UniqueConstraint("company_id", "digest"),)

    digest: str = Field(max_length=64)
    media_type: str
    width: int
    height: int
    content: bytes
    created_at: datetime = instant()


class SubjectKeyTable(CompanyRow, table=True):
    """The wrapped data key of one person (or of the company's own records); destroying it erases them."""

    __tablename__ = "subject_keys"

    wrapped: bytes | None = None
    created_at: datetime = instant()
    destroyed_at: datetime | None = optional_instant()
