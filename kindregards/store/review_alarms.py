"""Calling attention to reviews and interviews that wait too long."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState, HeldReason
from kindregards.domain.calls import OPEN, CallAlarm
from kindregards.domain.journey import DUTY_NEAR, Alarm, ApplicationRef
from kindregards.domain.notifying import NoticeEvent
from kindregards.domain.reviews import Handover, Nudge, ReviewState
from kindregards.store.announcements import announce_overdue_interview, announce_review_alarm
from kindregards.store.applications import find_application, lock_application
from kindregards.store.commands import INTERVIEW_OVERDUE
from kindregards.store.review_notices import notify_review
from kindregards.store.review_rows import latest_review
from kindregards.store.rows import change_row
from kindregards.store.tables import ApplicationTable, CallTable, ReviewTable
from kindregards.store.timeline import is_noted, note

_NOTICES = {
    Nudge.REMIND: NoticeEvent.REMINDED,
    Nudge.DUE: NoticeEvent.REMINDED,
    Nudge.ESCALATE: NoticeEvent.ESCALATED,
}


def note_alarm(  # noqa: PLR0913 -- one fact each
    session: Session,
    ref: ApplicationRef,
    review_id: str | None,
    kind: str,
    now: datetime,
    *,
    planned: datetime | None,
    handover: Handover | None,
) -> tuple[Alarm, ...] | None:
    """Write an alarm down, once by its planned time; return the clock that runs since an escalation."""
    lock_application(session, ref)
    if kind == INTERVIEW_OVERDUE:
        _note_overdue_interview(session, ref, now)
        return None
    if kind == DUTY_NEAR:
        _note_duty(session, ref, now)
        return None
    if kind in set(CallAlarm):
        _note_waiting_call(session, ref, kind, now)
        return None
    if is_noted(session, ref, f"review_{kind}", review_id, since=planned):
        return _clock_of(session, review_id, planned or now) if handover else None
    if not _is_waiting(session, ref, review_id, held=kind == Nudge.HOLD):
        return None
    if handover is not None and review_id is not None:
        _hand_over(session, review_id, handover)
    given_to = {"group": handover.group} if handover and handover.group else {}
    note(session, ref, f"review_{kind}", reference=review_id, now=now, **given_to)
    announce_review_alarm(session, ref, review_id, kind, now)
    if kind == Nudge.HOLD:
        values = {"state": ApplicationState.HELD, "held_reason": HeldReason.REVIEW_OVERDUE, "updated_at": now}
        change_row(session, ApplicationTable, ref.application_id, expected={"company_id": ref.company_id}, **values)
    else:
        occasion = f"{kind} {now.isoformat()}"
        notify_review(session, ref, review_id, _NOTICES[Nudge(kind)], occasion=occasion, now=now)
    return _clock_of(session, review_id, planned or now) if handover else None


def _note_overdue_interview(session: Session, ref: ApplicationRef, now: datetime) -> None:
    if not is_noted(session, ref, INTERVIEW_OVERDUE, None):
        note(session, ref, INTERVIEW_OVERDUE, now=now)
        announce_overdue_interview(session, ref, now)


def _note_duty(session: Session, ref: ApplicationRef, now: datetime) -> None:
    """Write down, once and as proof, that people were called before a law's day; it goes to everybody who listens."""
    application = find_application(session, ref)
    if application.told_at is not None or is_noted(session, ref, DUTY_NEAR, None):
        return
    note(session, ref, DUTY_NEAR, now=now)
    announce_review_alarm(session, ref, application.review_id, DUTY_NEAR, now)
    notify_review(session, ref, application.review_id, NoticeEvent.ESCALATED, occasion=DUTY_NEAR, now=now)


def _note_waiting_call(session: Session, ref: ApplicationRef, kind: str, now: datetime) -> None:
    """Write down, once a call, that nobody has called yet."""
    call = session.scalars(
        select(CallTable)
        .where(col(CallTable.company_id) == ref.company_id)
        .where(col(CallTable.application_id) == ref.application_id)
        .where(col(CallTable.state) == OPEN)
        .order_by(col(CallTable.id).desc())
    ).first()
    if call is not None and not is_noted(session, ref, kind, call.id):
        note(session, ref, kind, reference=call.id, now=now)


def _is_waiting(session: Session, ref: ApplicationRef, review_id: str | None, *, held: bool) -> bool:
    """Say whether the review still waits in time, and with `held` let it wait for a person from now on."""
    changed = session.execute(
        update(ReviewTable)
        .where(col(ReviewTable.id) == review_id)
        .where(col(ReviewTable.company_id) == ref.company_id)
        .where(col(ReviewTable.state).in_([ReviewState.OPEN, ReviewState.CLAIMED]))
        .values(state=ReviewState.HELD if held else col(ReviewTable.state))
        .returning(col(ReviewTable.id))
    ).one_or_none()
    return changed is not None


def _hand_over(session: Session, review_id: str, handover: Handover) -> None:
    """Give a late review to the next group, nobody's in particular; without one only its hold moves."""
    schedule = handover.schedule
    if handover.group is None:
        change_row(session, ReviewTable, review_id, hold_at=schedule.hold_at)
        return
    change_row(
        session,
        ReviewTable,
        review_id,
        reviewer_group=handover.group,
        assigned_to=None,
        snoozed_until=None,
        remind_at=schedule.remind_at,
        due_at=schedule.due_at,
        escalate_at=schedule.escalate_at,
        hold_at=schedule.hold_at,
    )


def _clock_of(session: Session, review_id: str | None, escalated_at: datetime) -> tuple[Alarm, ...]:
    """Return the alarms after an escalation that was planned for then; one that has passed is late, not lost."""
    session.expire_all()
    review = latest_review(session, review_id)
    alarms = review.alarms if review else ()
    return tuple(alarm for alarm in alarms if alarm.at > escalated_at or alarm.kind == Nudge.HOLD)
