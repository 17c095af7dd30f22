"""What candidates see and do behind their links."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Outcome, Stage
from kindregards.domain.candidate_pages import (
    LetterPage,
    LinkUnknownError,
    StatusPage,
    SubscriptionPage,
)
from kindregards.domain.cases import CaseFile
from kindregards.domain.intake import CandidateRequest
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.letters import Purpose
from kindregards.domain.page_looks import PageLook
from kindregards.domain.ports.commands import OpenCommand
from kindregards.domain.provider_events import EventKind, EventReason, ProviderEvent, Severity
from kindregards.domain.reading import SCANNER_TIME
from kindregards.domain.reasons import Party, offered, with_shipped
from kindregards.store.acknowledgements import CANDIDATE, acknowledge
from kindregards.store.applications import find_application
from kindregards.store.cases import Cases
from kindregards.store.identifiers import new_id
from kindregards.store.letters import letter_of
from kindregards.store.links import mint_token
from kindregards.store.opened_links import any_link, application_behind, good_link, letter_behind
from kindregards.store.page_looks import page_look
from kindregards.store.provider_events import ProviderEvents
from kindregards.store.requests import Requests
from kindregards.store.rows import insert_row
from kindregards.store.tables import (
    CandidateRequestTable,
    InterviewResultTable,
    LetterTable,
    LinkTokenTable,
    PageViewTable,
)
from kindregards.store.timeline import note, noted_at

_BESIDE = (Purpose.CORRECTION, Purpose.APPEAL_RECEIVED, Purpose.APPEAL_OUTCOME, Purpose.INVITATION)

# Views closer together say no more than one; see how reading is graded.
_VIEW_PAUSE = SCANNER_TIME


@dataclass(frozen=True, slots=True)
class CandidatePages:
    """Pages opened by a token."""

    cases: Cases
    requests: Requests
    events: ProviderEvents

    async def letter(self, token: str, *, now: datetime) -> LetterPage:
        """Return the hosted letter; raise LinkUnknownError or LinkExpiredError."""
        return await self.cases.database.read(lambda session: self._letter(session, token, now))

    async def note_view(self, token: str, *, machine: bool | None, now: datetime) -> None:
        """Keep a view as evidence, of each grade at most one within SCANNER_TIME."""
        await self.cases.database.write(lambda session: _note_view(session, token, machine=machine, now=now))

    async def acknowledge(self, token: str, *, now: datetime) -> None:
        """Record that the candidate says they have read the letter."""
        command = await self.cases.database.write(lambda session: _acknowledge(session, token, now))
        if command is not None:
            self.requests.trigger(command)

    async def status(self, token: str, *, now: datetime) -> StatusPage:
        """Return where the application stands, as far as the candidate may know."""
        return await self.cases.database.read(lambda session: self._status(session, token, now))

    async def subscription(self, token: str) -> SubscriptionPage:
        """Return what the link's messages are about, however old the link; raise LinkUnknownError."""
        return await self.cases.database.read(lambda session: self._subscription(session, token))

    async def unsubscribe(self, token: str, *, now: datetime) -> None:
        """Stop messages to the address that the link was sent to; again is harmless."""
        event = await self.cases.database.read(lambda session: _unsubscription(session, token, now))
        await self.events.add((event,), now=now)

    async def request(self, token: str, request: CandidateRequest, *, now: datetime) -> None:
        """Keep what the candidate asks."""
        ref = await self.cases.database.read(lambda session: application_behind(good_link(session, token, now)))
        await self.requests.add(ref, request, now=now)

    async def mint(self, company_id: str, application_id: str, *, now: datetime) -> str:
        """Return a fresh token for an application's pages; raise ApplicationNotFoundError."""
        ref = ApplicationRef(company_id=company_id, application_id=application_id)

        def work(session: Session) -> str:
            find_application(session, ref)
            return mint_token(session, ref, None, now)

        return await self.cases.database.write(work)

    def _letter(self, session: Session, token: str, now: datetime) -> LetterPage:
        link = good_link(session, token, now)
        case = self.cases.file(session, application_behind(link))
        letter_id = letter_behind(session, link)
        if letter_id is None:
            raise LinkUnknownError("No letter belongs to this link.")
        row = session.get_one(LetterTable, letter_id)
        letter = letter_of(row, self.cases.candidates.key_of(session, case.ref))
        return LetterPage(
            letter=letter,
            company_name=case.brand.company_name,
            language=letter.language,
            acknowledged_at=_confirmed_at(session, row, case),
            can_appeal=can_appeal(case, now),
            has_appealed=case.appeal is not None,
            look=page_look(session, case.ref.company_id, case.brand, letter.language),
        )

    def _subscription(self, session: Session, token: str) -> SubscriptionPage:
        case = self.cases.file(session, application_behind(any_link(session, token)))
        return SubscriptionPage(
            company_name=case.brand.company_name,
            job_title=case.job.title,
            language=case.candidate.language,
            look=look_for(session, case),
        )

    def _status(self, session: Session, token: str, now: datetime) -> StatusPage:
        link = good_link(session, token, now)
        case = self.cases.file(session, application_behind(link))
        asked = set(
            session.scalars(
                select(col(CandidateRequestTable.kind)).where(
                    col(CandidateRequestTable.application_id) == link.application_id
                )
            )
        )
        page = _status_of(case, asked, has_result=_has_result(session, link), letter=letter_behind(session, link))
        return replace(page, look=look_for(session, case))


