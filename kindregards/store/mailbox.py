"""The embedded mailbox: messages kept instead of sent, sealed under the candidate's key."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.channels import Message
from kindregards.domain.deliveries import AttemptState
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.letters import LetterNotFoundError
from kindregards.domain.ports.clock import Clock
from kindregards.domain.reviewing import MailboxMessage
from kindregards.store.candidates import Candidates
from kindregards.store.database import Database
from kindregards.store.ledger import AttemptLostError
from kindregards.store.rows import insert_row
from kindregards.store.subject_keys import PersonErasedError
from kindregards.store.tables import AttemptTable, MailboxTable

_TABLE = "mailbox"
_MESSAGES = TypeAdapter(Message)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Keeps each attempt's message once, and shows them."""

    database: Database
    candidates: Candidates
    clock: Clock

    async def put(self, message: Message) -> None:
        """Keep a message; the same attempt again changes nothing."""
        now = self.clock()
        await self.database.write(lambda session: self._put(session, message, now))

    async def holds(self, attempt_id: str) -> bool:
        """Say whether an attempt's message is kept here."""
        return await self.database.read(lambda session: session.get(MailboxTable, attempt_id) is not None)

    async def mailbox(self, company_id: str, *, limit: int, after: str | None = None) -> Sequence[MailboxMessage]:
        """Return messages, newest first; `after` is the id that the page before ended with."""
        return await self.database.read(lambda session: self._page(session, company_id, limit, after))

    async def message(self, company_id: str, message_id: str) -> MailboxMessage:
        """Return one message; raise LetterNotFoundError."""
        return await self.database.read(lambda session: self._one(session, company_id, message_id))

    def _put(self, session: Session, message: Message, now: datetime) -> None:
        if session.get(MailboxTable, message.attempt_id) is not None:
            return
        attempt = session.get_one(AttemptTable, message.attempt_id, with_for_update=True, populate_existing=True)
        if attempt.state == AttemptState.RESOLVED_NOT_SENT:
            # A worker that slept for minutes: what was found missing has been sent anew.
            raise AttemptLostError(f"Attempt {attempt.id} was settled by somebody else; it is not kept.")
        ref = ApplicationRef(company_id=attempt.company_id, application_id=attempt.application_id)
        key = self.candidates.key_of(session, ref)
        # Pictures are the company's and kept once; the console puts them in where a message is shown.
        content = _MESSAGES.dump_json(replace(message, images=())).decode()
        insert_row(
            session,
            MailboxTable,
            id=message.attempt_id,
            company_id=attempt.company_id,
            application_id=attempt.application_id,
            letter_id=attempt.letter_id,
            channel=message.channel,
            sealed_content=key.seal(content, table=_TABLE, row=message.attempt_id, column="sealed_content"),
            created_at=now,
        )

    def _page(self, session: Session, company_id: str, limit: int, after: str | None) -> tuple[MailboxMessage, ...]:
        statement = select(MailboxTable).where(col(MailboxTable.company_id) == company_id)
        if after is not None:
            statement = statement.where(col(MailboxTable.id) < after)
        rows = session.scalars(statement.order_by(col(MailboxTable.id).desc()).limit(limit))
        return tuple(self._readable(session, rows))

    def _one(self, session: Session, company_id: str, message_id: str) -> MailboxMessage:
        row = session.get(MailboxTable, message_id)
        if row is None or row.company_id != company_id:
            raise LetterNotFoundError(f"The mailbox has no message {message_id}.")
        return self._message(session, row)

    def _readable(self, session: Session, rows: Iterable[MailboxTable]) -> Iterator[MailboxMessage]:
        """Yield messages to people who were not erased."""
        for row in rows:
            with suppress(PersonErasedError):
                yield self._message(session, row)

    def _message(self, session: Session, row: MailboxTable) -> MailboxMessage:
        ref = ApplicationRef(company_id=row.company_id, application_id=row.application_id)
        key = self.candidates.key_of(session, ref)
        content = key.open(row.sealed_content, table=_TABLE, row=row.id, column="sealed_content")
        message = _MESSAGES.validate_json(content or "")
        return MailboxMessage(
            id=row.id,
            application_id=row.application_id,
            letter_id=row.letter_id,
            channel=row.channel,
            address=message.address,
            recipient_name=message.recipient_name,
            subject=message.subject,
            text=message.text,
            html=message.html,
            created_at=row.created_at,
        )
