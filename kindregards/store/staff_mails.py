"""Notices on their way to reviewers: gathered into one mail a person, leased, and settled once.

A mail that was begun and never settled was perhaps sent: it is not sent again. The case it speaks of stands in the
queue anyway, so a notice lost is a smaller evil than a notice repeated.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.channels import SendResult, SendStatus
from kindregards.domain.notifying import (
    KEPT_HERE,
    NoticeEvent,
    NoticeItem,
    NoticePace,
    NoticeState,
    StaffMail,
    next_try,
    without_repetition,
)
from kindregards.domain.reviews import ReviewState
from kindregards.store.accounts import Accounts
from kindregards.store.identifiers import new_id
from kindregards.store.tables import ApplicationTable, JobTable, ReviewNoticeTable, ReviewTable, UserTable

LEASE = timedelta(minutes=5)
_MOST_ITEMS = 100
# News about a case that was decided meanwhile is none; an answer still is one.
_OUTLIVES_THE_CASE = {NoticeEvent.ANSWERED}


@dataclass(frozen=True, slots=True)
class StaffMails:
    """Claims what is due, one person at a time; every method is one whole transaction."""

    accounts: Accounts

    async def claim(self, *, now: datetime) -> StaffMail | None:
        """Lease everything that waits for one reviewer of whom something is due; None when nothing is left to send."""
        return await self.accounts.database.write(lambda session: self._claim(session, now))

    async def settle(self, mail: StaffMail, result: SendResult, *, now: datetime) -> None:
        """Record how it went, where the lease is still ours."""
        await self.accounts.database.write(lambda session: _settle(session, mail, result, now))

    def _claim(self, session: Session, now: datetime) -> StaffMail | None:
        _give_up_unsettled(session, now)
        while (user_id := _next_person(session, now)) is not None:
            mail = self._lease(session, user_id, now)
            if mail is not None:
                return mail
        return None

    def _lease(self, session: Session, user_id: str, now: datetime) -> StaffMail | None:
        """Lease a person's notices; None when none of them is worth a mail any more."""
        mail_id = new_id()
        leased = session.execute(
            update(ReviewNoticeTable)
            .where(col(ReviewNoticeTable.user_id) == user_id)
            .where(col(ReviewNoticeTable.state) == NoticeState.WAITING)
            .values(
                state=NoticeState.SENDING,
                mail_id=mail_id,
                lease_until=now + LEASE,
                tries=col(ReviewNoticeTable.tries) + 1,
            )
            .returning(col(ReviewNoticeTable.id), col(ReviewNoticeTable.tries))
        ).all()
        user = session.get_one(UserTable, user_id, populate_existing=True)
        items = _items(session, mail_id)
        if user.disabled_at is not None or user.notices == NoticePace.OFF or not items:
            _end(session, mail_id, NoticeState.NEEDLESS, now)
            return None
        person = self.accounts.user(session, user)
        return StaffMail(
            id=mail_id,
            company_id=user.company_id,
            user_id=user_id,
            name=person.name,
            address=person.email,
            language=person.language,
            items=without_repetition(items)[:_MOST_ITEMS],
            tries=max(row.tries for row in leased),
        )


def _give_up_unsettled(session: Session, now: datetime) -> None:
    session.execute(
        update(ReviewNoticeTable)
        .where(col(ReviewNoticeTable.state) == NoticeState.SENDING)
        .where(col(ReviewNoticeTable.lease_until) <= now)
        .values(state=NoticeState.IN_DOUBT, settled_at=now)
    )


def _next_person(session: Session, now: datetime) -> str | None:
    return session.execute(
        select(col(ReviewNoticeTable.user_id))
        .where(col(ReviewNoticeTable.state) == NoticeState.WAITING)
        .where(col(ReviewNoticeTable.due_at) <= now)
        .order_by(col(ReviewNoticeTable.due_at))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).scalar_one_or_none()


def _items(session: Session, mail_id: str) -> Sequence[NoticeItem]:
    """Return what a mail tells, oldest first; cases that nobody waits for any more are left out."""
    rows = session.execute(
        select(
            col(ReviewNoticeTable.event),
            col(ReviewTable.id),
            col(ReviewTable.state),
            col(ReviewTable.due_at),
            col(JobTable.title),
        )
        .join(ReviewTable, col(ReviewTable.id) == col(ReviewNoticeTable.review_id))
        .join(ApplicationTable, col(ApplicationTable.id) == col(ReviewTable.application_id))
        .join(JobTable, col(JobTable.id) == col(ApplicationTable.job_id))
        .where(col(ReviewNoticeTable.mail_id) == mail_id)
        .order_by(col(ReviewNoticeTable.id))
    )
    return [
        NoticeItem(event=NoticeEvent(row.event), review_id=row.id, job_title=row.title, due_at=row.due_at)
        for row in rows
        if ReviewState(row.state).takes_decision or NoticeEvent(row.event) in _OUTLIVES_THE_CASE
    ]


def _settle(session: Session, mail: StaffMail, result: SendResult, now: datetime) -> None:
    match result.status:
        case SendStatus.ACCEPTED:
            _end(session, mail.id, NoticeState.SENT, now)
        case SendStatus.MAYBE_SENT:
            _end(session, mail.id, NoticeState.IN_DOUBT, now, result.error_code)
        case SendStatus.NOT_SENT | SendStatus.MISCONFIGURED:
            _put_off(session, mail, result, now)
        case SendStatus.REFUSED if result.provider == KEPT_HERE:
            _end(session, mail.id, NoticeState.KEPT, now)
        case SendStatus.REFUSED | SendStatus.OPTED_OUT:
            _end(session, mail.id, NoticeState.NOT_SENT, now, result.error_code)


def _put_off(session: Session, mail: StaffMail, result: SendResult, now: datetime) -> None:
    at = next_try(mail.tries, now, retry_after=result.retry_after)
    if at is None:
        _end(session, mail.id, NoticeState.NOT_SENT, now, result.error_code)
        return
    session.execute(
        update(ReviewNoticeTable)
        .where(col(ReviewNoticeTable.mail_id) == mail.id)
        .where(col(ReviewNoticeTable.state) == NoticeState.SENDING)
        .values(state=NoticeState.WAITING, mail_id=None, lease_until=None, due_at=at, error_code=result.error_code)
    )


def _end(session: Session, mail_id: str, state: NoticeState, now: datetime, error_code: str | None = None) -> None:
    session.execute(
        update(ReviewNoticeTable)
        .where(col(ReviewNoticeTable.mail_id) == mail_id)
        .where(col(ReviewNoticeTable.state) == NoticeState.SENDING)
        .values(state=state, settled_at=now, lease_until=None, error_code=error_code)
    )
