"""Which event tells neighbour systems what, and how early: the telling gate for events.

Whatever follows from a decision is kept from endpoints without the scope `pre_tell` until the candidate is told.
An application that ends without our decision (withdrawn, offer declined, expired) is announced at once.
"""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import HeldReason, Outcome
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.outgoing_events import Audience, EventType, rfc3339
from kindregards.domain.ports.journey import NewReview
from kindregards.domain.replies import Reply
from kindregards.domain.reviews import Nudge
from kindregards.store.outbox import anybody_listens, publish
from kindregards.store.tables import ApplicationTable, DecisionTable, LetterTable, TimelineTable

_TOLD = "told"


def announce_decision(session: Session, ref: ApplicationRef, decision_id: str, now: datetime) -> None:
    """Tell those with the scope `pre_tell` how a decision stands: taken, or undone."""
    _announce_decision(session, ref, decision_id, Audience.BEFORE_TELLING, now)


def announce_telling(session: Session, ref: ApplicationRef, now: datetime) -> None:
    """Tell everybody that the candidate knows, and who has not heard it yet, what was decided.

    It follows its note in the timeline. A letter can be told anew after it bounced; then nothing was decided anew.
    """
    if not anybody_listens(session, ref.company_id):
        return
    application = _application(session, ref)
    tellings = _tellings(session, ref, application.letter_id or application.decision_id)
    if tellings == 1 and application.decision_id is not None:
        _announce_decision(session, ref, application.decision_id, Audience.AT_TELLING, now)
    publish(
        session,
        ref,
        EventType.APPLICATION_TOLD,
        now=now,
        outcome=application.outcome,
        told_at=rfc3339(application.told_at or now),
        letter_id=application.letter_id,
    )


def announce_ending(session: Session, ref: ApplicationRef, outcome: Outcome, now: datetime) -> None:
    """Tell everybody that an application ended by itself; what we had decided about it is told to nobody any more."""
    publish(session, ref, EventType.APPLICATION_DECIDED, now=now, outcome=outcome, decision=None)


def announce_acknowledgement(session: Session, ref: ApplicationRef, letter_id: str | None, now: datetime) -> None:
    """Tell everybody that the candidate says they have read the letter."""
    publish(
        session,
        ref,
        EventType.APPLICATION_ACKNOWLEDGED,
        now=now,
        acknowledged_at=rfc3339(now),
        letter_id=letter_id,
    )


def announce_reply(session: Session, ref: ApplicationRef, reply: Reply, now: datetime) -> None:
    """Tell everybody that the candidate has written back; what they wrote stays inside."""
    publish(
        session,
        ref,
        EventType.CANDIDATE_REPLIED,
        now=now,
        reply_id=reply.id,
        letter_id=reply.letter_id,
        channel=reply.channel,
        replied_at=rfc3339(now),
    )


def announce_appeal(session: Session, ref: ApplicationRef, appeal_id: str, *, due_at: datetime, now: datetime) -> None:
    """Tell everybody that the candidate asked for another person; their words stay inside."""
    publish(session, ref, EventType.APPEAL_RECEIVED, now=now, appeal_id=appeal_id, due_at=rfc3339(due_at))


def announce_appeal_answer(session: Session, ref: ApplicationRef, now: datetime) -> None:
    """Tell everybody how an appeal ended: what is decided now, as for the first telling."""
    application = _application(session, ref)
    if application.decision_id is not None:
        _announce_decision(session, ref, application.decision_id, Audience.AT_TELLING, now)


def announce_correction(session: Session, ref: ApplicationRef, decision_id: str, now: datetime) -> None:
    """Tell everybody that a decision they heard of was taken back."""
    _announce_decision(session, ref, decision_id, Audience.EVERYBODY, now)


def announce_erasure(session: Session, ref: ApplicationRef, now: datetime) -> None:
    """Tell everybody that the candidate was erased here, so that they can do the same."""
    publish(session, ref, EventType.CANDIDATE_ERASED, now=now, erased_at=rfc3339(now))


