"""What providers report: kept once, joined to attempts, followed by the state of their letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState
from kindregards.domain.channels import Channel
from kindregards.domain.deliveries import DeliveryState
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.letters import Purpose
from kindregards.domain.ports.commands import CommandTrigger, OpenCommand
from kindregards.domain.provider_events import EventKind, EventReason, ProviderEvent, Severity
from kindregards.store.applications import find_application, lock_application
from kindregards.store.candidates import Candidates
from kindregards.store.commands import append_command
from kindregards.store.companies import DEFAULT_COMPANY_ID, Companies
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.ledger_rows import deliveries_of, recompute
from kindregards.store.standing import ref_of
from kindregards.store.suppressions import address_index, suppress
from kindregards.store.tables import (
    ApplicationTable,
    AttemptTable,
    CandidateTable,
    DeliveryTable,
    LetterTable,
    ProviderEventTable,
)

_TABLE = "provider_events"
_SUPPRESSING = {
    EventKind.COMPLAINED: "complained",
    EventKind.UNSUBSCRIBED: "unsubscribed",
}


@dataclass(frozen=True, slots=True)
class ProviderEvents:
    """Takes reports in."""

    database: Database
    candidates: Candidates
    companies: Companies
    trigger: CommandTrigger

    async def add(self, events: Sequence[ProviderEvent], *, now: datetime) -> int:
        """Commit reports and return how many were new; what they change for a letter reaches its workflow."""
        added, commands = await self.database.write(lambda session: self._add(session, events, now))
        for command in commands:
            self.trigger(command)
        return added

    def _add(
        self, session: Session, events: Sequence[ProviderEvent], now: datetime
    ) -> tuple[int, tuple[OpenCommand, ...]]:
        fresh = _not_yet_known(session, events)
        touched: set[tuple[str, str, str]] = set()
        for event in fresh:
            attempt = _attempt_of(session, event)
            self._insert(session, event, attempt, now)
            if attempt is not None:
                touched.add((attempt.company_id, attempt.application_id, attempt.letter_id))
                self._suppress(session, attempt, event, now)
        commands = [_follow(session, _held_letter(session, *ids), now) for ids in sorted(touched)]
        return len(fresh), tuple(command for command in commands if command is not None)

    def _insert(self, session: Session, event: ProviderEvent, attempt: AttemptTable | None, now: datetime) -> None:
        company_id = attempt.company_id if attempt else DEFAULT_COMPANY_ID
        row_id = new_id()
        key = self.companies.key(session, company_id)
        session.execute(
            insert(ProviderEventTable).values(
                id=row_id,
                company_id=company_id,
                provider=event.provider,
                event_key=event.event_key,
                kind=event.kind,
                attempt_id=attempt.id if attempt else event.attempt_id,
                provider_message_id=event.provider_message_id,
                severity=event.severity,
                reason=event.reason,
                error_code=event.error_code,
                machine=event.machine,
                sealed_raw=key.seal(event.raw, table=_TABLE, row=row_id, column="sealed_raw"),
                occurred_at=event.occurred_at,
                received_at=now,
            )
        )

    def _suppress(self, session: Session, attempt: AttemptTable, event: ProviderEvent, now: datetime) -> None:
        """Write the address down when the person, or a hard bounce, says that it must not be used again."""
        reason = _SUPPRESSING.get(event.kind)
        if event.severity is Severity.PERMANENT and event.reason in {EventReason.INVALID, EventReason.LANDLINE}:
            reason = "undeliverable"
        if reason is None:
            return
        channel, row = session.execute(
            select(col(DeliveryTable.channel), CandidateTable)
            .join(ApplicationTable, col(ApplicationTable.id) == col(DeliveryTable.application_id))
            .join(CandidateTable, col(CandidateTable.id) == col(ApplicationTable.candidate_id))
            .where(col(DeliveryTable.id) == attempt.delivery_id)
        ).one()
        candidate = self.candidates.open(row, self.candidates.keys.open(session, row.key_id))
        index = address_index(self.candidates.blind_index, attempt.company_id, candidate, Channel(channel))
        suppress(session, attempt.company_id, Channel(channel), index, reason=reason, now=now)


def _not_yet_known(session: Session, events: Sequence[ProviderEvent]) -> list[ProviderEvent]:
    """Return events not stored before, each once."""
    keys = {(event.provider, event.event_key): event for event in events}
    known = session.execute(
        select(col(ProviderEventTable.provider), col(ProviderEventTable.event_key)).where(
            col(ProviderEventTable.event_key).in_([key for _, key in keys])
        )
    )
    for provider, event_key in known:
        keys.pop((provider, event_key), None)
    return list(keys.values())


def _attempt_of(session: Session, event: ProviderEvent) -> AttemptTable | None:
    """Return the attempt that an event names, by our id or by the provider's."""
    conditions = [col(AttemptTable.id) == event.attempt_id] if event.attempt_id else []
    if event.provider_message_id:
        conditions.append(col(AttemptTable.provider_message_id) == event.provider_message_id)
    if not conditions:
        return None
    found = session.scalars(select(AttemptTable).where(or_(*conditions))).all()
    named = (attempt for attempt in found if attempt.id == event.attempt_id)
    return next(named, None) or next(iter(found), None)


def _held_letter(session: Session, company_id: str, application_id: str, letter_id: str) -> LetterTable:
    """Return a letter's row, its application held until the transaction ends."""
    lock_application(session, ApplicationRef(company_id=company_id, application_id=application_id))
    return session.get_one(LetterTable, letter_id)


def _follow(session: Session, letter: LetterTable, now: datetime) -> OpenCommand | None:
    """Bring a letter's states up to date; return a command when its workflow has to do something about it."""
    matters = False
    for delivery in deliveries_of(session, letter.id):
        after = recompute(session, letter, delivery, now)
        settled_doubt = delivery.state is DeliveryState.AMBIGUOUS and after is not DeliveryState.AMBIGUOUS
        matters = matters or settled_doubt or (after is not delivery.state and after.has_failed)
    ref = ref_of(letter)
    if not matters or letter.purpose != Purpose.OUTCOME:
        return None
    if find_application(session, ref).state == ApplicationState.CLOSED:
        return None
    return append_command(session, ref, CommandKind.DELIVERY_CHANGED, reference=letter.id, now=now)
