"""How letters fared on their channels, and when they are read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.deliveries import DeliveryState
from kindregards.domain.letters import Purpose
from kindregards.domain.reports import DeliveryReport, Reach, ReportQuery, Share
from kindregards.store.report_columns import QUARTER_SECONDS, counted, quarter_of, within
from kindregards.store.tables import ApplicationTable, CandidateTable, DeliveryTable, LetterTable

# What a provider took, whatever became of it.
_SENT = (
    DeliveryState.ACCEPTED,
    DeliveryState.IN_TRANSIT,
    DeliveryState.DELIVERED,
    DeliveryState.UNDELIVERABLE_PERMANENT,
    DeliveryState.UNDELIVERABLE_TRANSIENT,
    DeliveryState.DELIVERY_UNKNOWN,
    DeliveryState.BOUNCED_AFTER_DELIVERY,
)


def delivery_report(session: Session, company_id: str, query: ReportQuery) -> DeliveryReport:
    """Return how the outcome letters fared that left in the period."""
    by_channel: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    by_tone: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for channel, tone, *counts in _deliveries(session, company_id, query):
        by_channel[channel].append((counts[0], counts[1], counts[2]))
        by_tone[tone].append((counts[0], counts[1], counts[2]))
    return DeliveryReport(
        channels=_reaches(by_channel), tones=_reaches(by_tone), hours=_hours(session, company_id, query)
    )


def _deliveries(session: Session, company_id: str, query: ReportQuery) -> Iterable[tuple[str, str, int, int, int]]:
    """Yield channel, tone, and how many were sent, delivered and read."""
    was_read = col(ApplicationTable.acknowledged_at).is_not(None)
    statement = (
        select(
            col(DeliveryTable.channel),
            col(LetterTable.tone),
            func.count(),
            func.sum(case((col(DeliveryTable.state) == DeliveryState.DELIVERED, 1), else_=0)),
            func.sum(case((was_read, 1), else_=0)),
        )
        .select_from(LetterTable)
        .join(DeliveryTable, col(DeliveryTable.letter_id) == col(LetterTable.id))
        .join(ApplicationTable, col(ApplicationTable.id) == col(LetterTable.application_id))
        .where(col(LetterTable.company_id) == company_id, within(col(LetterTable.accepted_at), query))
        .where(col(LetterTable.purpose) == Purpose.OUTCOME, col(DeliveryTable.state).in_(_SENT))
    )
    rows = session.execute(counted(statement, query).group_by(col(DeliveryTable.channel), col(LetterTable.tone)))
    return ((row[0], row[1], int(row[2]), int(row[3]), int(row[4])) for row in rows)


def _reaches(counts: Mapping[str, Iterable[tuple[int, int, int]]]) -> tuple[Reach, ...]:
    reaches = []
    for key, found in counts.items():
        sent, delivered, read = (sum(column) for column in zip(*found, strict=True))
        reaches.append(Reach(key=key, sent=sent, delivered=delivered, read=read))
    return tuple(sorted(reaches, key=lambda each: (-each.sent, each.key)))


def _hours(session: Session, company_id: str, query: ReportQuery) -> dict[tuple[int, int], Share]:
    """Return how many were read, by weekday and hour of leaving where the candidate is."""
    quarter = quarter_of(col(LetterTable.accepted_at))
    read = func.sum(case((col(ApplicationTable.acknowledged_at).is_not(None), 1), else_=0))
    statement = (
        select(col(CandidateTable.timezone), quarter, func.count(), read)
        .select_from(LetterTable)
        .join(ApplicationTable, col(ApplicationTable.id) == col(LetterTable.application_id))
        .join(CandidateTable, col(CandidateTable.id) == col(ApplicationTable.candidate_id))
        .where(col(LetterTable.company_id) == company_id, within(col(LetterTable.accepted_at), query))
        .where(col(LetterTable.purpose) == Purpose.OUTCOME)
    )
    zone_named = cache(ZoneInfo)
    found: dict[tuple[int, int], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for zone, number, sent, was_read in session.execute(
        counted(statement, query).group_by(col(CandidateTable.timezone), quarter)
    ):
        at = datetime.fromtimestamp(int(number) * QUARTER_SECONDS, UTC).astimezone(zone_named(zone))
        before = found[at.weekday(), at.hour]
        found[at.weekday(), at.hour] = (before[0] + int(was_read), before[1] + int(sent))
    return {place: Share(count=count, n=n) for place, (count, n) in sorted(found.items())}
