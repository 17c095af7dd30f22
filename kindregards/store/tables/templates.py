"""Letter templates that companies write themselves."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint

from kindregards.store.tables.base import CompanyRow, instant, json_value, optional_instant


class LetterTemplateTable(CompanyRow, table=True):
    """One immutable version of a template; `name` says what it is for, `state` is draft, published or retired."""

    __tablename__ = "letter_templates"
    __table_args__ = (
        UniqueConstraint("company_id", "name", "version"),
        Index("ix_letter_templates_state", "company_id", "state"),
    )

    name: str
    version: int
    state: str
    content: dict[str, object] = json_value()
    author: str
    note: str
    restores: int | None = None
    created_at: datetime = instant()
    published_at: datetime | None = optional_instant()
    published_by: str | None = None
    retired_at: datetime | None = optional_instant()
    retired_by: str | None = None
