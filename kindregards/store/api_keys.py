"""Integrators' keys: shown once, kept as hashes, remembered for a few seconds while they are used."""

import hashlib
import hmac
import re
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple, Self

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.accounts import ApiCaller, ApiKeyInvalidError
from kindregards.domain.errors import InvalidError, NotFoundError
from kindregards.domain.text_safety import is_clean_line
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.tables import ApiKeyTable

REMEMBERED_FOR = timedelta(seconds=5)
"""For so long a revoked key may still be accepted by a process that has just seen it."""
_REMEMBERED = 1024
_NOTED_EVERY = timedelta(minutes=1)
_MODES = {"live": False, "test": True}
_PUBLIC_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_LONGEST_LABEL = 200


class ApiKeyUnknownError(NotFoundError):
    """There is no key of this id."""

    code = "api_key_unknown"


class ApiKeyLabelInvalidError(InvalidError):
    """The label is empty, too long, or holds characters that a label must not have."""

    code = "api_key_label_invalid"


class ApiKeyParts(NamedTuple):
    """A key taken apart: `kr_live_<public id>_<secret>` or `kr_test_…`."""

    is_test: bool
    public_id: str
    secret: str

    @classmethod
    def parse(cls, key: str) -> Self | None:
        """Return the parts; None for anything else. The id holds no underscore, the secret may."""
        match key.split("_", maxsplit=3):
            case ["kr", mode, public_id, secret] if mode in _MODES and _PUBLIC_ID.fullmatch(public_id) and secret:
                return cls(_MODES[mode], public_id, secret)
            case _:
                return None

    @property
    def secret_hash(self) -> str:
        """Return what is kept of the secret; it has 256 random bits, so a fast hash is enough."""
        return hashlib.sha256(self.secret.encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyFacts:
    """What may be shown of a key."""

    public_id: str
    label: str
    is_test: bool
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class _Remembered(NamedTuple):
    caller: ApiCaller
    until: datetime


@dataclass(frozen=True, slots=True)
class ApiKeys:
    """Makes, checks and revokes keys."""

    database: Database
    _remembered: OrderedDict[bytes, _Remembered] = field(default_factory=OrderedDict)

    async def caller(self, key: str, *, now: datetime) -> ApiCaller:
        """Return who calls; raise ApiKeyInvalidError. A key seen a moment ago costs no query."""
        digest = hashlib.sha256(key.encode(errors="surrogatepass")).digest()
        known = self._remembered.get(digest)
        if known is not None and now < known.until:
            return known.caller
        self._remembered.pop(digest, None)
        parts = ApiKeyParts.parse(key)
        if parts is None:
            raise _invalid()
        row = await self.database.read(lambda session: _find(session, parts, now))
        if row is None:
            raise _invalid()
        if row.last_used_at is None or now - row.last_used_at >= _NOTED_EVERY:
            await self.database.write(lambda session: _note_use(session, row.id, now))
        caller = ApiCaller(company_id=row.company_id, key_id=row.public_id, is_test=row.is_test)
        until = now + REMEMBERED_FOR
        self._remember(digest, _Remembered(caller, min(until, row.expires_at or until)))
        return caller

    async def create(
        self, company_id: str, label: str, *, is_test: bool, now: datetime, expires_at: datetime | None = None
    ) -> str:
        """Make a key and return it whole, for the only time; raise ApiKeyLabelInvalidError."""
        if not (label.strip() and len(label) <= _LONGEST_LABEL and is_clean_line(label)):
            raise ApiKeyLabelInvalidError(f"A key's label is one line of up to {_LONGEST_LABEL} characters.")
        parts = ApiKeyParts(is_test, secrets.token_hex(8), secrets.token_urlsafe(32))
        await self.database.write(
            lambda session: insert_key(session, company_id, parts, label=label, now=now, expires_at=expires_at)
        )
        return f"kr_{'test' if is_test else 'live'}_{parts.public_id}_{parts.secret}"

    async def all(self, company_id: str) -> tuple[ApiKeyFacts, ...]:
        """Return every key, the oldest first."""

        def read(session: Session) -> tuple[ApiKeyFacts, ...]:
            rows = session.scalars(
                select(ApiKeyTable).where(col(ApiKeyTable.company_id) == company_id).order_by(col(ApiKeyTable.id))
            )
            return tuple(_facts(row) for row in rows)

        return await self.database.read(read)

    async def revoke(self, company_id: str, public_id: str, *, now: datetime) -> None:
        """End a key; again is harmless. Raise ApiKeyUnknownError."""

        def work(session: Session) -> None:
            row = session.scalars(
                select(ApiKeyTable)
                .where(col(ApiKeyTable.company_id) == company_id)
                .where(col(ApiKeyTable.public_id) == public_id)
            ).one_or_none()
            if row is None:
                raise ApiKeyUnknownError(f"There is no API key {public_id!r}. `kindregards api-key list` shows them.")
            row.revoked_at = row.revoked_at or now

        await self.database.write(work)
        self._remembered.clear()

    def _remember(self, digest: bytes, remembered: _Remembered) -> None:
        self._remembered[digest] = remembered
        if len(self._remembered) > _REMEMBERED:
            self._remembered.popitem(last=False)


def insert_key(
    session: Session,
    company_id: str,
    parts: ApiKeyParts,
    *,
    label: str,
    now: datetime,
    expires_at: datetime | None = None,
) -> None:
    """Insert a key."""
    insert_row(
        session,
        ApiKeyTable,
        id=new_id(),
        company_id=company_id,
        public_id=parts.public_id,
        secret_hash=parts.secret_hash,
        label=label,
        is_test=parts.is_test,
        created_at=now,
        expires_at=expires_at,
    )


def has_key(session: Session, public_id: str) -> bool:
    """Say whether a key of this id was ever made, whatever became of it."""
    found = session.execute(select(col(ApiKeyTable.id)).where(col(ApiKeyTable.public_id) == public_id))
    return found.first() is not None


def _find(session: Session, parts: ApiKeyParts, now: datetime) -> ApiKeyTable | None:
    row = session.scalars(select(ApiKeyTable).where(col(ApiKeyTable.public_id) == parts.public_id)).one_or_none()
    if row is None or not hmac.compare_digest(row.secret_hash, parts.secret_hash):
        return None
    is_over = row.revoked_at is not None or (row.expires_at is not None and row.expires_at <= now)
    return None if is_over or row.is_test != parts.is_test else row


def _note_use(session: Session, row_id: str, now: datetime) -> None:
    session.execute(update(ApiKeyTable).where(col(ApiKeyTable.id) == row_id).values(last_used_at=now))


def _facts(row: ApiKeyTable) -> ApiKeyFacts:
    return ApiKeyFacts(
        public_id=row.public_id,
        label=row.label,
        is_test=row.is_test,
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )


def _invalid() -> ApiKeyInvalidError:
    return ApiKeyInvalidError(
        "The API key is missing, unknown, expired or revoked. Send it as `Authorization: Bearer kr_live_…`."
    )
