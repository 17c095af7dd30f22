"""Sending a letter again on another channel: the same words as a letter of its own, at a person's word."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState, Candidate
from kindregards.domain.channel_order import can_reach
from kindregards.domain.channels import Channel
from kindregards.domain.deliveries import DeliveryState
from kindregards.domain.intake import ApplicationFinishedError
from kindregards.domain.journey import CommandKind
from kindregards.domain.letters import LetterNotFoundError, LetterState, Purpose
from kindregards.domain.ports.commands import CommandTrigger, OpenCommand
from kindregards.domain.ports.journey import Draft
from kindregards.domain.resending import RESENDABLE, ChannelUnreachableError, NotResendableError
from kindregards.store.applications import lock_application
from kindregards.store.blind_index import BlindIndex
from kindregards.store.candidates import Candidates
from kindregards.store.commands import append_command
from kindregards.store.database import Database
from kindregards.store.ledger_rows import deliveries_of
from kindregards.store.letters import insert_letter, sheet_of
from kindregards.store.standing import ref_of
from kindregards.store.suppressions import address_index, is_suppressed
from kindregards.store.tables import ApplicationTable, CandidateTable, LetterTable
from kindregards.store.timeline import note

_TOLD = frozenset({ApplicationState.TOLD, ApplicationState.ACKNOWLEDGED})


@dataclass(frozen=True, slots=True)
class LetterResending:
    """Keeps the copy and the command that sends it in one transaction."""

    database: Database
    candidates: Candidates
    blind_index: BlindIndex
    trigger: CommandTrigger
    available: Collection[Channel]

    async def resend(self, company_id: str, letter_id: str, channel: Channel, *, actor: str, now: datetime) -> str:
        """Have a letter sent again and return the copy's id; asked again before that has left, the same copy's.

        Raises LetterNotFoundError, NotResendableError, ChannelUnreachableError, ApplicationFinishedError.
        """
        copy_id, command = await self.database.write(
            lambda session: self._resend(session, company_id, letter_id, channel, actor, now)
        )
        if command is not None:
            self.trigger(command)
        return copy_id

    def _resend(
        self, session: Session, company_id: str, letter_id: str, channel: Channel, actor: str, now: datetime
    ) -> tuple[str, OpenCommand | None]:
        letter = _letter(session, company_id, letter_id)
        ref = ref_of(letter)
        _refuse_unless_told(session, lock_application(session, ref), letter)
        if waiting := _waiting_copy(session, letter, channel):
            return waiting, None
        self._refuse_unless_reachable(session, letter, channel, now)
        key = self.candidates.key_of(session, ref)
        sheet = sheet_of(letter, key)
        draft = Draft(
            letter=sheet.letter,
            findings=sheet.findings,
            channels=(channel,),
            purpose=Purpose.RESEND,
            evidence=sheet.evidence,
            tone=sheet.tone,
            strengths=letter.evidence_parts or 0,
        )
        copy_id = insert_letter(session, ref, draft, state=LetterState.PENDING, key=key, now=now)
        note(session, ref, "resend_asked", actor=actor, reference=copy_id, now=now, channel=channel)
        return copy_id, append_command(session, ref, CommandKind.RESENT, reference=copy_id, now=now)

    def _refuse_unless_reachable(self, session: Session, letter: LetterTable, channel: Channel, now: datetime) -> None:
        candidate = self._candidate(session, letter)
        if channel not in self.available or not can_reach(candidate, channel):
            raise ChannelUnreachableError(
                f"The candidate cannot be reached by {channel}: this installation does not send by it, or there is no "
                "address or no consent for it. Choose another channel."
            )
        index = address_index(self.blind_index, letter.company_id, candidate, channel)
        if is_suppressed(session, letter.company_id, channel, index, now=now, purpose=Purpose.RESEND):
            raise ChannelUnreachableError(
                f"The candidate's address for {channel} takes no letters: it bounced for good, or they asked to be "
                "left alone there. Choose another channel."
            )

    def _candidate(self, session: Session, letter: LetterTable) -> Candidate:
        application = session.get_one(ApplicationTable, letter.application_id)
        person = session.get_one(CandidateTable, application.candidate_id)
        return self.candidates.open(person, self.candidates.key_of(session, ref_of(letter)))


def _letter(session: Session, company_id: str, letter_id: str) -> LetterTable:
    letter = session.get(LetterTable, letter_id)
    if letter is None or letter.company_id != company_id:
        raise LetterNotFoundError(f"There is no letter {letter_id}. An application names its letter as `letter_id`.")
    return letter


def _refuse_unless_told(session: Session, application: ApplicationTable, letter: LetterTable) -> None:
    """Let only that letter be sent again which told what stands."""
    session.refresh(letter)
    if application.state == ApplicationState.CLOSED:
        raise ApplicationFinishedError(f"Application {application.id} is closed; nothing is sent for it any more.")
    if letter.purpose not in RESENDABLE or application.state not in _TOLD or letter.accepted_at is None:
        raise NotResendableError(
            f"Letter {letter.id} is none that told an outcome and was taken by a provider. Wait until it has left; "
            "where its application is held, release that instead."
        )
    if letter.decision_id != application.decision_id:
        raise NotResendableError(f"Letter {letter.id} tells a decision that stands no more. Send the newest letter.")
    if any(each.state in {DeliveryState.AMBIGUOUS, DeliveryState.HELD} for each in deliveries_of(session, letter.id)):
        raise NotResendableError(f"Nobody knows whether letter {letter.id} has left. Resolve that first.")


def _waiting_copy(session: Session, letter: LetterTable, channel: Channel) -> str | None:
    """Return the copy of this letter for this channel that is still on its way."""
    rows = session.execute(
        select(col(LetterTable.id), col(LetterTable.channels))
        .where(col(LetterTable.application_id) == letter.application_id)
        .where(col(LetterTable.purpose) == Purpose.RESEND)
        .where(col(LetterTable.content_hash) == letter.content_hash)
        .where(col(LetterTable.accepted_at).is_(None))
        .where(col(LetterTable.state) != LetterState.CANCELLED)
    )
    copies = [row.id for row in rows if row.channels == [channel]]
    return next((each for each in copies if not any(way.is_over for way in deliveries_of(session, each))), None)
