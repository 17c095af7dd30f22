"""What candidates see and say behind their links once they were told."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from kindregards.domain.appeals import NewAppeal
from kindregards.domain.candidate_pages import AfterLetterPage, AppealPage
from kindregards.domain.cases import CaseFile
from kindregards.domain.erasures import ErasureState
from kindregards.domain.journey import ApplicationRef
from kindregards.store.acknowledgements import CANDIDATE
from kindregards.store.appeals import Appeals
from kindregards.store.candidate_pages import can_appeal, look_for
from kindregards.store.cases import Cases
from kindregards.store.erasures import Erasures, erasure_of
from kindregards.store.feedback import FeedbackShelf
from kindregards.store.opened_links import application_behind, good_link
from kindregards.store.own_data import Facts, OwnData
from kindregards.store.pool_entries import TalentPool


@dataclass(frozen=True, slots=True)
class CandidateVoice:
    """Opens a link, and passes on what is said behind it."""

    cases: Cases
    appeals: Appeals
    feedback: FeedbackShelf
    pool: TalentPool
    erasures: Erasures

    async def appeal_page(self, token: str, *, now: datetime) -> AppealPage:
        """Return whether another person can be asked, or until when they answer."""
        return await self.cases.database.read(lambda session: self._appeal(session, token, now))

    async def appeal(self, token: str, words: str | None, *, now: datetime) -> None:
        """Ask for another person; again is harmless."""
        await self.appeals.add(await self._ref(token, now), NewAppeal(source=CANDIDATE, words=words), now=now)

    async def after_letter(self, token: str, *, now: datetime) -> AfterLetterPage:
        """Return what the candidate said and may say after their letter."""
        return await self.cases.database.read(lambda session: self._after_letter(session, token, now))

    async def give_feedback(self, token: str, score: int, words: str | None, *, now: datetime) -> None:
        """Keep how the candidate found the way they were told; the latest counts."""
        await self.feedback.give(await self._ref(token, now), score, words, now=now)

    async def join_pool(self, token: str, *, now: datetime) -> None:
        """Agree to hear of openings for a year."""
        await self.pool.join(await self._ref(token, now), source=CANDIDATE, now=now)

    async def leave_pool(self, token: str, *, now: datetime) -> None:
        """Take that back, for every application of the person."""
        await self.pool.leave(await self._ref(token, now), now=now)

    async def own_data(self, token: str, *, now: datetime) -> Facts:
        """Return everything known about the person that they gave us or were told."""

        def work(session: Session) -> Facts:
            ref = application_behind(good_link(session, token, now))
            return OwnData(self.cases, self.feedback).gathered(session, ref)

        return await self.cases.database.read(work)

    async def ask_erasure(self, token: str, *, now: datetime) -> None:
        """Ask to be forgotten; again is harmless."""
        await self.erasures.ask(await self._ref(token, now), source=CANDIDATE, now=now)

    async def _ref(self, token: str, now: datetime) -> ApplicationRef:
        return await self.cases.database.read(lambda session: application_behind(good_link(session, token, now)))

    def _case(self, session: Session, token: str, now: datetime) -> CaseFile:
        return self.cases.file(session, application_behind(good_link(session, token, now)))

    def _appeal(self, session: Session, token: str, now: datetime) -> AppealPage:
        case = self._case(session, token, now)
        return replace(_appeal_page(case, now), look=look_for(session, case))

    def _after_letter(self, session: Session, token: str, now: datetime) -> AfterLetterPage:
        case = self._case(session, token, now)
        zone = ZoneInfo(case.candidate.timezone)
        entry, said = self.pool.entry(session, case.ref), self.feedback.read(session, case.ref)
        erasure = erasure_of(session, case.ref)
        is_in = entry is not None and entry.counts(now)
        return AfterLetterPage(
            company_name=case.brand.company_name,
            job_title=case.job.title,
            language=case.candidate.language,
            is_told=case.told_at is not None,
            score=said.score if said else None,
            can_join_pool=not is_in and self.pool.is_open(session, case.ref),
            pool_until=entry.expires_at.astimezone(zone).date() if entry is not None and is_in else None,
            erasure_by=erasure.due_at.astimezone(zone).date()
            if erasure is not None and erasure.state is ErasureState.OPEN
            else None,
            look=look_for(session, case),
        )


def _appeal_page(case: CaseFile, now: datetime) -> AppealPage:
    zone = ZoneInfo(case.candidate.timezone)
    until = case.told_at + case.policy.appeal_window if case.told_at else None
    due_at = case.appeal.due_at if case.appeal else now + case.policy.appeal.due
    return AppealPage(
        company_name=case.brand.company_name,
        job_title=case.job.title,
        language=case.candidate.language,
        can_appeal=can_appeal(case, now),
        until=until.astimezone(zone).date() if until else None,
        appeal=case.appeal,
        answer_by=due_at.astimezone(zone).date(),
    )
