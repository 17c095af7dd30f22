"""Inviting people of the talent pool: the letter and the command that sends it, in one transaction."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.cases import CaseFile
from kindregards.domain.channels import Channel
from kindregards.domain.evidence import evidence_behind, strength_count
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.letter_requests import choice_behind, ladder_for, letter_request
from kindregards.domain.letters import LetterKind, LetterState, Purpose
from kindregards.domain.lint import LintContext, lint
from kindregards.domain.ports.commands import CommandTrigger, OpenCommand
from kindregards.domain.ports.journey import Draft
from kindregards.domain.ports.letters import LetterComposer
from kindregards.domain.resending import ChannelUnreachableError
from kindregards.domain.reviewing import LetterBlockedError, LetterMissingError
from kindregards.domain.talent_pool import Invited, NotInvitableError, PoolEntryNotFoundError
from kindregards.store.applications import lock_application
from kindregards.store.blind_index import BlindIndex
from kindregards.store.cases import Cases
from kindregards.store.commands import append_command
from kindregards.store.database import Database
from kindregards.store.letters import insert_letter
from kindregards.store.pool_entries import may_be_invited
from kindregards.store.suppressions import address_index, is_suppressed
from kindregards.store.tables import LetterTable, PoolEntryTable
from kindregards.store.timeline import note


@dataclass(frozen=True, slots=True)
class Invitations:
    """Writes invitations; consent is looked at here, and once more when the letter leaves."""

    database: Database
    cases: Cases
    blind_index: BlindIndex
    composer: LetterComposer
    trigger: CommandTrigger
    available: Collection[Channel]

    async def invite(self, company_id: str, entry_id: str, opening: str, *, actor: str, now: datetime) -> Invited:
        """Have a letter sent that tells of an opening; the same one again is not written twice.

        Raises PoolEntryNotFoundError, NotInvitableError, ChannelUnreachableError, LetterMissingError and
        LetterBlockedError.
        """
        invited, command = await self.database.write(
            lambda session: self._invite(session, company_id, entry_id, opening, actor, now)
        )
        if command is not None:
            self.trigger(command)
        return invited

    def _invite(
        self, session: Session, company_id: str, entry_id: str, opening: str, actor: str, now: datetime
    ) -> tuple[Invited, OpenCommand | None]:
        entry = _entry(session, company_id, entry_id)
        ref = ApplicationRef(company_id=company_id, application_id=entry.application_id)
        lock_application(session, ref)
        session.refresh(entry)
        _refuse_unless_invitable(session, entry, now)
        if entry.invited_to == opening:
            return _invited(entry, _latest_invitation(session, ref), opening), None
        letter_id = self._written(session, ref, opening, now)
        entry.invited_at, entry.invited_to = now, opening
        session.flush()
        note(session, ref, "invited", actor=actor, reference=letter_id, now=now)
        command = append_command(session, ref, CommandKind.INVITED, reference=letter_id, now=now)
        return _invited(entry, letter_id, opening), command

    def _written(self, session: Session, ref: ApplicationRef, opening: str, now: datetime) -> str:
        case = self.cases.file(session, ref)
        draft = self._draft(case, opening, self._channel(session, case, now), now)
        key = self.cases.candidates.key_of(session, ref)
        return insert_letter(session, ref, draft, state=LetterState.PENDING, key=key, now=now)

    def _channel(self, session: Session, case: CaseFile, now: datetime) -> Channel:
        """Return the first channel they may be invited by; nobody is chased from one to the next about an opening."""
        for channel in ladder_for(case, self.available):
            index = address_index(self.blind_index, case.ref.company_id, case.candidate, channel)
            if not is_suppressed(session, case.ref.company_id, channel, index, now=now, purpose=Purpose.INVITATION):
                return channel
        raise ChannelUnreachableError(
            f"The candidate of application {case.ref.application_id} takes invitations on no channel: no address, no "
            "consent for it, or they left the list."
        )

    def _draft(self, case: CaseFile, opening: str, channel: Channel, now: datetime) -> Draft:
        request = letter_request(case, kind=LetterKind.INVITATION, reason=None, now=now)
        request = replace(request, opening=opening)
        letter = self.composer.compose(request).letter
        if letter is None:
            raise LetterMissingError(f"Data is missing to invite the candidate of {case.ref.application_id}.")
        findings = lint(letter, LintContext.of(request))
        errors = [finding for finding in findings if finding.blocks_sending]
        if errors:
            raise LetterBlockedError(
                f"The invitation may not leave: {errors[0].message} Name the opening in other words.",
                details={"finding": errors[0].code, "findings": len(errors)},
            )
        return Draft(
            letter=letter,
            findings=findings,
            channels=(channel,),
            purpose=Purpose.INVITATION,
            evidence=evidence_behind(letter, case.result),
            tone=choice_behind(letter, case),
            strengths=strength_count(case.result),
        )


def _entry(session: Session, company_id: str, entry_id: str) -> PoolEntryTable:
    entry = session.get(PoolEntryTable, entry_id)
    if entry is None or entry.company_id != company_id:
        raise PoolEntryNotFoundError(f"There is no entry {entry_id} in the talent pool. Use an id of its list.")
    return entry


def _refuse_unless_invitable(session: Session, entry: PoolEntryTable, now: datetime) -> None:
    if not may_be_invited(session, entry.application_id, now):
        raise NotInvitableError(
            f"Whoever gave consent {entry.id} may not be told of openings now: it has ended or is over, or an "
            "application or an appeal of theirs is under way."
        )


def _invited(entry: PoolEntryTable, letter_id: str, opening: str) -> Invited:
    return Invited(entry_id=entry.id, application_id=entry.application_id, letter_id=letter_id, opening=opening)


def _latest_invitation(session: Session, ref: ApplicationRef) -> str:
    return session.scalars(
        select(col(LetterTable.id))
        .where(col(LetterTable.company_id) == ref.company_id)
        .where(col(LetterTable.application_id) == ref.application_id)
        .where(col(LetterTable.purpose) == Purpose.INVITATION)
        .order_by(col(LetterTable.sequence).desc())
        .limit(1)
    ).one()
