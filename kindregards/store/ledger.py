"""The delivery ledger: reserve, start, finish, reconcile. Nothing is ever sent again blindly."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState, HeldReason
from kindregards.domain.cases import CaseFile
from kindregards.domain.channels import Channel, SendResult, SendStatus
from kindregards.domain.deliveries import AttemptState, DeliveryState
from kindregards.domain.dispatching import WORKER_LOST, is_expired, send_verdict
from kindregards.domain.errors import ConflictError
from kindregards.domain.journey import ApplicationRef, CommandKind, LetterRef, Told
from kindregards.domain.letters import ANSWERS, LetterNotFoundError, LetterState, Purpose
from kindregards.domain.ports.commands import CommandTrigger, OpenCommand
from kindregards.domain.ports.journey import LetterStanding, Reservation
from kindregards.domain.quiet_hours import awake_from, wakes_people
from kindregards.domain.suppressions import Suppressing, SuppressionReason
from kindregards.domain.watching import STUCK_AFTER
from kindregards.store.appeals import has_appealed
from kindregards.store.applications import lock_application
from kindregards.store.blind_index import BlindIndex
from kindregards.store.cases import Cases
from kindregards.store.commands import append_command
from kindregards.store.database import Database
from kindregards.store.event_rows import EventRows, hold_messages
from kindregards.store.identifiers import new_id
from kindregards.store.ledger_rows import DeliveryFile, deliveries_of
from kindregards.store.letters import letter_of
from kindregards.store.links import mint_token
from kindregards.store.pool_entries import may_be_invited
from kindregards.store.rows import change_row, insert_row
from kindregards.store.sender_gate import SenderGate, heard
from kindregards.store.standing import give_up, held, keep_undoable, let_go, ref_of, settle
from kindregards.store.suppressions import address_index, is_suppressed, suppress
from kindregards.store.tables import (
    ApplicationTable,
    AttemptTable,
    DeliveryTable,
    LetterTable,
)
from kindregards.store.telling_gate import has_left, refuse_telling

BY_PERSON = "person"
_OPEN_ATTEMPTS = (AttemptState.RESERVED, AttemptState.IN_FLIGHT, AttemptState.AMBIGUOUS)


class AttemptLostError(ConflictError):
    """Somebody settled this attempt meanwhile; nothing was sent."""

    code = "attempt_lost"


class _Chosen(NamedTuple):
    """The delivery to try next."""

    delivery_id: str
    channel: Channel
    address: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """Letters on their way, one transaction a method."""

    database: Database
    cases: Cases
    blind_index: BlindIndex
    trigger: CommandTrigger
    gate: SenderGate = field(default_factory=SenderGate)

    async def reserve(self, letter: LetterRef, now: datetime) -> Reservation | LetterStanding:
        """Check everything again and reserve the next attempt, or say why there is none."""
        return await self.database.write(lambda session: self._reserve(session, letter, now))

    async def start(self, reservation: Reservation, now: datetime, *, provider: str | None = None) -> None:
        """Commit the attempt as in flight, with its provider; raise AttemptLostError when it is no longer ours."""
        await self.database.write(lambda session: _start(session, reservation.attempt_id, provider, now))

    async def finish(self, reservation: Reservation, result: SendResult, now: datetime) -> LetterStanding:
        """Record a provider's answer and return what follows."""
        standing, command = await self.database.write(lambda session: self._finish(session, reservation, result, now))
        if command is not None:
            self.trigger(command)
        return standing

    async def reconcile(self, letter: LetterRef, now: datetime) -> LetterStanding:
        """Say what is known after a crash or a provider's report."""
        return await self.database.write(lambda session: reconcile_letter(session, letter, now))

    async def resume(self, letter: LetterRef, instruction: str, now: datetime) -> LetterStanding:
        """Carry out a person's word on a held letter: `retry`, `sent` or `not_sent`."""
        return await self.database.write(lambda session: _resume(session, letter, instruction, now))

    def _reserve(self, session: Session, ref: LetterRef, now: datetime) -> Reservation | LetterStanding:
        letter = find_letter(session, ref)
        if letter.state in {LetterState.CANCELLED, LetterState.DRAFT}:
            return LetterStanding(told=Told.STOPPED if _may_be_followed(session, letter) else Told.OVER)
        deliveries = deliveries_of(session, letter.id)
        if any(attempt.state in _OPEN_ATTEMPTS for each in deliveries for attempt in each.attempts) or any(
            each.state.has_left for each in deliveries
        ):
            return reconcile_letter(session, ref, now)
        reason = _why_senseless(session, letter, now)
        if reason is not None:
            _stop_unsent(session, letter, deliveries, reason, now)
            give_up(session, letter)
            return LetterStanding(told=Told.OVER)
        case = self.cases.file(session, ref_of(letter))
        if letter.purpose in ANSWERS:
            refusal = refuse_telling(session, letter, case, now)
            if refusal is not None:
                return refusal
        chosen = self._choose(session, letter, case, deliveries, now)
        if not isinstance(chosen, LetterStanding):
            later = self._closed_until(session, case, chosen, now)
            if later is None:
                return self._reserved(session, letter, case, chosen, now)
            chosen = LetterStanding(told=Told.AGAIN, at=later)
        if chosen.told is not Told.OVER:
            keep_undoable(session, letter, deliveries, now)
        return chosen

    def _closed_until(self, session: Session, case: CaseFile, chosen: _Chosen, now: datetime) -> datetime | None:
        """Return when the person may be woken and the sender takes letters, or None for now; tests never meet it."""
        morning = _morning_for(case, chosen.channel, now)
        if morning is not None or case.is_test:
            return morning
        return self.gate.closed_until(session, case.ref.company_id, chosen.channel, chosen.delivery_id, now)

    def _choose(
        self,
        session: Session,
        letter: LetterTable,
        case: CaseFile,
        deliveries: tuple[DeliveryFile, ...],
        now: datetime,
    ) -> _Chosen | LetterStanding:
        """Return the first channel of the ladder that has not failed, opening its delivery."""
        known = {each.channel: each for each in deliveries}
        for position, name in enumerate(letter.channels):
            channel = Channel(name)
            delivery = known.get(channel)
            if delivery is not None and delivery.waits_for_person:
                return held(session, letter, HeldReason.CHANNELS_FAILED, now)
            if delivery is not None and delivery.is_over and delivery.next_try_at is None:
                continue
            if delivery is not None and delivery.next_try_at is not None and delivery.next_try_at > now:
                return LetterStanding(told=Told.AGAIN, at=delivery.next_try_at)
            address = case.candidate.address_for(channel)
            index = address_index(self.blind_index, letter.company_id, case.candidate, channel)
            blocked = address is None or is_suppressed(
                session, letter.company_id, channel, index, now=now, purpose=Purpose(letter.purpose)
            )
            delivery_id = delivery.id if delivery else None
            if delivery_id is None:
                stopped = DeliveryState.SUPPRESSED if blocked else None
                delivery_id = _insert_delivery(session, letter, channel, position, stopped=stopped, now=now)
            if delivery is not None and blocked:
                _stop_unsent(session, letter, (delivery,), DeliveryState.SUPPRESSED, now)
            if address is not None and not blocked:
                tries = len(delivery.attempts) if delivery else 0
                return _Chosen(delivery_id=delivery_id, channel=channel, address=address, attempts=tries)
        return held(session, letter, HeldReason.CHANNELS_FAILED, now)

    def _reserved(
        self, session: Session, letter: LetterTable, case: CaseFile, chosen: _Chosen, now: datetime
    ) -> Reservation:
        attempt_id = _insert_attempt(session, letter, chosen, now)
        change_row(session, LetterTable, letter.id, state=LetterState.RELEASED)
        key = self.cases.candidates.key_of(session, case.ref)
        return Reservation(
            case=case,
            letter=letter_of(letter, key),
            purpose=Purpose(letter.purpose),
            attempt_id=attempt_id,
            delivery_id=chosen.delivery_id,
            channel=chosen.channel,
            address=chosen.address,
            token=mint_token(session, case.ref, letter.id, now, attempt_id=attempt_id),
        )

    def _finish(
        self, session: Session, reservation: Reservation, result: SendResult, now: datetime
    ) -> tuple[LetterStanding, OpenCommand | None]:
        case = reservation.case
        hold_messages(session, [(result.provider, result.provider_message_id)])
        lock_application(session, case.ref)
        attempt = session.get_one(AttemptTable, reservation.attempt_id)
        letter = session.get_one(LetterTable, attempt.letter_id)
        was_given_up = _is_given_up(attempt, result)
        if was_given_up or attempt.state == AttemptState.IN_FLIGHT:
            change_row(
                session,
                AttemptTable,
                attempt.id,
                state=send_verdict(result),
                provider=result.provider,
                provider_message_id=result.provider_message_id,
                error_code=result.error_code,
                finished_at=now,
            )
            EventRows(self.cases.candidates, self.cases.companies).adopt(session, attempt)
        if result.status is SendStatus.OPTED_OUT:
            company_id = case.ref.company_id
            index = address_index(self.blind_index, company_id, case.candidate, reservation.channel)
            opted_out = Suppressing(SuppressionReason.OPTED_OUT)
            suppress(session, company_id, reservation.channel, index, what=opted_out, now=now)
        stopped_until = None if case.is_test else heard(session, case.ref.company_id, reservation.channel, result, now)
        wishes = [at for at in (result.retry_after, stopped_until) if at is not None]
        standing = settle(session, letter, now, retry_after=max(wishes, default=None))
        command = None
        if was_given_up and standing.told is not Told.HELD:
            # The engine has given this attempt up and holds the application: it must hear how it ended.
            command = append_command(session, case.ref, CommandKind.DELIVERY_CHANGED, reference=letter.id, now=now)
        return standing, command


