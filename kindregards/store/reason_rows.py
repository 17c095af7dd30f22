"""Rows of a company's own reasons as reasons, and back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.languages import Language
from kindregards.domain.reasons import Party, Reason, Reasons
from kindregards.store.tables import ReasonTable


def own_reasons(session: Session, company_id: str, *, as_of: datetime | None = None) -> Reasons:
    """Return the newest version of every reason of a company, now or at a moment, the retired ones too."""
    statement = select(ReasonTable).where(col(ReasonTable.company_id) == company_id)
    if as_of is not None:
        statement = statement.where(col(ReasonTable.created_at) <= as_of)
    rows = session.scalars(statement.order_by(col(ReasonTable.code), col(ReasonTable.version)))
    return {row.code: reason_of(row) for row in rows}


def reason_of(row: ReasonTable) -> Reason:
    """Return the reason behind a row."""
    return Reason(
        code=row.code,
        party=Party(row.party),
        label_zh=row.label_zh,
        label_en=row.label_en,
        in_letter=row.in_letter,
        text={Language(language): text for language, text in row.text.items()},
        needs_evidence=row.needs_evidence,
        version=row.version,
        is_retired=row.retired_at is not None,
        is_shipped=False,
    )
