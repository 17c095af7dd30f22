"""What the ledger knows of a letter, and what that means for its application."""

from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy import case as sql_case
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState, HeldReason, Outcome
from kindregards.domain.channels import Channel
from kindregards.domain.decisions import DecisionState
from kindregards.domain.deliveries import AttemptState, DeliveryState
from kindregards.domain.dispatching import (
    REST_UNTRIED,
    AfterAttempt,
    after_attempt,
    after_news,
    rest_after_deaths,
    retry_at,
)
from kindregards.domain.journey import ApplicationRef, Told
from kindregards.domain.letters import ANSWERS, LetterState, Purpose
from kindregards.domain.ports.journey import LetterStanding
from kindregards.store.announcements import announce_appeal_answer, announce_telling, announce_undelivered
from kindregards.store.appeals import note_answered
from kindregards.store.ledger_rows import DeliveryFile, deliveries_of, recompute
from kindregards.store.rows import change_row
from kindregards.store.tables import (
    ApplicationTable,
    AttemptTable,
    CandidateTable,
    DecisionTable,
    DeliveryTable,
    LetterTable,
)
from kindregards.store.timeline import note

_TAKEN = (AttemptState.ACCEPTED, AttemptState.RESOLVED_SENT)
_BY_ACKNOWLEDGEMENT = "acknowledgement"
_TELL = (
    update(ApplicationTable)
    .where(col(ApplicationTable.company_id) == bindparam("company"))
    .where(col(ApplicationTable.id) == bindparam("application"))
    .where(col(ApplicationTable.told_at).is_(None))
    .where(col(ApplicationTable.state) != ApplicationState.CLOSED)
    .values(
        told_at=bindparam("at"),
        held_reason=None,
        updated_at=bindparam("now"),
        state=sql_case(
            (col(ApplicationTable.acknowledged_at).is_(None), ApplicationState.TOLD),
            else_=ApplicationState.ACKNOWLEDGED,
        ),
    )
    .returning(col(ApplicationTable.id))
    .execution_options(synchronize_session="fetch")
)
_UNCLAIM = (
    update(CandidateTable)
    .where(
        col(CandidateTable.id)
        == select(col(ApplicationTable.candidate_id))
        .where(col(ApplicationTable.id) == bindparam("application"))
        .scalar_subquery()
    )
    .where(col(CandidateTable.spaced_by) == bindparam("application"))
    .where(col(CandidateTable.spaced_until) > bindparam("now"))
    .values(spaced_until=bindparam("now"))
    .execution_options(synchronize_session=False)
)


def settle(
    session: Session, letter: LetterTable, now: datetime, *, retry_after: datetime | None = None
) -> LetterStanding:
    """Bring a letter's stored state in line with its attempts and events, and say what follows.

    `retry_after` is the provider's own wish for the next try.
    """
    deliveries = tuple(recompute(session, letter, each, now) for each in deliveries_of(session, letter.id))
    if any(delivery.state.has_left for delivery in deliveries):
        return _sent(session, letter, deliveries, now)
    is_read = letter.purpose == Purpose.OUTCOME and _is_acknowledged(session, letter)
    if any(delivery.state in {DeliveryState.AMBIGUOUS, DeliveryState.HELD} for delivery in deliveries):
        if not is_read:
            return held(session, letter, HeldReason.AMBIGUOUS_DISPATCH, now)
        _believe(session, letter)
        return settle(session, letter, now)
    tried = [delivery for delivery in deliveries if delivery.attempts]
    if not tried:
        return LetterStanding(told=Told.AGAIN, at=now + REST_UNTRIED)
    if is_read:
        # It came back from one channel, but the person says they have read it: nobody writes to them again.
        return LetterStanding(told=Told.SENT, told_at=letter.accepted_at)
    last = max(tried, key=lambda delivery: delivery.attempts[-1].id)
    return _after_failure(session, letter, deliveries, last, now, retry_after)