def _why_senseless(session: Session, letter: LetterTable, now: datetime) -> DeliveryState | None:
    """Say why a letter may not leave by now: it is late, reminds who asked for another person, invites who left."""
    if letter.purpose == Purpose.INVITATION and not may_be_invited(session, letter.application_id, now):
        return DeliveryState.SUPPRESSED
    is_late = is_expired(Purpose(letter.purpose), created_at=letter.created_at, now=now)
    return DeliveryState.EXPIRED if is_late or _is_moot(session, letter) else None


def _is_moot(session: Session, letter: LetterTable) -> bool:
    """Say whether a letter repeats what no longer counts: the candidate has left, or wants another person to look."""
    if letter.purpose not in {Purpose.REMINDER, Purpose.RESEND}:
        return False
    if has_left(session, letter.application_id):
        return True
    return letter.purpose == Purpose.REMINDER and has_appealed(session, letter.application_id)


def _morning_for(case: CaseFile, channel: Channel, now: datetime) -> datetime | None:
    """Return when a message that rings may go, or None for now: a fallback at night waits for the morning."""
    if not wakes_people(channel):
        return None
    at = awake_from(now, timezone_name=case.candidate.timezone, window=case.policy.telling.window)
    return at if at > now else None


def _is_given_up(attempt: AttemptTable, result: SendResult) -> bool:
    """Say whether an answer comes when nobody waited for it any more; an acceptance beats what a person believed."""
    believed_unsent = attempt.state == AttemptState.RESOLVED_NOT_SENT and result.status is SendStatus.ACCEPTED
    return attempt.state == AttemptState.AMBIGUOUS or believed_unsent


