"""Candidates, sealed on the way in and opened on the way out."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Candidate, CareerLevel, Consents
from kindregards.domain.channels import Channel
from kindregards.domain.intake import NewApplication
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.languages import Tone
from kindregards.store.blind_index import BlindIndex
from kindregards.store.consent_records import INTEGRATOR, records_of
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.subject_keys import PersonErasedError, SubjectKeys
from kindregards.store.tables import ApplicationTable, CandidateTable, SubjectKeyTable
from kindregards.store.vault import SubjectKey

_TABLE = "candidates"
_KEY_OF = (
    select(col(CandidateTable.key_id), col(SubjectKeyTable.wrapped))
    .join(ApplicationTable, col(ApplicationTable.candidate_id) == col(CandidateTable.id))
    .outerjoin(SubjectKeyTable, col(SubjectKeyTable.id) == col(CandidateTable.key_id))
    .where(col(ApplicationTable.company_id) == bindparam("company_id"))
    .where(col(ApplicationTable.id) == bindparam("application_id"))
)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The row mapper of people."""

    keys: SubjectKeys
    blind_index: BlindIndex

    def keep(self, session: Session, company_id: str, new: NewApplication, now: datetime) -> tuple[str, SubjectKey]:
        """Insert the person, or bring their row up to date; return its id and the person's key."""
        known = session.execute(
            select(col(CandidateTable.id), col(CandidateTable.key_id))
            .where(col(CandidateTable.company_id) == company_id)
            .where(col(CandidateTable.external_id) == new.candidate.external_id)
            # Whoever erases them meanwhile is waited for: they are found no more then, and taken in as somebody new.
            .with_for_update()
        ).one_or_none()
        if known is not None:
            key = self.keys.open(session, known.key_id)
            values = self._values(company_id, known.id, new, key) | _as_of(new, now)
            session.execute(update(CandidateTable).where(col(CandidateTable.id) == known.id).values(values))
            return known.id, key
        row_id = new_id()
        key_id, key = self.keys.create(session, company_id=company_id, now=now)
        values = self._values(company_id, row_id, new, key) | {
            "id": row_id,
            "company_id": company_id,
            "key_id": key_id,
            "created_at": now,
            **_as_of(new, now),
        }
        insert_row(session, CandidateTable, **values)
        return row_id, key

    def key_of(self, session: Session, ref: ApplicationRef) -> SubjectKey:
        """Return the key of the person behind an application."""
        named = {"company_id": ref.company_id, "application_id": ref.application_id}
        key_id, wrapped = session.execute(_KEY_OF, named).one()
        return self.keys.unwrapped(key_id, wrapped)

    def name_of(self, session: Session, row: CandidateTable) -> str:
        """Return only the person's name, or nothing when they were erased: lists go on without them."""
        try:
            key = self.keys.open(session, row.key_id)
        except PersonErasedError:
            return ""
        return key.open(row.sealed_name, table=_TABLE, row=row.id, column="sealed_name") or ""

    def open(self, row: CandidateTable, key: SubjectKey) -> Candidate:
        """Return the person behind a row."""

        def opened(column: str, sealed: bytes | None) -> str | None:
            return key.open(sealed, table=_TABLE, row=row.id, column=column)

        return Candidate(
            external_id=row.external_id,
            name=opened("sealed_name", row.sealed_name) or "",
            locale=row.locale,
            timezone=row.timezone,
            email=opened("sealed_email", row.sealed_email),
            phone=opened("sealed_phone", row.sealed_phone),
            wechat_openid=opened("sealed_wechat_openid", row.sealed_wechat_openid),
            country=row.country,
            region=row.region,
            career_level=CareerLevel(row.career_level) if row.career_level else None,
            channels=tuple(Channel(channel) for channel in row.channels),
            tone_wish=Tone(row.tone_wish) if row.tone_wish else None,
            consents=Consents(**row.consents),
        )

    def _values(self, company_id: str, row_id: str, new: NewApplication, key: SubjectKey) -> dict[str, object]:
        candidate = new.candidate
        index = self.blind_index

        def sealed(column: str, text: str | None) -> bytes | None:
            return key.seal(text, table=_TABLE, row=row_id, column=column)

        declared = json.dumps(dict(new.self_declared), ensure_ascii=False) if new.self_declared else None
        consents = candidate.consents
        return {
            "external_id": candidate.external_id,
            "sealed_name": sealed("sealed_name", candidate.name),
            "sealed_email": sealed("sealed_email", candidate.email),
            "sealed_phone": sealed("sealed_phone", candidate.phone),
            "sealed_wechat_openid": sealed("sealed_wechat_openid", candidate.wechat_openid),
            "sealed_self_declared": sealed("sealed_self_declared", declared),
            "name_index": index.name(candidate.name, company_id=company_id),
            "email_index": index.email(candidate.email, company_id=company_id) if candidate.email else None,
            "phone_index": index.phone(candidate.phone, company_id=company_id) if candidate.phone else None,
            "wechat_index": (
                index.openid(candidate.wechat_openid, company_id=company_id) if candidate.wechat_openid else None
            ),
            "locale": candidate.locale,
            "timezone": candidate.timezone,
            "country": candidate.country,
            "region": candidate.region,
            "career_level": candidate.career_level,
            "channels": list(candidate.channels),
            "tone_wish": candidate.tone_wish,
            "consents": {
                "sms": consents.sms,
                "wechat": consents.wechat,
                "talent_pool": consents.talent_pool,
                "ai_interview": consents.ai_interview,
                "style": consents.style,
            },
        }


def _as_of(new: NewApplication, now: datetime) -> dict[str, object]:
    """Return what is new with every application: since when the row holds, and whence its consents come."""
    return {"updated_at": now, "consent_records": records_of(new.candidate.consents, source=INTEGRATOR, now=now)}
