"""Candidates: who applied and how to reach them; personal columns are sealed."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from kindregards.store.tables.base import CompanyRow, instant, json_value, optional_instant, optional_json, sealed


class CandidateTable(CompanyRow, table=True):
    """One person, as one company knows them.

    `consent_records` say of each consent given from whom (`source`), since when (`given_at`) and until when
    (`expires_at`, null for always).
    """

    __tablename__ = "candidates"
    __table_args__ = (UniqueConstraint("company_id", "external_id"),)

    external_id: str
    key_id: str = Field(foreign_key="subject_keys.id", max_length=36)
    sealed_name: bytes | None = sealed()
    sealed_email: bytes | None = sealed()
    sealed_phone: bytes | None = sealed()
    sealed_wechat_openid: bytes | None = sealed()
    sealed_self_declared: bytes | None = sealed()
    name_index: str = Field(index=True)
    email_index: str | None = Field(default=None, index=True)
    phone_index: str | None = Field(default=None, index=True)
    wechat_index: str | None = Field(default=None, index=True)
    locale: str
    timezone: str
    country: str | None = None
    region: str | None = None
    career_level: str | None = None
    channels: list[str] = json_value()
    tone_wish: str | None = None
    consents: dict[str, bool] = json_value()
    consent_records: dict[str, dict[str, str | None]] | None = optional_json()
    spaced_until: datetime | None = optional_instant()
    spaced_by: str | None = None
    legal_hold_since: datetime | None = optional_instant()
    legal_hold_by: str | None = None
    legal_hold_reason: str | None = None
    erased_at: datetime | None = optional_instant()
    created_at: datetime = instant()
    updated_at: datetime = instant()
