"""What providers report: kept once, joined to attempts, followed by the state of their letters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from kindregards.domain.applications import ApplicationState
from kindregards.domain.deliveries import DeliveryState
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.letters import Purpose
from kindregards.domain.ports.commands import CommandTrigger, OpenCommand
from kindregards.domain.provider_events import EventKind, ProviderEvent
from kindregards.store.acknowledgements import CANDIDATE
from kindregards.store.applications import lock_application
from kindregards.store.candidates import Candidates
from kindregards.store.commands import append_command
from kindregards.store.companies import Companies
from kindregards.store.database import Database
from kindregards.store.event_rows import EventRows, Joined, hold_messages, not_yet_known
from kindregards.store.ledger_rows import deliveries_of, recompute
from kindregards.store.replies import keep_reply
from kindregards.store.tables import LetterTable
from kindregards.store.timeline import note

_AT_ONCE = 250
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
        for event, attempt, event_id in kept:
            rows.suppress(session, event, attempt, event_id)
            rows.people.count_grants(session, event, now)
        letters = sorted({(each.company_id, each.application_id, each.letter_id) for _, each, _ in kept if each})
        commands = [command for ids in letters for command in self._follow(session, *ids, kept, now)]
        return len(kept), tuple(command for command in commands if command is not None)

    def _follow(
        self,
        session: Session,
        company_id: str,
        application_id: str,
        letter_id: str,
        kept: Sequence[_Kept],
        now: datetime,
    ) -> Iterator[OpenCommand | None]:
        """Bring a letter up to date, then hear what the person says about it."""
        ref = ApplicationRef(company_id=company_id, application_id=application_id)
        yield _recomputed(session, ref, letter_id, now)
        for event, attempt, event_id in kept:
            if attempt is not None and attempt.letter_id == letter_id:
                if event.kind in _SAID:
                    note(session, ref, event.kind, actor=CANDIDATE, reference=letter_id, now=now)
                yield keep_reply(session, self.candidates, event, attempt, event_id, now)


def _not_ahead(event: ProviderEvent, now: datetime) -> ProviderEvent:
    """Return a report at the latest of now: what a provider's wrong clock puts into the future has just happened."""
    return event if event.occurred_at <= now else replace(event, occurred_at=now)


def _is_for_nobody(event: ProviderEvent) -> bool:
    """Say whether this is mail to an address that we gave to nobody: it is nobody's, and anybody can send it."""
    return event.answer is not None and event.answer.token is not None


def _recomputed(session: Session, ref: ApplicationRef, letter_id: str, now: datetime) -> OpenCommand | None:
    """Bring a letter's states up to date; return a command when its workflow has to do something about it."""
    application = lock_application(session, ref)
    letter = session.get_one(LetterTable, letter_id)
    changes = [
        (delivery.state, recompute(session, letter, delivery, now).state)
        for delivery in deliveries_of(session, letter_id)
    ]
    is_closed = application.state == ApplicationState.CLOSED
    if is_closed or letter.purpose != Purpose.OUTCOME or not any(_matters(*change) for change in changes):
        return None
    return append_command(session, ref, CommandKind.DELIVERY_CHANGED, reference=letter_id, now=now)


def _matters(before: DeliveryState, after: DeliveryState) -> bool:
    """Say whether a workflow must hear of a change: a doubt is settled, a channel has failed, or has not after all."""
    return before is not after and (before in _IN_DOUBT or before.has_failed or after.has_failed)
