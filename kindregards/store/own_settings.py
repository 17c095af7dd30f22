"""What reviewers set for themselves: when they are away, and how they want to be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.absences import Absence, refuse_impossible
from kindregards.domain.notifying import NoticeEvent, NoticeLine, NoticePace, NoticeState
from kindregards.store.database import Database
from kindregards.store.staff import refuse_unknown_colleague, reviewers_of
from kindregards.store.tables import ReviewNoticeTable, UserTable


@dataclass(frozen=True, slots=True)
class OwnSettings:
    """Reads and keeps them."""

    database: Database

    async def absence(self, company_id: str, user_id: str) -> Absence | None:
        """Return when a user is away, also one that is still to come."""
        reviewers = await self.database.read(lambda session: reviewers_of(session, company_id))
        return reviewers[user_id].absence if user_id in reviewers else None

    async def set_absence(self, company_id: str, user_id: str, absence: Absence | None, *, now: datetime) -> None:
        """Keep when a user is away, or that they are back."""

        def work(session: Session) -> None:
            if absence is not None:
                refuse_impossible(absence, user_id=user_id, now=now)
                refuse_unknown_colleague(reviewers_of(session, company_id), absence.stand_in)
            _change(
                session,
                company_id,
                user_id,
                away_from=absence.starts_at if absence else None,
                away_until=absence.ends_at if absence else None,
                stand_in=absence.stand_in if absence else None,
            )

        await self.database.write(work)

    async def notice_pace(self, company_id: str, user_id: str) -> NoticePace | None:
        """Return how a user wants to be told by mail; None for who may not decide and is told nothing."""
        reviewers = await self.database.read(lambda session: reviewers_of(session, company_id))
        return reviewers[user_id].pace if user_id in reviewers else None

    async def set_notice_pace(self, company_id: str, user_id: str, pace: NoticePace) -> None:
        """Keep how a user wants to be told by mail."""
        await self.database.write(lambda session: _change(session, company_id, user_id, notices=pace))

    async def latest_notices(self, company_id: str, user_id: str, *, limit: int) -> Sequence[NoticeLine]:
        """Return what a user was told, newest first."""
        return await self.database.read(lambda session: _latest(session, company_id, user_id, limit))


def _change(session: Session, company_id: str, user_id: str, **values: object) -> None:
    session.execute(
        update(UserTable)
        .where(col(UserTable.company_id) == company_id)
        .where(col(UserTable.id) == user_id)
        .values(**values)
    )


def _latest(session: Session, company_id: str, user_id: str, limit: int) -> tuple[NoticeLine, ...]:
    rows = session.scalars(
        select(ReviewNoticeTable)
        .where(col(ReviewNoticeTable.company_id) == company_id)
        .where(col(ReviewNoticeTable.user_id) == user_id)
        .order_by(col(ReviewNoticeTable.id).desc())
        .limit(limit)
    )
    return tuple(
        NoticeLine(
            event=NoticeEvent(row.event),
            review_id=row.review_id,
            state=NoticeState(row.state),
            created_at=row.created_at,
            settled_at=row.settled_at,
        )
        for row in rows
    )