def find_letter(session: Session, ref: LetterRef) -> LetterTable:
    """Return a letter's row, its application held until the transaction ends; raise LetterNotFoundError."""
    lock_application(session, ApplicationRef(company_id=ref.company_id, application_id=ref.application_id))
    row = session.scalars(
        select(LetterTable)
        .where(col(LetterTable.company_id) == ref.company_id)
        .where(col(LetterTable.application_id) == ref.application_id)
        .where(col(LetterTable.id) == ref.letter_id)
    ).one_or_none()
    if row is None:
        raise LetterNotFoundError(f"Application {ref.application_id} has no letter {ref.letter_id}.")
    return row


def _may_be_followed(session: Session, letter: LetterTable) -> bool:
    """Say whether another letter may come in the place of one that may not leave."""
    application = session.get_one(ApplicationTable, letter.application_id)
    return letter.purpose in ANSWERS and application.state != ApplicationState.CLOSED


def _start(session: Session, attempt_id: str, provider: str | None, now: datetime) -> None:
    reserved = {"state": AttemptState.RESERVED}
    taken = {"state": AttemptState.IN_FLIGHT, "provider": provider, "started_at": now}
    if not change_row(session, AttemptTable, attempt_id, expected=reserved, **taken):
        raise AttemptLostError(f"Attempt {attempt_id} was settled by somebody else; nothing was sent.")


