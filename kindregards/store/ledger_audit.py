"""Comparing every delivery's stored state with the one that follows from its ledger."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.deliveries import DeliveryState
from kindregards.store.database import Database
from kindregards.store.ledger_rows import events_about, files_of
from kindregards.store.tables import AttemptTable, DeliveryTable, LetterTable

_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A delivery whose stored state is not the one that its attempts and events give."""

    company_id: str
    application_id: str
    delivery_id: str
    channel: str
    stored: DeliveryState
    right: DeliveryState


class Audited(NamedTuple):
    """A batch that was compared."""

    deliveries: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class LedgerAudit:
    """Recomputes deliveries; changes nothing. Of all companies: this is an operator's tool."""

    database: Database

    def count(self) -> int:
        """Return how many deliveries there are."""
        return self.database.read_sync(
            lambda session: session.execute(select(func.count()).select_from(DeliveryTable)).scalar_one()
        )

    def batches(self, *, size: int = _BATCH) -> Iterator[Audited]:
        """Compare all deliveries, oldest first, each batch on one unchanging snapshot."""
        after = ""
        while True:
            last, audited = self.database.read_sync(partial(_audit, after=after, size=size))
            if last is None:
                return
            yield audited
            after = last


def _audit(session: Session, after: str, size: int) -> tuple[str | None, Audited]:
    rows = session.scalars(
        select(DeliveryTable).where(col(DeliveryTable.id) > after).order_by(col(DeliveryTable.id)).limit(size)
    ).all()
    attempts = session.scalars(
        select(AttemptTable).where(col(AttemptTable.delivery_id).in_([row.id for row in rows]))
    ).all()
    letters = session.execute(
        select(col(LetterTable.id), col(LetterTable.state)).where(
            col(LetterTable.id).in_({row.letter_id for row in rows})
        )
    )
    states = {letter.id: letter.state for letter in letters}
    files = files_of(rows, attempts, events_about(session, [attempt.id for attempt in attempts]))
    compared = [(row, file.projected(states[row.letter_id])) for row, file in zip(rows, files, strict=True)]
    differences = tuple(
        Difference(
            company_id=row.company_id,
            application_id=row.application_id,
            delivery_id=row.id,
            channel=row.channel,
            stored=DeliveryState(row.state),
            right=right,
        )
        for row, right in compared
        if row.state != right
    )
    return (rows[-1].id if rows else None), Audited(len(rows), differences)
