"""Deliveries under way that somebody must look after: stuck, in doubt, or silent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Row, Select, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.channels import Channel
from kindregards.domain.deliveries import Attempt, AttemptState
from kindregards.domain.journey import CommandKind, LetterRef
from kindregards.domain.ports.commands import CommandTrigger, OpenCommand
from kindregards.domain.ports.watching import LookedUp, Watched
from kindregards.domain.watching import (
    BETWEEN_ABSENCES,
    Answer,
    Check,
    due_check,
    is_past_asking,
    is_proven_absent,
    later_check,
    next_poll,
)
from kindregards.store.candidates import Candidates
from kindregards.store.commands import append_command
from kindregards.store.database import Database
from kindregards.store.ledger import find_letter, reconcile_letter
from kindregards.store.ledger_rows import DeliveryFile, deliveries_of, recompute
from kindregards.store.rows import chosen_once
from kindregards.store.settling import is_carried, settle_doubt
from kindregards.store.standing import ref_of
from kindregards.store.subject_keys import PersonErasedError
from kindregards.store.tables import (
    ApplicationTable,
    AttemptTable,
    CandidateTable,
    DeliveryTable,
    LetterTable,
    LinkTokenTable,
    MailboxTable,
)
from kindregards.store.timeline import note

LEASE = timedelta(minutes=5)
ASK_AGAIN_AFTER = timedelta(minutes=5)
BY_LOOK_UP = "look_up"


@dataclass(frozen=True, slots=True)
class WatchedDeliveries:
    """The worklist of the sweep; what it finds out reaches journeys as commands."""

    database: Database
    candidates: Candidates
    trigger: CommandTrigger

    async def claim(self, *, limit: int, now: datetime) -> Sequence[Watched]:
        """Lease up to `limit` deliveries whose time has come; those that need nothing are let go at once."""
        return await self.database.write(lambda session: self._claim(session, limit, now))

    async def unstick(self, watched: Watched, *, now: datetime) -> None:
        """Settle what a lost worker left behind, and let the journey know."""
        self._pass_on(await self.database.write(lambda session: _unstick(session, watched, now)))

    async def doubt(self, watched: Watched, looked_up: LookedUp, *, now: datetime) -> None:
        """Wait, send again, or ask a person, by what the provider says of an attempt in doubt."""
        self._pass_on(await self.database.write(lambda session: _doubt(session, watched, looked_up, now)))

    async def polled(self, watched: Watched, *, now: datetime) -> None:
        """Plan the next poll, or after the last one let silence be a state."""
        await self.database.write(lambda session: _polled(session, watched, now))

    def _pass_on(self, command: OpenCommand | None) -> None:
        if command is not None:
            self.trigger(command)

    def _claim(self, session: Session, limit: int, now: datetime) -> tuple[Watched, ...]:
        rows = session.execute(
            update(DeliveryTable)
            .where(col(DeliveryTable.id).in_(chosen_once(_due(limit, now))))
            .values(next_check_at=now + LEASE)
            .returning(col(DeliveryTable.id), col(DeliveryTable.letter_id))
        ).all()
        claimed = {row.id for row in rows}
        files = [
            (letter_id, file)
            for letter_id in sorted({row.letter_id for row in rows})
            for file in deliveries_of(session, letter_id)
            if file.id in claimed
        ]
        return tuple(filter(None, (self._watched(session, letter_id, file, now) for letter_id, file in files)))

    def _watched(self, session: Session, letter_id: str, file: DeliveryFile, now: datetime) -> Watched | None:
        check = due_check(file.state, file.channel, file.attempts, now)
        if check is Check.NOTHING:
            _check_again(session, file.id, later_check(file.state, now))
            return None
        case = _case_of(session, letter_id)
        attempt = file.attempts[-1]
        return Watched(
            company_id=case.company_id,
            application_id=case.application_id,
            letter_id=letter_id,
            delivery_id=file.id,
            channel=file.channel,
            check=check,
            leased_until=now + LEASE,
            is_test=case.is_test,
            attempt=attempt,
            address=self._address(session, case.candidate_id, file.channel, attempt)
            if check is Check.LOOK_UP
            else None,
            token_hashes=frozenset(
                session.scalars(
                    select(col(LinkTokenTable.token_hash)).where(col(LinkTokenTable.attempt_id) == attempt.id)
                )
            ),
        )

    def _address(self, session: Session, candidate_id: str, channel: Channel, attempt: Attempt) -> str | None:
        """Return where an attempt went, or None when the person was described anew since, or erased."""
        row = session.get_one(CandidateTable, candidate_id)
        if attempt.started_at is None or row.updated_at > attempt.started_at:
            return None
        try:
            return self.candidates.open(row, self.candidates.keys.open(session, row.key_id)).address_for(channel)
        except PersonErasedError:
            return None


def _due(limit: int, now: datetime) -> Select[str]:
    return (
        select(col(DeliveryTable.id))
        .where(col(DeliveryTable.next_check_at) <= now)
        .order_by(col(DeliveryTable.next_check_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


def _case_of(session: Session, letter_id: str) -> Row[str, str, str, bool]:
    return session.execute(
        select(
            col(LetterTable.company_id),
            col(LetterTable.application_id),
            col(ApplicationTable.candidate_id),
            col(ApplicationTable.is_test),
        )
        .join(ApplicationTable, col(ApplicationTable.id) == col(LetterTable.application_id))
        .where(col(LetterTable.id) == letter_id)
    ).one()


def _check_again(session: Session, delivery_id: str, at: datetime | None) -> None:
    session.execute(update(DeliveryTable).where(col(DeliveryTable.id) == delivery_id).values(next_check_at=at))


def _unstick(session: Session, watched: Watched, now: datetime) -> OpenCommand | None:
    letter, file = _held_file(session, watched)
    if due_check(file.state, file.channel, file.attempts, now) is not Check.STUCK:
        return None
    reconcile_letter(session, _letter_ref(watched), now)
    note(session, ref_of(letter), "attempt_abandoned", reference=letter.id, now=now, channel=watched.channel)
    return _command(session, letter, now)


def _doubt(session: Session, watched: Watched, looked_up: LookedUp, now: datetime) -> OpenCommand | None:
    letter, file = _held_file(session, watched)
    attempt = next((each for each in file.attempts if watched.attempt and each.id == watched.attempt.id), None)
    if attempt is None or attempt.state is not AttemptState.AMBIGUOUS:
        return None
    answer = looked_up.answer
    if answer is Answer.NEVER_CAME and _came_meanwhile(session, attempt.id):
        _check_again(session, file.id, now)
        return None
    if answer is Answer.NEVER_CAME or (answer is Answer.ABSENT and is_proven_absent(attempt, now)):
        return _never_came(session, letter, attempt, now)
    if answer is Answer.ABSENT:
        _note_absence(session, file, attempt, now)
    elif is_past_asking(attempt, answer, now):
        _hand_to_person(session, letter, file, now)
    else:
        later = BETWEEN_ABSENCES if answer is Answer.CANNOT_SAY else ASK_AGAIN_AFTER
        _check_again(session, file.id, looked_up.ask_again_at or now + later)
    return None


def _came_meanwhile(session: Session, attempt_id: str) -> bool:
    """Say whether our own mailbox got an attempt after it was asked; holding the attempt keeps it from coming now."""
    session.execute(select(col(AttemptTable.id)).where(col(AttemptTable.id) == attempt_id).with_for_update())
    return session.get(MailboxTable, attempt_id) is not None


def _never_came(session: Session, letter: LetterTable, attempt: Attempt, now: datetime) -> OpenCommand | None:
    """Let an attempt that surely never reached its provider be followed by the next one, if a journey carries it."""
    session.execute(
        update(AttemptTable)
        .where(col(AttemptTable.id) == attempt.id)
        .values(looked_up_at=now, absences=attempt.absences + 1)
    )
    settle_doubt(session, letter, AttemptState.RESOLVED_NOT_SENT, by=BY_LOOK_UP, now=now)
    note(session, ref_of(letter), "doubt_settled", reference=letter.id, now=now, verdict="not_sent", by=BY_LOOK_UP)
    return _command(session, letter, now)


def _note_absence(session: Session, file: DeliveryFile, attempt: Attempt, now: datetime) -> None:
    """Write down that the provider knew nothing, unless that was a moment ago."""
    last = attempt.looked_up_at
    if last is None or now - last >= BETWEEN_ABSENCES:
        last = now
        session.execute(
            update(AttemptTable)
            .where(col(AttemptTable.id) == attempt.id)
            .values(absences=attempt.absences + 1, looked_up_at=now)
        )
    _check_again(session, file.id, last + BETWEEN_ABSENCES)


def _hand_to_person(session: Session, letter: LetterTable, file: DeliveryFile, now: datetime) -> None:
    session.execute(
        update(DeliveryTable).where(col(DeliveryTable.id) == file.id).values(held_at=now, next_check_at=None)
    )
    note(session, ref_of(letter), "doubt_remains", reference=letter.id, now=now, channel=file.channel)
    recompute(session, letter, _file(session, letter.id, file.id), now)


def _polled(session: Session, watched: Watched, now: datetime) -> None:
    letter, file = _held_file(session, watched)
    check = due_check(file.state, file.channel, file.attempts, now)
    if check is Check.LAST_POLL:
        session.execute(
            update(DeliveryTable).where(col(DeliveryTable.id) == file.id).values(silent_at=now, next_check_at=None)
        )
        recompute(session, letter, _file(session, letter.id, file.id), now)
    elif check is Check.POLL:
        # Where an event changed the state meanwhile, its own time stands.
        session.execute(
            update(DeliveryTable)
            .where(col(DeliveryTable.id) == file.id)
            .where(col(DeliveryTable.next_check_at) == watched.leased_until)
            .values(next_check_at=next_poll(file.channel, file.attempts, now))
        )


def _held_file(session: Session, watched: Watched) -> tuple[LetterTable, DeliveryFile]:
    """Return a letter, its application held until the transaction ends, and the delivery as it now stands."""
    letter = find_letter(session, _letter_ref(watched))
    return letter, _file(session, letter.id, watched.delivery_id)


def _file(session: Session, letter_id: str, delivery_id: str) -> DeliveryFile:
    session.expire_all()
    return next(file for file in deliveries_of(session, letter_id) if file.id == delivery_id)


def _letter_ref(watched: Watched) -> LetterRef:
    return LetterRef(company_id=watched.company_id, application_id=watched.application_id, letter_id=watched.letter_id)


def _command(session: Session, letter: LetterTable, now: datetime) -> OpenCommand | None:
    """Tell the journey that its letter's way has changed, if it still goes on."""
    if not is_carried(session, letter):
        return None
    return append_command(session, ref_of(letter), CommandKind.DELIVERY_CHANGED, reference=letter.id, now=now)
