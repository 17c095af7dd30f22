"""Answers kept for repeated requests, for a day, sealed under the company's key."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.accounts import ApiCaller
from kindregards.domain.ports.accounts import IdempotencyMismatchError, StillRunningError, StoredAnswer
from kindregards.store.blind_index import BlindIndex
from kindregards.store.companies import Companies
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.tables import IdempotencyTable

KEPT_FOR = timedelta(hours=24)
GIVEN_UP_AFTER = timedelta(minutes=1)
_CLEARED_EVERY = timedelta(minutes=1)
_TABLE = "idempotency"


@dataclass(slots=True)
class StoredAnswers:
    """Keys and digests are kept as codes, for either may hold what somebody typed."""

    database: Database
    companies: Companies
    blind_index: BlindIndex
    _cleared_at: datetime | None = None

    async def begin(self, caller: ApiCaller, key: str, digest: str, *, now: datetime) -> StoredAnswer | None:
        """Reserve a key, or return its answer; raise IdempotencyMismatchError or StillRunningError."""
        try:
            return await self.database.write(lambda session: self._begin(session, caller, key, digest, now))
        except IntegrityError:
            raise _still_running() from None  # the same request came in twice at this very moment

    async def end(self, caller: ApiCaller, key: str, answer: StoredAnswer) -> None:
        """Keep the answer."""

        def work(session: Session) -> None:
            row_id = session.execute(_reservation(caller, key)).scalar_one_or_none()
            if row_id is None:
                return
            text = f"{answer.media_type}\n{answer.body}"
            sealed = self.companies.key(session, caller.company_id).seal(
                text, table=_TABLE, row=row_id, column="sealed_answer"
            )
            session.execute(
                update(IdempotencyTable)
                .where(col(IdempotencyTable.id) == row_id)
                .values(status=answer.status, sealed_answer=sealed)
            )

        await self.database.write(work)

    async def abandon(self, caller: ApiCaller, key: str) -> None:
        """Free a reservation; an answer that is there stays."""

        def work(session: Session) -> None:
            row_id = session.execute(_reservation(caller, key)).scalar_one_or_none()
            session.execute(delete(IdempotencyTable).where(col(IdempotencyTable.id) == row_id))

        await self.database.write(work)

    def _begin(self, session: Session, caller: ApiCaller, key: str, digest: str, now: datetime) -> StoredAnswer | None:
        self._clear_old(session, now)
        code = self.blind_index.content(digest, company_id=caller.company_id)
        row = session.scalars(_row(caller, key).with_for_update()).one_or_none()
        if row is None:
            insert_row(
                session,
                IdempotencyTable,
                id=new_id(),
                company_id=caller.company_id,
                caller=caller.key_id,
                key=_code(key),
                request_digest=code,
                created_at=now,
            )
            return None
        if row.request_digest != code:
            raise IdempotencyMismatchError(
                "This Idempotency-Key was used for another request. Use a new one, or repeat the same request."
            )
        if row.status is not None:
            return self._answer(session, row, row.status)
        if now - row.created_at < GIVEN_UP_AFTER:
            raise _still_running()
        row.created_at = now
        return None

    def _clear_old(self, session: Session, now: datetime) -> None:
        """Delete answers nobody will ask for again; now and then, because it looks at every row."""
        if self._cleared_at and now - self._cleared_at < _CLEARED_EVERY:
            return
        session.execute(delete(IdempotencyTable).where(col(IdempotencyTable.created_at) <= now - KEPT_FOR))
        self._cleared_at = now

    def _answer(self, session: Session, row: IdempotencyTable, status: int) -> StoredAnswer:
        key = self.companies.key(session, row.company_id)
        text = key.open(row.sealed_answer, table=_TABLE, row=row.id, column="sealed_answer") or ""
        media_type, _, body = text.partition("\n")
        return StoredAnswer(status=status, body=body, media_type=media_type)


def _row(caller: ApiCaller, key: str) -> Select[IdempotencyTable]:
    return (
        select(IdempotencyTable)
        .where(col(IdempotencyTable.company_id) == caller.company_id)
        .where(col(IdempotencyTable.caller) == caller.key_id)
        .where(col(IdempotencyTable.key) == _code(key))
    )


def _reservation(caller: ApiCaller, key: str) -> Select[str]:
    return (
        select(col(IdempotencyTable.id))
        .where(col(IdempotencyTable.company_id) == caller.company_id)
        .where(col(IdempotencyTable.caller) == caller.key_id)
        .where(col(IdempotencyTable.key) == _code(key))
        .where(col(IdempotencyTable.status).is_(None))
    )


def _code(key: str) -> str:
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()


def _still_running() -> StillRunningError:
    return StillRunningError("The first request with this Idempotency-Key is still running. Ask again in a moment.")
