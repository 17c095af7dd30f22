"""What candidates wrote back: sealed under their key, shown to staff, marked when somebody has dealt with it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.journey import ApplicationRef
from kindregards.domain.letters import Purpose
from kindregards.domain.ports.commands import OpenCommand
from kindregards.domain.provider_events import EventKind, ProviderEvent
from kindregards.domain.replies import Answer, Automatic, Reply, ReplyNotFoundError
from kindregards.store.acknowledgements import CANDIDATE, acknowledge
from kindregards.store.announcements import announce_reply
from kindregards.store.applications import find_application, lock_application
from kindregards.store.candidates import Candidates
from kindregards.store.database import Database
from kindregards.store.event_rows import Joined
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.subject_keys import PersonErasedError
from kindregards.store.tables import ApplicationTable, LetterTable, ReplyTable
from kindregards.store.timeline import note
from kindregards.store.vault import SubjectKey

_TABLE = "replies"
_COLUMN = "sealed_content"
# Whoever answers one of these has read how their application ended, or knows that it has.
_TELLING = frozenset({Purpose.OUTCOME, Purpose.REMINDER, Purpose.CORRECTION, Purpose.RESEND})


@dataclass(frozen=True, slots=True)
class Replies:
    """Answers of candidates."""

    database: Database
    candidates: Candidates

    async def replies_of(self, ref: ApplicationRef) -> Sequence[Reply]:
        """Return the replies of an application, oldest first; raise ApplicationNotFoundError."""
        return await self.database.read(lambda session: self._all(session, ref))

    async def settle(self, ref: ApplicationRef, reply_id: str, *, actor: str, now: datetime) -> None:
        """Mark a reply as dealt with, once; raise ApplicationNotFoundError or ReplyNotFoundError."""
        await self.database.write(lambda session: _settle(session, ref, reply_id, actor, now))

    def _all(self, session: Session, ref: ApplicationRef) -> tuple[Reply, ...]:
        find_application(session, ref)
        rows = session.scalars(
            select(ReplyTable)
            .where(col(ReplyTable.company_id) == ref.company_id)
            .where(col(ReplyTable.application_id) == ref.application_id)
            .order_by(col(ReplyTable.id))
        ).all()
        if not rows:
            return ()
        key = self.candidates.key_of(session, ref)
        return tuple(_reply_of(row, key) for row in rows)


def keep_reply(
    session: Session, candidates: Candidates, event: ProviderEvent, joined: Joined, event_id: str, now: datetime
) -> OpenCommand | None:
    """Keep what a report brought; a person's answer waits for somebody and acknowledges a letter that told.

    The application is held by the caller. Nothing is kept of somebody who was erased.
    """
    if event.answer is None:
        return None
    try:
        key = candidates.keys.open(session, joined.key_id)
    except PersonErasedError:
        return None
    ref = ApplicationRef(company_id=joined.company_id, application_id=joined.application_id)
    reply = Reply(
        id=new_id(),
        application_id=joined.application_id,
        letter_id=joined.letter_id,
        channel=joined.channel,
        received_at=now,
        answer=event.answer,
        asks_to_stop=event.kind is EventKind.UNSUBSCRIBED,
    )
    _insert(session, reply, joined.company_id, event_id, key)
    if event.answer.automatic is not None:
        note(session, ref, "auto_replied", now=now, reference=reply.id, channel=reply.channel)
        return None
    note(session, ref, "replied", actor=CANDIDATE, now=now, reference=reply.id, channel=reply.channel)
    if reply.is_for_a_person:
        _let_wait(session, ref, now)
        announce_reply(session, ref, reply, now)
    letter = session.get_one(LetterTable, reply.letter_id)
    if event.kind is not EventKind.REPLIED or letter.purpose not in _TELLING:
        return None
    return acknowledge(session, ref, letter.id, now)


def _insert(session: Session, reply: Reply, company_id: str, event_id: str, key: SubjectKey) -> None:
    answer = reply.answer
    content = {
        "text": answer.text,
        "subject": answer.subject,
        "sender": answer.sender,
        "attachments": list(answer.attachments),
    }
    insert_row(
        session,
        ReplyTable,
        id=reply.id,
        company_id=company_id,
        application_id=reply.application_id,
        letter_id=reply.letter_id,
        event_id=event_id,
        channel=reply.channel,
        sealed_content=key.seal(json.dumps(content, ensure_ascii=False), table=_TABLE, row=reply.id, column=_COLUMN),
        automatic=answer.automatic,
        asks_to_stop=reply.asks_to_stop,
        received_at=reply.received_at,
        # What waits for nobody is dealt with from the start.
        handled_at=None if reply.is_for_a_person else reply.received_at,
    )


def _let_wait(session: Session, ref: ApplicationRef, now: datetime) -> None:
    session.execute(
        update(ApplicationTable)
        .where(col(ApplicationTable.company_id) == ref.company_id)
        .where(col(ApplicationTable.id) == ref.application_id)
        .values(reply_waits_since=func.coalesce(col(ApplicationTable.reply_waits_since), now), updated_at=now)
    )


def _settle(session: Session, ref: ApplicationRef, reply_id: str, actor: str, now: datetime) -> None:
    application = lock_application(session, ref)
    row = session.get(ReplyTable, reply_id)
    if row is None or row.application_id != ref.application_id:
        raise ReplyNotFoundError(f"Application {ref.application_id} has no reply {reply_id}.")
    if row.handled_at is not None:
        return
    row.handled_at, row.handled_by = now, actor
    session.flush()
    waits = session.execute(
        select(
            exists()
            .where(col(ReplyTable.application_id) == ref.application_id)
            .where(col(ReplyTable.handled_at).is_(None))
        )
    ).scalar_one()
    if not waits:
        application.reply_waits_since = None
    note(session, ref, "reply_handled", actor=actor, reference=reply_id, now=now)


def _reply_of(row: ReplyTable, key: SubjectKey) -> Reply:
    content = json.loads(key.open(row.sealed_content, table=_TABLE, row=row.id, column=_COLUMN) or "{}")
    return Reply(
        id=row.id,
        application_id=row.application_id,
        letter_id=row.letter_id,
        channel=row.channel,
        received_at=row.received_at,
        answer=Answer(
            text=content.get("text") or "",
            subject=content.get("subject"),
            sender=content.get("sender"),
            attachments=tuple(content.get("attachments") or ()),
            automatic=Automatic(row.automatic) if row.automatic else None,
        ),
        asks_to_stop=row.asks_to_stop,
        handled_at=row.handled_at,
        handled_by=row.handled_by,
    )
