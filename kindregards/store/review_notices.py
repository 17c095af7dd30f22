"""What reviewers are to be told by mail, written down in the transaction in which it happens."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from kindregards.domain.absences import who_stands_in
from kindregards.domain.accounts import Role
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.notifying import NoticeEvent, NoticePace, NoticeState, leaves_at
from kindregards.store.applications import find_application
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_once
from kindregards.store.staff import Reviewer, absences_of, reviewers_of
from kindregards.store.tables import ReviewNoticeTable, ReviewTable


def notify_review(
    session: Session,
    ref: ApplicationRef,
    review_id: str | None,
    event: NoticeEvent,
    *,
    occasion: str,
    now: datetime,
) -> None:
    """Tell whose case it is: who it was given to, else its group, else those who can give it to somebody; once."""
    review = session.get(ReviewTable, review_id, populate_existing=True) if review_id else None
    if review is None:
        return
    reviewers = reviewers_of(session, ref.company_id)
    named = reviewers.get(review.assigned_to or "")
    told = [named] if named else _group(reviewers.values(), review.reviewer_group)
    _tell(session, ref, review.id, event, reviewers=reviewers, told=told, occasion=occasion, now=now)


def _group(reviewers: Collection[Reviewer], group: str) -> list[Reviewer]:
    """Return who is in a group; a policy may name one that everybody has left, or that never was."""
    members = [each for each in reviewers if group in each.groups]
    return members or [each for each in reviewers if each.role in {Role.LEAD, Role.ADMIN}]


def notify_person(  # noqa: PLR0913 -- one fact each
    session: Session,
    ref: ApplicationRef,
    review_id: str,
    event: NoticeEvent,
    *,
    user_id: str,
    occasion: str,
    now: datetime,
) -> None:
    """Tell one person, or who stands in for them; an integrator's key has no mail."""
    reviewers = reviewers_of(session, ref.company_id)
    told = [reviewers[user_id]] if user_id in reviewers else []
    _tell(session, ref, review_id, event, reviewers=reviewers, told=told, occasion=occasion, now=now)


def _tell(  # noqa: PLR0913 -- one fact each
    session: Session,
    ref: ApplicationRef,
    review_id: str,
    event: NoticeEvent,
    *,
    reviewers: dict[str, Reviewer],
    told: Collection[Reviewer],
    occasion: str,
    now: datetime,
) -> None:
    if not told or find_application(session, ref).is_test:
        return  # what a test key makes leaves nowhere, not even to colleagues
    absences = absences_of(reviewers.values())
    for user_id in sorted({who_stands_in(each.id, absences, now) for each in told}):
        reviewer = reviewers.get(user_id)
        if reviewer is None or reviewer.pace is NoticePace.OFF:
            continue
        insert_once(
            session,
            ReviewNoticeTable,
            id=new_id(),
            company_id=ref.company_id,
            user_id=user_id,
            review_id=review_id,
            event=event,
            occasion=occasion,
            state=NoticeState.WAITING,
            created_at=now,
            due_at=leaves_at(event, reviewer.pace, now),
            tries=0,
        )
