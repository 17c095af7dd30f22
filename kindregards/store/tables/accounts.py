"""People and programs that may come in: users, groups, sessions, API keys, stored answers."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from kindregards.store.tables.base import CompanyRow, instant, json_value, optional_instant, sealed


class UserTable(CompanyRow, table=True):
    """A member of staff; name and address are sealed under the company's key."""

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("company_id", "email_index"),)

    email_index: str
    sealed_email: bytes | None = sealed()
    sealed_name: bytes | None = sealed()
    password_hash: str
    role: str
    groups: list[str] = json_value()
    language: str
    created_at: datetime = instant()
    disabled_at: datetime | None = optional_instant()
    notices: str = "batched"
    away_from: datetime | None = optional_instant()
    away_until: datetime | None = optional_instant()
    stand_in: str | None = None


class GroupTable(CompanyRow, table=True):
    """A group of reviewers that reviews can be given to."""

    __tablename__ = "reviewer_groups"
    __table_args__ = (UniqueConstraint("company_id", "name"),)

    name: str
    created_at: datetime = instant()


class SessionTable(CompanyRow, table=True):
    """A signed-in browser; the id is the first half of the SHA-256 of the cookie's token."""

    __tablename__ = "sessions"

    user_id: str = Field(foreign_key="users.id", index=True, max_length=64)
    created_at: datetime = instant()
    seen_at: datetime = instant()
    expires_at: datetime = instant()


class SignInAttemptTable(CompanyRow, table=True):
    """A failed sign-in; too many of them close the door for a while."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index("ix_sign_in_attempts_address", "company_id", "address_index", "at"),)

    account_index: str = Field(index=True)
    address_index: str | None = None
    at: datetime = instant()


class ApiKeyTable(CompanyRow, table=True):
    """An integrator's key: its public part and the SHA-256 of the secret."""

    __tablename__ = "api_keys"
    __table_args__ = (UniqueConstraint("public_id"),)

    public_id: str
    secret_hash: str
    label: str
    is_test: bool
    created_at: datetime = instant()
    expires_at: datetime | None = optional_instant()
    revoked_at: datetime | None = optional_instant()
    last_used_at: datetime | None = optional_instant()


class IdempotencyTable(CompanyRow, table=True):
    """The answer once given to a POST with an Idempotency-Key."""

    __tablename__ = "idempotency"
    __table_args__ = (UniqueConstraint("company_id", "caller", "key"), Index("ix_idempotency_age", "created_at"))

    caller: str
    key: str
    request_digest: str
    status: int | None = None
    sealed_answer: bytes | None = sealed()
    created_at: datetime = instant()
