"""Letters of which nobody knows whether they left: listed with what is known, settled by a person's word."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState, HeldReason
from kindregards.domain.channels import Channel
from kindregards.domain.deliveries import AttemptState
from kindregards.domain.doubts import Doubt, DoubtPage
from kindregards.domain.intake import ApplicationView, NotHeldError
from kindregards.domain.journey import LetterRef
from kindregards.domain.letters import LetterNotFoundError
from kindregards.domain.ports.commands import CommandTrigger, OpenCommand
from kindregards.domain.resolutions import Resolution, Verdict
from kindregards.store.applications import Applications
from kindregards.store.candidates import Candidates
from kindregards.store.database import Database
from kindregards.store.ledger import BY_PERSON, find_letter
from kindregards.store.ledger_rows import IN_DOUBT, DeliveryFile, deliveries_of_all
from kindregards.store.letter_shelf import delivery_view
from kindregards.store.requests import release
from kindregards.store.resolutions import keep_resolution
from kindregards.store.settling import settle_doubt
from kindregards.store.standing import ref_of
from kindregards.store.tables import (
    ApplicationTable,
    AttemptTable,
    CandidateTable,
    DeliveryTable,
    JobTable,
    LetterTable,
)
from kindregards.store.timeline import note as note_in_timeline

_STATES = {Verdict.SENT: AttemptState.RESOLVED_SENT, Verdict.NOT_SENT: AttemptState.RESOLVED_NOT_SENT}


@dataclass(frozen=True, slots=True)
class Doubts:
    """Reads doubts and settles them."""

    database: Database
    candidates: Candidates
    applications: Applications
    trigger: CommandTrigger

    async def page(self, company_id: str, *, limit: int, after: str | None = None) -> DoubtPage:
        """Return a page, oldest first."""
        return await self.database.read(lambda session: self._page(session, company_id, limit, after))

    async def resolve(
        self, company_id: str, letter_id: str, verdict: Verdict, *, note: str | None, actor: str, now: datetime
    ) -> ApplicationView:
        """Settle a doubt; raise LetterNotFoundError, or NotHeldError when nothing is in doubt."""
        resolution = Resolution(verdict=verdict, actor=actor, at=now, note=note)

        def work(session: Session) -> tuple[ApplicationView, OpenCommand | None]:
            letter = _letter(session, company_id, letter_id)
            command = self._resolve(session, letter, resolution)
            return self.applications.view(session, ref_of(letter)), command

        view, command = await self.database.write(work)
        if command is not None:
            self.trigger(command)
        return view

    def _resolve(self, session: Session, letter: LetterTable, word: Resolution) -> OpenCommand | None:
        if not _is_in_doubt(session, letter.id):
            raise NotHeldError(f"Nobody doubts what became of letter {letter.id}.")
        keep_resolution(session, self.candidates, letter, word)
        ref = ref_of(letter)
        application = session.get_one(ApplicationTable, letter.application_id)
        if letter.id == application.letter_id and application.state == ApplicationState.HELD:
            if application.held_reason != HeldReason.AMBIGUOUS_DISPATCH:
                raise NotHeldError(f"What somebody said about letter {letter.id} is being carried out.")
            return release(session, ref, word.verdict, word.actor, word.at)
        settle_doubt(session, letter, _STATES[word.verdict], by=BY_PERSON, now=word.at)
        note_in_timeline(
            session,
            ref,
            "doubt_settled",
            actor=word.actor,
            reference=letter.id,
            now=word.at,
            verdict=word.verdict,
            by=BY_PERSON,
        )
        return None

    def _page(self, session: Session, company_id: str, limit: int, after: str | None) -> DoubtPage:
        rows = session.execute(
            select(DeliveryTable, LetterTable, CandidateTable, JobTable)
            .join(LetterTable, col(LetterTable.id) == col(DeliveryTable.letter_id))
            .join(ApplicationTable, col(ApplicationTable.id) == col(DeliveryTable.application_id))
            .join(CandidateTable, col(CandidateTable.id) == col(ApplicationTable.candidate_id))
            .join(JobTable, col(JobTable.id) == col(ApplicationTable.job_id))
            .where(col(DeliveryTable.company_id) == company_id)
            .where(IN_DOUBT)
            .where(col(DeliveryTable.id) > (after or ""))
            .order_by(col(DeliveryTable.id))
            .limit(limit + 1)
        ).all()
        shown = rows[:limit]
        self.candidates.keys.read_together(session, [candidate.key_id for _, _, candidate, _ in shown])
        ways = deliveries_of_all(session, [letter.id for _, letter, _, _ in shown])
        doubts = tuple(self._doubt(session, ways[row[1].id], *row) for row in shown)
        return DoubtPage(doubts=doubts, next_after=doubts[-1].id if len(rows) > limit else None)

    def _doubt(
        self,
        session: Session,
        way: tuple[DeliveryFile, ...],
        delivery: DeliveryTable,
        letter: LetterTable,
        candidate: CandidateTable,
        job: JobTable,
    ) -> Doubt:
        file = next(each for each in way if each.id == delivery.id)
        return Doubt(
            id=delivery.id,
            letter_id=letter.id,
            application_id=letter.application_id,
            candidate_name=self.candidates.name_of(session, candidate),
            job_title=job.title,
            purpose=letter.purpose,
            channel=Channel(delivery.channel),
            delivery=delivery_view(file),
            next_look_at=delivery.next_check_at,
        )


def _letter(session: Session, company_id: str, letter_id: str) -> LetterTable:
    application_id = session.execute(
        select(col(LetterTable.application_id))
        .where(col(LetterTable.company_id) == company_id)
        .where(col(LetterTable.id) == letter_id)
    ).scalar_one_or_none()
    if application_id is None:
        raise LetterNotFoundError(f"There is no letter {letter_id}.")
    return find_letter(session, LetterRef(company_id=company_id, application_id=application_id, letter_id=letter_id))


def _is_in_doubt(session: Session, letter_id: str) -> bool:
    return session.execute(
        select(
            exists()
            .where(col(AttemptTable.letter_id) == letter_id)
            .where(col(AttemptTable.state) == AttemptState.AMBIGUOUS)
        )
    ).scalar_one()
