"""Providers' reports as rows: joined to attempts, their raw bodies sealed under the key of the person they speak of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.channels import Channel
from kindregards.domain.deliveries import AttemptState
from kindregards.domain.provider_events import EventKind, ProviderEvent
from kindregards.domain.suppressions import lifts, suppressing
from kindregards.store.candidates import Candidates
from kindregards.store.companies import DEFAULT_COMPANY_ID, Companies
from kindregards.store.identifiers import new_id
from kindregards.store.ledger_rows import event_of
from kindregards.store.links import attempt_answered
from kindregards.store.person_events import Address, PersonEvents, channel_of, index_column
from kindregards.store.rows import insert_row
from kindregards.store.subject_keys import PersonErasedError
from kindregards.store.suppressions import address_index
from kindregards.store.tables import (
    ApplicationTable,
    AttemptTable,
    CandidateTable,
    DeliveryTable,
    ProviderEventTable,
)

_TABLE = "provider_events"
_ANSWERS = {EventKind.REPLIED, EventKind.UNSUBSCRIBED, EventKind.RESUBSCRIBED, EventKind.COMPLAINED}
_LONGEST_ATTEMPT_ID = 64
_CLOCKS_DIFFER = timedelta(minutes=1)
_WECHAT_REPORTS_WITHIN = timedelta(hours=1)


class Joined(NamedTuple):
    """The attempt that a report is about, and whose it is."""

    attempt_id: str
    company_id: str
    application_id: str
    letter_id: str
    channel: str
    candidate_id: str
    key_id: str


@dataclass(frozen=True, slots=True)
class EventRows:
    """The row mapper of reports."""

    candidates: Candidates
    companies: Companies

    def attempt_of(self, session: Session, event: ProviderEvent) -> Joined | None:
        """Return what an event is about: by our id, by the provider's, or else by the person's address.

        An address joins what people answer, and reports that carry no id, to the last attempt that was taken.
        """
        if event.attempt_id is not None:
            return _by_attempt(session, event.attempt_id)
        if event.answer is not None and event.answer.token is not None:
            return _by_attempt(session, attempt_answered(session, event.answer.token))
        by_message = _by_message(session, event.provider, event.provider_message_id)
        if by_message is not None or event.address is None:
            return by_message
        if event.kind not in _ANSWERS and event.provider_message_id is not None:
            # Its attempt will know this message id in a moment, unless the answer that carried it was lost.
            return self._doubtful(session, event)
        channel = channel_of(event)
        codes = [each.index for each in self.people.addresses(session, event)]
        return _joined(
            session,
            index_column(channel).in_(codes),
            col(DeliveryTable.channel) == channel,
            col(AttemptTable.state).in_([AttemptState.ACCEPTED, AttemptState.RESOLVED_SENT]),
            col(AttemptTable.started_at) <= event.occurred_at + _CLOCKS_DIFFER,
        )

    def _doubtful(self, session: Session, event: ProviderEvent) -> Joined | None:
        """Return the attempt in doubt that a report proves which carries no id of ours; only WeChat's are such."""
        if channel_of(event) is not Channel.WECHAT:
            return None
        return _joined(
            session,
            index_column(Channel.WECHAT).in_([each.index for each in self.people.addresses(session, event)]),
            col(DeliveryTable.channel) == Channel.WECHAT,
            col(AttemptTable.state) == AttemptState.AMBIGUOUS,
            col(AttemptTable.started_at) <= event.occurred_at + _CLOCKS_DIFFER,
            col(AttemptTable.started_at) >= event.occurred_at - _WECHAT_REPORTS_WITHIN,
        )

    def insert(self, session: Session, event: ProviderEvent, joined: Joined | None, now: datetime) -> str:
        """Insert an event, the first time it is reported, and return its row's id."""
        row_id = new_id()
        # A strange id is cut, not dropped: the event must never be joined by another of its names.
        strange = event.attempt_id[:_LONGEST_ATTEMPT_ID] if event.attempt_id else None
        insert_row(
            session,
            ProviderEventTable,
            id=row_id,
            company_id=joined.company_id if joined else DEFAULT_COMPANY_ID,
            provider=event.provider,
            event_key=event.event_key,
            kind=event.kind,
            attempt_id=joined.attempt_id if joined else strange,
            provider_message_id=event.provider_message_id,
            severity=event.severity,
            reason=event.reason,
            error_code=event.error_code,
            machine=event.machine,
            sealed_raw=self._sealed(session, event.raw, row_id, joined),
            occurred_at=event.occurred_at,
            received_at=now,
        )
        return row_id

    def adopt(self, session: Session, attempt: AttemptTable) -> None:
        """Join what came in about an attempt's message before we knew its id."""
        orphans = session.scalars(
            select(ProviderEventTable)
            .where(col(ProviderEventTable.provider) == attempt.provider)
            .where(col(ProviderEventTable.provider_message_id) == attempt.provider_message_id)
            .where(col(ProviderEventTable.attempt_id).is_(None))
        ).all()
        joined = _by_attempt(session, attempt.id) if orphans else None
        if joined is None:
            return
        for row in orphans:
            key = self.companies.key(session, row.company_id)
            raw = key.open(row.sealed_raw, table=_TABLE, row=row.id, column="sealed_raw")
            row.sealed_raw = self._sealed(session, raw, row.id, joined)
            row.attempt_id = joined.attempt_id
            row.company_id = joined.company_id
            self.suppress(session, event_of(row), joined, row.id)
        session.flush()

    def suppress(self, session: Session, event: ProviderEvent, joined: Joined | None, row_id: str) -> None:
        """Write down when the person, or a hard bounce, says that an address must not be used, or may be again."""
        if not lifts(event) and suppressing(event, channel_of(event)) is None:
            return  # most reports say nothing of the kind, and looking for people costs
        addresses = self.people.addresses(session, event)
        if event.address is None and joined is not None:
            known = self._code_of(session, joined)
            addresses = (Address(company_id=joined.company_id, channel=Channel(joined.channel), index=known),)
        self.people.follow(session, event, addresses, row_id)

    @property
    def people(self) -> PersonEvents:
        """Return who knows people by their addresses."""
        return PersonEvents(self.candidates.blind_index)

    def _code_of(self, session: Session, joined: Joined) -> str | None:
        row = session.get_one(CandidateTable, joined.candidate_id)
        try:
            candidate = self.candidates.open(row, self.candidates.keys.open(session, joined.key_id))
        except PersonErasedError:
            return None
        return address_index(self.candidates.blind_index, joined.company_id, candidate, Channel(joined.channel))

    def _sealed(self, session: Session, raw: str | None, row_id: str, joined: Joined | None) -> bytes | None:
        """Return a raw body sealed, so that it goes when the person does; None when they are erased already."""
        try:
            key = (
                self.candidates.keys.open(session, joined.key_id)
                if joined
                else self.companies.key(session, DEFAULT_COMPANY_ID)
            )
        except PersonErasedError:
            return None
        return key.seal(raw, table=_TABLE, row=row_id, column="sealed_raw")