def held(session: Session, letter: LetterTable, reason: HeldReason, now: datetime) -> LetterStanding:
    """Put a letter that answers the candidate in front of a person; any other letter is simply over."""
    if letter.purpose not in ANSWERS:
        give_up(session, letter)
        return LetterStanding(told=Told.OVER)
    if _is_corrected(session, letter):
        # What this letter said was taken back; the command that says so is on its way.
        return LetterStanding(told=Told.STOPPED)
    ref = ref_of(letter)
    told = {"told_at": None} if letter.purpose == Purpose.OUTCOME else {}
    changed = session.execute(
        update(ApplicationTable)
        .where(col(ApplicationTable.company_id) == ref.company_id)
        .where(col(ApplicationTable.id) == ref.application_id)
        .where(col(ApplicationTable.state) != ApplicationState.CLOSED)
        .where(func.coalesce(col(ApplicationTable.held_reason), "") != reason)
        .values(state=ApplicationState.HELD, held_reason=reason, updated_at=now, **told)
        .returning(col(ApplicationTable.id))
    ).one_or_none()
    if changed is not None:
        # What was accepted came back: the next acceptance is the moment of telling.
        session.execute(update(LetterTable).where(col(LetterTable.id) == letter.id).values(accepted_at=None))
        note(session, ref, "held", reference=letter.id, now=now, reason=reason)
        announce_undelivered(session, ref, letter, reason, now)
    return LetterStanding(told=Told.HELD)


def give_up(session: Session, letter: LetterTable) -> None:
    """End a letter that can no longer leave; one that only waits would be taken up again for ever."""
    change_row(session, LetterTable, letter.id, expected={"state": LetterState.PENDING}, state=LetterState.CANCELLED)


def let_go(session: Session, letter: LetterTable, now: datetime) -> None:
    """Take an application that was held for its outcome letter back to waiting for it."""
    if letter.purpose not in ANSWERS:
        return
    session.execute(
        update(ApplicationTable)
        .where(col(ApplicationTable.id) == letter.application_id)
        .where(col(ApplicationTable.state) == ApplicationState.HELD)
        .values(state=ApplicationState.LETTER_PENDING, held_reason=None, updated_at=now)
    )


def keep_undoable(session: Session, letter: LetterTable, deliveries: tuple[DeliveryFile, ...], now: datetime) -> None:
    """Let the decision be undone while its letter waits, and others write to the person, unless some may have left."""
    if letter.accepted_at is None and not any(delivery.state.may_have_left for delivery in deliveries):
        _let_undo(session, letter)
        session.execute(_UNCLAIM, {"application": letter.application_id, "now": now})


def ref_of(letter: LetterTable) -> ApplicationRef:
    """Name the application that a letter belongs to."""
    return ApplicationRef(company_id=letter.company_id, application_id=letter.application_id)


def _after_failure(
    session: Session,
    letter: LetterTable,
    deliveries: tuple[DeliveryFile, ...],
    last: DeliveryFile,
    now: datetime,
    retry_after: datetime | None,
) -> LetterStanding:
    """Decide about another try, the next channel, or a person."""
    following = after_news(state=last.state, attempts=last.attempts) or after_attempt(last.attempts)
    if following is AfterAttempt.HOLD:
        # Doubt that was settled as unsent twice is no doubt any more: a person may let it be tried again.
        return held(session, letter, HeldReason.CHANNELS_FAILED, now)
    at = now
    if following is AfterAttempt.RETRY:
        at = _next_try(session, last, now, retry_after)
    elif not _has_channel_left(letter, deliveries):
        return held(session, letter, HeldReason.CHANNELS_FAILED, now)
    let_go(session, letter, now)
    keep_undoable(session, letter, deliveries, now)
    return LetterStanding(told=Told.AGAIN, at=at)


def _next_try(session: Session, last: DeliveryFile, now: datetime, retry_after: datetime | None) -> datetime:
    """Return when this channel is tried again, and write it down; asking again moves nothing."""
    if last.next_try_at is not None:
        return last.next_try_at
    rest = rest_after_deaths(last.attempts)
    if rest is None:
        at = retry_at(now=now, attempt_number=len(last.attempts), retry_after=retry_after, seed=last.id)
    else:
        at = now + rest
    session.execute(update(DeliveryTable).where(col(DeliveryTable.id) == last.id).values(next_try_at=at))
    return at


def _has_channel_left(letter: LetterTable, deliveries: tuple[DeliveryFile, ...]) -> bool:
    """Say whether the ladder has a channel that was not tried, or that a person wishes to be tried again."""
    exhausted = {each.channel for each in deliveries if each.is_over and each.next_try_at is None}
    return any(Channel(name) not in exhausted for name in letter.channels)


def _believe(session: Session, letter: LetterTable) -> None:
    """Mark attempts in doubt as sent: only who got the letter could say that they have read it."""
    session.execute(
        update(AttemptTable)
        .where(col(AttemptTable.letter_id) == letter.id)
        .where(col(AttemptTable.state) == AttemptState.AMBIGUOUS)
        .values(state=AttemptState.RESOLVED_SENT, resolved_by=_BY_ACKNOWLEDGEMENT)
    )