def reconcile_letter(session: Session, ref: LetterRef, now: datetime) -> LetterStanding:
    """Settle attempts that a lost worker left behind: reserved was surely not sent, in flight may have been."""
    letter = find_letter(session, ref)
    for left, becomes in (
        (AttemptState.RESERVED, AttemptState.NOT_SENT),
        (AttemptState.IN_FLIGHT, AttemptState.AMBIGUOUS),
    ):
        session.execute(
            update(AttemptTable)
            .where(col(AttemptTable.letter_id) == letter.id)
            .where(col(AttemptTable.state) == left)
            .values(state=becomes, finished_at=now, error_code=WORKER_LOST)
        )
    return settle(session, letter, now)


def _resume(session: Session, ref: LetterRef, instruction: str, now: datetime) -> LetterStanding:
    letter = find_letter(session, ref)
    resolved = {"sent": AttemptState.RESOLVED_SENT, "not_sent": AttemptState.RESOLVED_NOT_SENT}.get(instruction)
    if resolved is not None:
        session.execute(
            update(AttemptTable)
            .where(col(AttemptTable.letter_id) == letter.id)
            .where(col(AttemptTable.state) == AttemptState.AMBIGUOUS)
            .values(state=resolved, resolved_by=BY_PERSON, finished_at=now)
        )
        session.execute(update(DeliveryTable).where(col(DeliveryTable.letter_id) == letter.id).values(held_at=None))
        standing = settle(session, letter, now)
        if standing.told is Told.AGAIN:
            let_go(session, letter, now)
        return standing
    # `retry`: the ladder begins again; what may have left stays as it is.
    over = [delivery.id for delivery in deliveries_of(session, letter.id) if delivery.is_over]
    session.execute(update(DeliveryTable).where(col(DeliveryTable.id).in_(over)).values(next_try_at=now))
    let_go(session, letter, now)
    return LetterStanding(told=Told.AGAIN, at=now)


def _insert_attempt(session: Session, letter: LetterTable, chosen: _Chosen, now: datetime) -> str:
    attempt_id = new_id()
    insert_row(
        session,
        AttemptTable,
        id=attempt_id,
        company_id=letter.company_id,
        application_id=letter.application_id,
        letter_id=letter.id,
        delivery_id=chosen.delivery_id,
        number=chosen.attempts + 1,
        state=AttemptState.RESERVED,
        started_at=now,
        absences=0,
    )
    # A wish for another try counts once, or a channel that failed would be chosen for ever.
    change_row(
        session,
        DeliveryTable,
        chosen.delivery_id,
        state=DeliveryState.DISPATCHING,
        next_try_at=None,
        next_check_at=now + STUCK_AFTER,
        stopped=None,
        held_at=None,
        updated_at=now,
    )
    return attempt_id


def _insert_delivery(
    session: Session,
    letter: LetterTable,
    channel: Channel,
    position: int,
    *,
    stopped: DeliveryState | None,
    now: datetime,
) -> str:
    delivery_id = new_id()
    insert_row(
        session,
        DeliveryTable,
        id=delivery_id,
        company_id=letter.company_id,
        application_id=letter.application_id,
        letter_id=letter.id,
        channel=channel,
        position=position,
        state=stopped or DeliveryState.SCHEDULED,
        stopped=stopped,
        created_at=now,
        updated_at=now,
    )
    return delivery_id


def _stop_unsent(
    session: Session, letter: LetterTable, deliveries: Sequence[DeliveryFile], reason: DeliveryState, now: datetime
) -> None:
    """Write down why deliveries that were to be tried are not: `suppressed` or `expired`."""
    for delivery in deliveries:
        session.execute(
            update(DeliveryTable)
            .where(col(DeliveryTable.id) == delivery.id)
            .values(
                stopped=reason,
                state=replace(delivery, stopped=reason).projected(letter.state),
                next_try_at=None,
                updated_at=now,
            )
        )
    if not deliveries:
        _insert_delivery(session, letter, Channel(letter.channels[0]), 0, stopped=reason, now=now)