def hold_messages(session: Session, messages: Iterable[tuple[str, str | None]]) -> None:
    """Let whoever else joins reports to these messages (provider and its id) wait until this transaction ends.

    Otherwise a report that finds no attempt yet and an attempt that finds no report yet could miss each other. On
    SQLite one transaction writes at a time.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    for provider, message_id in sorted({(provider, each) for provider, each in messages if each is not None}):
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"{provider}:{message_id}", 0))))


def not_yet_known(session: Session, events: Sequence[ProviderEvent]) -> list[ProviderEvent]:
    """Return events not stored before, each once, in the order in which everybody inserts them."""
    keys = {(event.provider, event.event_key): event for event in events}
    known = session.execute(
        select(col(ProviderEventTable.provider), col(ProviderEventTable.event_key))
        # Both, or no index serves.
        .where(col(ProviderEventTable.provider).in_({provider for provider, _ in keys}))
        .where(col(ProviderEventTable.event_key).in_([key for _, key in keys]))
    )
    for provider, event_key in known:
        keys.pop((provider, event_key), None)
    return [keys[key] for key in sorted(keys)]


# Columns, not rows: the session must not remember what may change before the application is held. Built once: reports
# come by the thousand, and building these costs more than running them.
_JOINED = (
    select(
        col(AttemptTable.id),
        col(AttemptTable.company_id),
        col(AttemptTable.application_id),
        col(AttemptTable.letter_id),
        col(DeliveryTable.channel),
        col(CandidateTable.id),
        col(CandidateTable.key_id),
    )
    .join(DeliveryTable, col(DeliveryTable.id) == col(AttemptTable.delivery_id))
    .join(ApplicationTable, col(ApplicationTable.id) == col(AttemptTable.application_id))
    .join(CandidateTable, col(CandidateTable.id) == col(ApplicationTable.candidate_id))
    .order_by(col(AttemptTable.started_at).desc(), col(AttemptTable.id).desc())
    .limit(1)
)
_BY_ATTEMPT = _JOINED.where(col(AttemptTable.id) == bindparam("attempt_id"))
_BY_MESSAGE = _JOINED.where(
    col(AttemptTable.provider) == bindparam("provider"),
    col(AttemptTable.provider_message_id) == bindparam("message_id"),
)


def _by_attempt(session: Session, attempt_id: str | None) -> Joined | None:
    if attempt_id is None:
        return None
    row = session.execute(_BY_ATTEMPT, {"attempt_id": attempt_id}).one_or_none()
    return Joined(*row) if row is not None else None


def _by_message(session: Session, provider: str | None, message_id: str | None) -> Joined | None:
    if message_id is None:
        return None
    row = session.execute(_BY_MESSAGE, {"provider": provider, "message_id": message_id}).one_or_none()
    return Joined(*row) if row is not None else None


def _joined(session: Session, *conditions: ColumnElement[bool]) -> Joined | None:
    row = session.execute(_JOINED.where(*conditions)).one_or_none()
    return Joined(*row) if row is not None else None