def announce_overdue_interview(session: Session, ref: ApplicationRef, now: datetime) -> None:
    """Tell everybody that a result is missing."""
    if not anybody_listens(session, ref.company_id):
        return
    application = _application(session, ref)
    due_at = application.interview_due_at
    publish(
        session,
        ref,
        EventType.INTERVIEW_OVERDUE,
        now=now,
        source=application.interview_source,
        interview_id=application.interview_id,
        due_at=rfc3339(due_at) if due_at else None,
    )


def announce_review(session: Session, ref: ApplicationRef, review_id: str, review: NewReview) -> None:
    """Tell everybody that a person is asked; why, and with which reason in view, stays inside."""
    due_at = next((alarm.at for alarm in review.alarms if alarm.kind == Nudge.DUE), None)
    publish(
        session,
        ref,
        EventType.REVIEW_OPENED,
        now=review.opened_at,
        review_id=review_id,
        group=review.group,
        due_at=rfc3339(due_at) if due_at else None,
    )


def announce_review_alarm(
    session: Session, ref: ApplicationRef, review_id: str | None, alarm: str, now: datetime
) -> None:
    """Tell everybody that a review is late: when it is due, escalated and held; reminders come before that."""
    if alarm != Nudge.REMIND:
        publish(session, ref, EventType.REVIEW_OVERDUE, now=now, review_id=review_id, alarm=alarm)


def announce_undelivered(
    session: Session, ref: ApplicationRef, letter: LetterTable, reason: HeldReason, now: datetime
) -> None:
    """Tell that no channel carried an outcome letter.

    Everybody, when a provider had taken it before and it came back; while nobody was told, those with `pre_tell`.
    """
    if reason is not HeldReason.CHANNELS_FAILED or not anybody_listens(session, ref.company_id):
        return
    was_told = _tellings(session, ref, letter.id) > 0
    publish(
        session,
        ref,
        EventType.LETTER_DELIVERY_FAILED,
        now=now,
        audience=Audience.EVERYBODY if was_told else Audience.BEFORE_TELLING,
        letter_id=letter.id,
        reason=reason,
    )


def _application(session: Session, ref: ApplicationRef) -> ApplicationTable:
    """Return an application as this transaction has left it."""
    return session.scalars(
        select(ApplicationTable)
        .where(col(ApplicationTable.company_id) == ref.company_id)
        .where(col(ApplicationTable.id) == ref.application_id)
        .execution_options(populate_existing=True)
    ).one()


def _tellings(session: Session, ref: ApplicationRef, reference: str | None) -> int:
    """Count how often a letter, or an advance, was told; the timeline alone remembers it after a letter came back."""
    return session.execute(
        select(func.count())
        .select_from(TimelineTable)
        .where(col(TimelineTable.company_id) == ref.company_id)
        .where(col(TimelineTable.application_id) == ref.application_id)
        .where(col(TimelineTable.event) == _TOLD)
        .where(col(TimelineTable.reference) == reference)
    ).scalar_one()


def _announce_decision(
    session: Session, ref: ApplicationRef, decision_id: str, audience: Audience, now: datetime
) -> None:
    if not anybody_listens(session, ref.company_id):
        return
    row = session.scalars(
        select(DecisionTable)
        .where(col(DecisionTable.id) == decision_id)
        .where(col(DecisionTable.company_id) == ref.company_id)
        .execution_options(populate_existing=True)
    ).one()
    decision = {
        "id": row.id,
        "version": row.version,
        "state": row.state,
        "mode": row.mode,
        "rule": row.rule,
        "reason": row.reason,
        "decided_by": row.decided_by,
        "decided_at": rfc3339(row.decided_at),
        "policy_version": row.policy_version,
    }
    publish(
        session, ref, EventType.APPLICATION_DECIDED, now=now, audience=audience, outcome=row.outcome, decision=decision
    )
