"""Reasons that companies have besides ours."""

from datetime import datetime

from sqlalchemy import UniqueConstraint

from kindregards.store.tables.base import CompanyRow, instant, json_value, optional_instant


class ReasonTable(CompanyRow, table=True):
    """One immutable version of a company's own reason; the newest counts, and none that is retired is offered."""

    __tablename__ = "rejection_reasons"
    __table_args__ = (UniqueConstraint("company_id", "code", "version"),)

    code: str
    version: int
    party: str
    label_zh: str
    label_en: str
    text: dict[str, str] = json_value()
    in_letter: bool
    needs_evidence: bool
    author: str
    created_at: datetime = instant()
    retired_by: str | None = None
    retired_at: datetime | None = optional_instant()