def look_for(session: Session, case: CaseFile) -> PageLook:
    """Return how a candidate's pages look."""
    return page_look(session, case.ref.company_id, case.brand, case.candidate.language)


def _confirmed_at(session: Session, letter: LetterTable, case: CaseFile) -> datetime | None:
    """Return when the candidate said that they have read a letter; what they said of another is not about this one."""
    if letter.purpose in _BESIDE:
        return noted_at(session, case.ref, "acknowledged", letter.id)
    return case.acknowledged_at


def can_appeal(case: CaseFile, now: datetime) -> bool:
    """Say whether the candidate may still ask for another person."""
    if case.appeal is not None or case.told_at is None or case.outcome is not Outcome.REJECT:
        return False
    return not case.is_closed and now < case.told_at + case.policy.appeal_window


def _status_of(case: CaseFile, asked: set[str], *, has_result: bool, letter: str | None) -> StatusPage:
    """Return what may be shown: nothing here depends on a decision before it is told."""
    ended = case.is_closed and case.outcome in {Outcome.WITHDRAWN, Outcome.OFFER_DECLINED, Outcome.EXPIRED}
    is_open = not case.is_closed
    declined = CommandKind.AI_INTERVIEW_DECLINED in asked
    withdrawn = CommandKind.WITHDRAWN in asked
    offer_declined = CommandKind.OFFER_DECLINED in asked
    holds_offer = case.stage is Stage.OFFER and case.told_at is not None and case.outcome is Outcome.ADVANCE
    return StatusPage(
        company_name=case.brand.company_name,
        candidate_name=case.candidate.name,
        job_title=case.job.title,
        language=case.candidate.language,
        is_told=case.told_at is not None,
        is_closed=ended,
        withdrawn=withdrawn,
        can_withdraw=is_open and not withdrawn and case.told_at is None,
        can_decline_ai_interview=is_open and not has_result and not declined and not withdrawn,
        ai_interview_declined=declined,
        has_letter=letter is not None and case.told_at is not None,
        can_decline_offer=is_open and holds_offer and not offer_declined,
        offer_declined=offer_declined,
        appeal=case.appeal,
        reasons=offered(with_shipped(case.brand.reasons), Party.CANDIDATE),
    )


def _unsubscription(session: Session, token: str, now: datetime) -> ProviderEvent:
    link = any_link(session, token)
    if link.attempt_id is None:
        raise LinkUnknownError("This link came with no message. Please use the link from your latest message.")
    return ProviderEvent(
        provider="page",
        event_key=f"unsubscribed:{link.id}",
        kind=EventKind.UNSUBSCRIBED,
        occurred_at=now,
        attempt_id=link.attempt_id,
        severity=Severity.POLICY,
        reason=EventReason.UNSUBSCRIBED,
        # The button of a mail program leaves a list: how an application of theirs ends, people still hear.
        for_invitations=True,
    )


def _has_result(session: Session, link: LinkTokenTable) -> bool:
    return session.execute(
        select(exists().where(col(InterviewResultTable.application_id) == link.application_id))
    ).scalar_one()


def _note_view(session: Session, token: str, *, machine: bool | None, now: datetime) -> None:
    link = good_link(session, token, now)
    letter_id = letter_behind(session, link)
    if letter_id is None:
        return
    recent = session.execute(
        select(
            exists()
            .where(col(PageViewTable.letter_id) == letter_id)
            .where(col(PageViewTable.machine).is_(machine))
            .where(col(PageViewTable.at) > now - _VIEW_PAUSE)
        )
    ).scalar_one()
    if not recent:
        insert_row(
            session,
            PageViewTable,
            id=new_id(),
            company_id=link.company_id,
            application_id=link.application_id,
            letter_id=letter_id,
            at=now,
            machine=machine,
        )


def _acknowledge(session: Session, token: str, now: datetime) -> OpenCommand | None:
    link = good_link(session, token, now)
    ref = application_behind(link)
    shown = letter_behind(session, link)
    if shown is None:
        raise LinkUnknownError("No letter belongs to this link.")
    if session.get_one(LetterTable, shown).purpose in _BESIDE:
        # The outcome has its own confirmation: this one says nothing about it.
        if noted_at(session, ref, "acknowledged", shown) is None:
            note(session, ref, "acknowledged", actor=CANDIDATE, reference=shown, now=now)
        return None
    return acknowledge(session, ref, link.letter_id, now)