def _is_acknowledged(session: Session, letter: LetterTable) -> bool:
    return session.get_one(ApplicationTable, letter.application_id).acknowledged_at is not None


def _let_undo(session: Session, letter: LetterTable) -> None:
    """Let the decision be undone again: surely nothing has left."""
    session.execute(
        update(DecisionTable)
        .where(col(DecisionTable.id) == letter.decision_id)
        .where(col(DecisionTable.state) == DecisionState.RELEASED)
        .values(state=DecisionState.STANDING)
    )
    session.execute(update(LetterTable).where(col(LetterTable.id) == letter.id).values(state=LetterState.PENDING))


def _sent(session: Session, letter: LetterTable, deliveries: tuple[DeliveryFile, ...], now: datetime) -> LetterStanding:
    """Mark a letter as accepted; an outcome letter's first acceptance is the moment of telling."""
    was_known = letter.accepted_at is not None
    accepted_at = letter.accepted_at or _acceptance(deliveries) or now
    was_cancelled = letter.state == LetterState.CANCELLED
    change_row(session, LetterTable, letter.id, state=LetterState.RELEASED, accepted_at=accepted_at)
    if was_cancelled:
        deliveries = tuple(recompute(session, letter, each, now) for each in deliveries)
    channel = next(each.channel for each in deliveries if each.state.has_left)
    if letter.purpose == Purpose.APPEAL_OUTCOME:
        _answer_appeal(session, letter, channel, now)
        return LetterStanding(told=Told.SENT, told_at=accepted_at)
    if letter.purpose != Purpose.OUTCOME:
        if not was_known:
            _note_left(session, letter, channel, now)
        return LetterStanding(told=Told.SENT)
    ref = ref_of(letter)
    named = {"company": ref.company_id, "application": ref.application_id}
    # What was known to be with the candidate is no news again, though it was taken back since.
    if not was_known and session.execute(_TELL, {**named, "at": accepted_at, "now": now}).one_or_none() is not None:
        note(session, ref, "told", reference=letter.id, now=now, outcome=Outcome.REJECT, channel=channel)
        announce_telling(session, ref, now)
    return LetterStanding(told=Told.SENT, told_at=accepted_at)


def _is_corrected(session: Session, letter: LetterTable) -> bool:
    """Say whether the decision that a letter tells was told and taken back."""
    decision = session.get(DecisionTable, letter.decision_id) if letter.decision_id else None
    return decision is not None and decision.state == DecisionState.CORRECTED


def _answer_appeal(session: Session, letter: LetterTable, channel: Channel, now: datetime) -> None:
    """Write down that the answer to an appeal is with the candidate; what they were told first stays told."""
    ref = ref_of(letter)
    application = session.get_one(ApplicationTable, letter.application_id, populate_existing=True)
    if application.state in {ApplicationState.LETTER_PENDING, ApplicationState.HELD}:
        told = _state_told(application)
        change_row(session, ApplicationTable, application.id, state=told, held_reason=None, updated_at=now)
    if not note_answered(session, ref, now):
        return
    note(session, ref, "appeal_answered", reference=letter.id, now=now, outcome=application.outcome, channel=channel)
    announce_appeal_answer(session, ref, now)


def _state_told(application: ApplicationTable) -> ApplicationState:
    return ApplicationState.TOLD if application.acknowledged_at is None else ApplicationState.ACKNOWLEDGED


def _note_left(session: Session, letter: LetterTable, channel: Channel, now: datetime) -> None:
    """Write down that a reminder, or a letter that tells no outcome, is with a provider."""
    if letter.purpose == Purpose.REMINDER:
        note(session, ref_of(letter), "reminded", reference=letter.id, now=now, channel=channel)
    else:
        ref = ref_of(letter)
        note(session, ref, "letter_sent", reference=letter.id, now=now, purpose=letter.purpose, channel=channel)


def _acceptance(deliveries: tuple[DeliveryFile, ...]) -> datetime | None:
    """Return when the provider took what is not known to have come back."""
    times = [
        attempt.finished_at
        for delivery in deliveries
        if delivery.state.has_left
        for attempt in delivery.attempts
        if attempt.state in _TAKEN and attempt.finished_at is not None
    ]
    return max(times, default=None)
