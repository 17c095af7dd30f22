"""Keys of people: made, found and opened."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.errors import NotFoundError
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.tables import SubjectKeyTable
from kindregards.store.vault import SubjectKey, Vault, WrappedKey

_READ_TOGETHER = "wrapped_keys"


class PersonErasedError(NotFoundError):
    """The person's key was destroyed, and with it everything we knew about them."""

    code = "person_erased"


class SubjectKeys:
    """Wrapped keys in the database, opened by the vault."""

    def __init__(self, vault: Vault) -> None:
        """Take the vault that wraps them."""
        self._vault = vault

    def create(self, session: Session, *, company_id: str, now: datetime) -> tuple[str, SubjectKey]:
        """Make and store a key; return its id and the key itself."""
        key_id = new_id()
        wrapped = self._vault.new_subject_key()
        insert_row(session, SubjectKeyTable, id=key_id, company_id=company_id, wrapped=wrapped.blob, created_at=now)
        return key_id, self._vault.unwrap(wrapped)

    def open(self, session: Session, key_id: str) -> SubjectKey:
        """Return a key by its id; raise PersonErasedError when it was destroyed."""
        read = session.info.get(_READ_TOGETHER, {})
        if key_id in read:
            return self.unwrapped(key_id, read[key_id])
        blob = session.execute(
            select(col(SubjectKeyTable.wrapped)).where(col(SubjectKeyTable.id) == key_id)
        ).scalar_one_or_none()
        return self.unwrapped(key_id, blob)

    def read_together(self, session: Session, key_ids: Collection[str]) -> None:
        """Read the keys of a list's people at once; within this transaction `open` asks for none of them again."""
        rows = session.execute(
            select(col(SubjectKeyTable.id), col(SubjectKeyTable.wrapped)).where(col(SubjectKeyTable.id).in_(key_ids))
        )
        session.info[_READ_TOGETHER] = {row.id: row.wrapped for row in rows}

    def unwrapped(self, key_id: str, blob: bytes | None) -> SubjectKey:
        """Return a key whose row was read already; raise PersonErasedError when there was none."""
        if blob is None:
            raise PersonErasedError(f"The person behind key {key_id} was erased; nothing about them can be read.")
        return self._vault.unwrap(WrappedKey(blob))
