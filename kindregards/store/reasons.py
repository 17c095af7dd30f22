"""The managed list of reasons: ours, and what a company adds to them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.languages import Language
from kindregards.domain.reason_writing import ReasonNotFoundError, ReasonShippedError, check_own_reason
from kindregards.domain.reasons import SHIPPED_REASONS, Reason, Reasons, with_shipped
from kindregards.store.companies import Companies, lock_voice
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.reason_rows import reason_of
from kindregards.store.rows import insert_row
from kindregards.store.tables import ReasonTable


@dataclass(frozen=True, slots=True)
class ReasonList:
    """Reads the list, and keeps new versions of a company's own reasons.

    `usual_texts` is what letters say for the reasons that everybody has, where no more is known.
    """

    database: Database
    companies: Companies
    usual_texts: Mapping[str, Mapping[Language, str]]

    async def all(self, company_id: str) -> Reasons:
        """Return ours and the company's own, the retired ones too."""
        own = await self.database.read(lambda session: self.companies.brand(session, company_id).reasons)
        return {code: self._with_text(reason) for code, reason in with_shipped(own).items()}

    async def write(self, company_id: str, reason: Reason, *, author: str, now: datetime) -> Reason:
        """Keep a reason, or the next version of one; one that was retired is offered again.

        Raise ReasonShippedError or ReasonInvalidError.
        """
        check_own_reason(reason)
        return await self.database.write(lambda session: self._write(session, company_id, reason, author, now))

    async def retire(self, company_id: str, code: str, *, actor: str, now: datetime) -> Reason:
        """Offer a reason to nobody any more; again is harmless. Raise ReasonNotFoundError, ReasonShippedError."""
        return await self.database.write(lambda session: self._retire(session, company_id, code, actor, now))

    def _with_text(self, reason: Reason) -> Reason:
        usual = self.usual_texts.get(reason.code) if reason.is_shipped else None
        return replace(reason, text=usual) if usual else reason

    def _write(self, session: Session, company_id: str, reason: Reason, author: str, now: datetime) -> Reason:
        lock_voice(session, company_id)
        newest = _newest(session, company_id, reason.code)
        kept = replace(reason, version=newest.version + 1 if newest else 1, is_retired=False, is_shipped=False)
        insert_row(
            session,
            ReasonTable,
            id=new_id(),
            company_id=company_id,
            code=kept.code,
            version=kept.version,
            party=kept.party,
            label_zh=kept.label_zh,
            label_en=kept.label_en,
            text={language.value: text for language, text in kept.text.items()},
            in_letter=kept.in_letter,
            needs_evidence=kept.needs_evidence,
            author=author,
            created_at=now,
        )
        self.companies.speak_anew(session, company_id)
        return kept

    def _retire(self, session: Session, company_id: str, code: str, actor: str, now: datetime) -> Reason:
        if code in SHIPPED_REASONS:
            raise ReasonShippedError(f"{code!r} is a reason that everybody has; it stays on the list.")
        lock_voice(session, company_id)
        row = _newest(session, company_id, code)
        if row is None:
            raise ReasonNotFoundError(f"There is no reason {code[:100]!r}. GET /v1/rejection-reasons lists them.")
        if row.retired_at is None:
            row.retired_by, row.retired_at = actor, now
            self.companies.speak_anew(session, company_id)
        return reason_of(row)


def _newest(session: Session, company_id: str, code: str) -> ReasonTable | None:
    return session.scalars(
        select(ReasonTable)
        .where(col(ReasonTable.company_id) == company_id)
        .where(col(ReasonTable.code) == code)
        .order_by(col(ReasonTable.version).desc())
        .limit(1)
    ).one_or_none()
