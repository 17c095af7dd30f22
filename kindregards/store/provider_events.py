"""What providers report: kept once, joined to attempts, followed by the state of their letters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState
from kindregards.domain.deliveries import DeliveryState
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.letters import ANSWERS
from kindregards.domain.ports.commands import CommandTrigger, OpenCommand
from kindregards.domain.provider_events import EventKind, ProviderEvent
from kindregards.store.acknowledgements import CANDIDATE
from kindregards.store.applications import lock_applications
from kindregards.store.candidates import Candidates
from kindregards.store.commands import append_command
from kindregards.store.companies import Companies
from kindregards.store.database import Database
from kindregards.store.event_rows import EventRows, Joined, hold_messages, not_yet_known
from kindregards.store.ledger_rows import deliveries_of_all, recompute
from kindregards.store.replies import keep_reply
from kindregards.store.tables import ApplicationTable, LetterTable
from kindregards.store.timeline import note

_AT_ONCE = 50
_IN_DOUBT = frozenset({DeliveryState.AMBIGUOUS, DeliveryState.HELD})
_SAID = frozenset({EventKind.UNSUBSCRIBED, EventKind.COMPLAINED})


class _Kept(NamedTuple):
    """A report that was new, what it is about, and its row."""

    event: ProviderEvent
    attempt: Joined | None
    event_id: str


@dataclass(frozen=True, slots=True)
class ProviderEvents:
    """Takes reports in."""

    database: Database
    candidates: Candidates
    companies: Companies
    trigger: CommandTrigger

    async def add(self, events: Sequence[ProviderEvent], *, now: datetime) -> int:
        """Commit reports and return how many were new; what they change for a letter reaches its workflow.

        Many are committed in several transactions, so that nobody waits long: should one fail, all are sent again, and
        those known by then are kept once.
        """
        added = 0
        for start in range(0, len(events), _AT_ONCE):
            some = [_not_ahead(event, now) for event in events[start : start + _AT_ONCE]]
            added += await self._commit(some, now)
        return added

    async def _commit(self, events: Sequence[ProviderEvent], now: datetime) -> int:
        added, commands = await self.database.write(lambda session: self._add(session, events, now))
        for command in commands:
            self.trigger(command)
        return added

    def _add(
        self, session: Session, events: Sequence[ProviderEvent], now: datetime
    ) -> tuple[int, tuple[OpenCommand, ...]]:
        rows = EventRows(self.candidates, self.companies)
        fresh = not_yet_known(session, events)
        hold_messages(session, [(each.provider, each.provider_message_id) for each in fresh if not each.attempt_id])
        joined = [(event, rows.attempt_of(session, event)) for event in fresh]
        kept = [
            _Kept(event, attempt, rows.insert(session, event, attempt, now))
            for event, attempt in joined
            if attempt is not None or not _is_for_nobody(event)
        ]
        # Held before anything else is changed, as whoever writes a provider's answer down does: no ring of waiting.
        applications = lock_applications(session, {each.attempt.application_id for each in kept if each.attempt})
        for event, attempt, event_id in kept:
            rows.suppress(session, event, attempt, event_id)
            rows.people.count_grants(session, event, now)
        commands = [*_recomputed(session, kept, applications, now), *self._heard(session, kept, now)]
        return len(kept), tuple(command for command in commands if command is not None)

    def _heard(self, session: Session, kept: Sequence[_Kept], now: datetime) -> Iterator[OpenCommand | None]:
        """Write down what people say about their letters; their applications are held."""
        for event, attempt, event_id in kept:
            if attempt is None:
                continue
            if event.kind in _SAID:
                note(session, _ref(attempt), event.kind, actor=CANDIDATE, reference=attempt.letter_id, now=now)
            yield keep_reply(session, self.candidates, event, attempt, event_id, now)


def _not_ahead(event: ProviderEvent, now: datetime) -> ProviderEvent:
    """Return a report at the latest of now: what a provider's wrong clock puts into the future has just happened."""
    return event if event.occurred_at <= now else replace(event, occurred_at=now)


def _is_for_nobody(event: ProviderEvent) -> bool:
    """Say whether this is mail to an address that we gave to nobody: it is nobody's, and anybody can send it."""
    return event.answer is not None and event.answer.token is not None


def _recomputed(
    session: Session, kept: Sequence[_Kept], applications: Mapping[str, ApplicationTable], now: datetime
) -> Iterator[OpenCommand | None]:
    """Bring letters' states up to date; yield a command where a workflow has to do something about it."""
    joined = {attempt.letter_id: attempt for _, attempt, _ in kept if attempt is not None}
    if not joined:
        return
    ids = sorted(joined)
    letters = {row.id: row for row in session.scalars(select(LetterTable).where(col(LetterTable.id).in_(ids)))}
    deliveries = deliveries_of_all(session, ids)
    for letter_id in ids:
        letter, application = letters[letter_id], applications[joined[letter_id].application_id]
        changes = [(each.state, recompute(session, letter, each, now).state) for each in deliveries[letter_id]]
        is_closed = application.state == ApplicationState.CLOSED
        if not is_closed and letter.purpose in ANSWERS and any(_matters(*change) for change in changes):
            ref = _ref(joined[letter_id])
            yield append_command(session, ref, CommandKind.DELIVERY_CHANGED, reference=letter_id, now=now)


def _ref(joined: Joined) -> ApplicationRef:
    return ApplicationRef(company_id=joined.company_id, application_id=joined.application_id)


def _matters(before: DeliveryState, after: DeliveryState) -> bool:
    """Say whether a workflow must hear of a change: a doubt is settled, a channel has failed, or has not after all."""
    return before is not after and (before in _IN_DOUBT or before.has_failed or after.has_failed)
