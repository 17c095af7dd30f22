"""Who had which case before their eyes, as it was then, and for how long."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.case_work import NotOpenedError
from kindregards.domain.reviewing import Seen
from kindregards.store.identifiers import new_id
from kindregards.store.review_rows import application_of_review
from kindregards.store.rows import insert_once
from kindregards.store.tables import ReviewOpeningTable

# The lease is renewed every 45 s while the page is open; a longer silence is an absence, not reading.
_MOST_SECONDS = 60


def note_opening(session: Session, company_id: str, review_id: str, user_id: str, seen: Seen, now: datetime) -> None:
    """Write down that a user has read a case, or still has it open; again adds the seconds since."""
    row = session.execute(
        select(
            col(ReviewOpeningTable.id),
            col(ReviewOpeningTable.seen_at),
            col(ReviewOpeningTable.seconds),
            col(ReviewOpeningTable.evidence),
        )
        .where(col(ReviewOpeningTable.review_id) == review_id)
        .where(col(ReviewOpeningTable.user_id) == user_id)
    ).one_or_none()
    if row is None:
        insert_once(
            session,
            ReviewOpeningTable,
            id=new_id(),
            company_id=company_id,
            review_id=review_id,
            user_id=user_id,
            version=seen.version,
            letter_hash=seen.letter_hash,
            opened_at=now,
            seen_at=now,
            seconds=0,
            evidence=sorted(set(seen.evidence)),
        )
        return
    session.execute(
        update(ReviewOpeningTable)
        .where(col(ReviewOpeningTable.id) == row.id)
        .values(
            version=seen.version,
            letter_hash=seen.letter_hash,
            seen_at=now,
            seconds=row.seconds + _seconds_since(row.seen_at, now),
            evidence=sorted({*row.evidence, *seen.evidence}),
        )
    )


def note_last_look(session: Session, review_id: str, user_id: str, evidence: Collection[str], now: datetime) -> None:
    """Add the seconds since a case was last seen, and what was opened, as it is decided; nothing where it never was."""
    row = session.scalars(
        select(ReviewOpeningTable)
        .where(col(ReviewOpeningTable.review_id) == review_id)
        .where(col(ReviewOpeningTable.user_id) == user_id)
    ).one_or_none()
    if row is not None:
        row.seconds += _seconds_since(row.seen_at, now)
        row.evidence = sorted({*row.evidence, *evidence})
        row.seen_at = now


def _seconds_since(seen_at: datetime, now: datetime) -> int:
    """Return the seconds since a page was last known to be open, none after an absence."""
    since = max(int((now - seen_at).total_seconds()), 0)
    return since if since <= _MOST_SECONDS else 0


def last_seen(session: Session, company_id: str, review_id: str, user_id: str) -> Seen:
    """Return how a user last saw a case; raise ReviewNotFoundError, or NotOpenedError when they never did."""
    application_of_review(session, company_id, review_id)
    row = session.execute(
        select(col(ReviewOpeningTable.version), col(ReviewOpeningTable.letter_hash))
        .where(col(ReviewOpeningTable.company_id) == company_id)
        .where(col(ReviewOpeningTable.review_id) == review_id)
        .where(col(ReviewOpeningTable.user_id) == user_id)
    ).one_or_none()
    if row is None:
        raise NotOpenedError(f"You have not opened review {review_id}. Read it, then approve it.")
    return Seen(version=row.version, letter_hash=row.letter_hash)
