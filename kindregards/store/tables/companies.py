"""Companies, and the wrapped keys of the people they know."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from kindregards.store.tables.base import CompanyRow, instant, optional_instant


class CompanyTable(SQLModel, table=True):
    """A customer of Kind Regards; one is the default."""

    __tablename__ = "companies"

    id: str = Field(primary_key=True, max_length=36)
    name: str
    sender_name: str
    key_id: str = Field(max_length=36)
    created_at: datetime = instant()


class SubjectKeyTable(CompanyRow, table=True):
    """The wrapped data key of one person (or of the company's own records); destroying it erases them."""

    __tablename__ = "subject_keys"

    wrapped: bytes | None = None
    created_at: datetime = instant()
    destroyed_at: datetime | None = optional_instant()
