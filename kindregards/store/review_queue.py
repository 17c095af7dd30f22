"""Which reviews a query means."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.absences import stands_in_for
from kindregards.domain.reviewing import ReviewQuery
from kindregards.domain.reviews import ReviewState
from kindregards.store.staff import absences_of, reviewers_of
from kindregards.store.tables import JobTable, ReviewQuestionTable, ReviewTable
from kindregards.store.tables.decisions import WAITING


def queue_filters(session: Session, company_id: str, query: ReviewQuery) -> list[ColumnElement[bool]]:
    """Return the conditions of a query, the page included."""
    filters = [_in_state(query.state, query.now)]
    if query.job:
        filters.append(col(JobTable.external_id) == query.job)
    if query.group:
        filters.append(col(ReviewTable.reviewer_group) == query.group)
    if query.due_before:
        filters.append(col(ReviewTable.due_at) < query.due_before)
    filters += _by_person(session, company_id, query)
    filters += _by_sleep(query)
    filters += _by_place(session, company_id, query)
    return filters


def _in_state(state: ReviewState | None, now: datetime | None) -> ColumnElement[bool]:
    """Open and claimed differ by a lease that ends by itself; without a moment, all of both are open."""
    if state is None:
        return WAITING
    if now is None or state not in {ReviewState.OPEN, ReviewState.CLAIMED}:
        return col(ReviewTable.state) == state
    is_leased = col(ReviewTable.lease_until) > now
    is_free = or_(col(ReviewTable.lease_until).is_(None), col(ReviewTable.lease_until) <= now)
    return and_(col(ReviewTable.state) == ReviewState.OPEN, is_leased if state is ReviewState.CLAIMED else is_free)


def _by_person(session: Session, company_id: str, query: ReviewQuery) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = []
    if query.assignee:
        own = [query.assignee]
        if query.now is not None:
            absences = absences_of(reviewers_of(session, company_id).values())
            own += stands_in_for(query.assignee, absences, query.now)
        opened = and_(col(ReviewTable.assigned_to).is_(None), col(ReviewTable.claimed_by) == query.assignee)
        filters.append(or_(col(ReviewTable.assigned_to).in_(own), opened))
    if query.unassigned:
        filters.append(col(ReviewTable.assigned_to).is_(None))
    if query.asked:
        filters.append(
            exists()
            .where(col(ReviewQuestionTable.review_id) == col(ReviewTable.id))
            .where(col(ReviewQuestionTable.asked_of) == query.asked)
            .where(col(ReviewQuestionTable.answered_at).is_(None))
        )
    return filters


def _by_sleep(query: ReviewQuery) -> list[ColumnElement[bool]]:
    """A case that is due shows, whatever it was put off to."""
    if query.snoozed is None or query.now is None:
        return []
    if query.snoozed:
        return [col(ReviewTable.snoozed_until) > query.now, col(ReviewTable.due_at) > query.now]
    return [
        or_(
            col(ReviewTable.snoozed_until).is_(None),
            col(ReviewTable.snoozed_until) <= query.now,
            col(ReviewTable.due_at) <= query.now,
        )
    ]


def _by_place(session: Session, company_id: str, query: ReviewQuery) -> list[ColumnElement[bool]]:
    last = session.get(ReviewTable, query.after) if query.after else None
    if last is None or last.company_id != company_id:
        return []
    later = and_(col(ReviewTable.due_at) == last.due_at, col(ReviewTable.id) > last.id)
    # The first half alone bounds the walk along the index.
    return [col(ReviewTable.due_at) >= last.due_at, or_(col(ReviewTable.due_at) > last.due_at, later)]
