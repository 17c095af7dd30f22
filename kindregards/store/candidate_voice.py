"""What candidates say behind their links once they were told."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from kindregards.domain.appeals import NewAppeal
from kindregards.domain.candidate_pages import AppealPage
from kindregards.domain.cases import CaseFile
from kindregards.domain.journey import ApplicationRef
from kindregards.store.acknowledgements import CANDIDATE
from kindregards.store.appeals import Appeals
from kindregards.store.candidate_pages import can_appeal
from kindregards.store.cases import Cases
from kindregards.store.opened_links import application_behind, good_link


@dataclass(frozen=True, slots=True)
class CandidateVoice:
    """Opens a link, and passes on what is said behind it."""

    cases: Cases
    appeals: Appeals

    async def appeal_page(self, token: str, *, now: datetime) -> AppealPage:
        """Return whether another person can be asked, or until when they answer."""
        case = await self.cases.database.read(lambda session: self._case(session, token, now))
        return _appeal_page(case, now)

    async def appeal(self, token: str, words: str | None, *, now: datetime) -> None:
        """Ask for another person; again is harmless."""
        await self.appeals.add(await self._ref(token, now), NewAppeal(source=CANDIDATE, words=words), now=now)

    async def _ref(self, token: str, now: datetime) -> ApplicationRef:
        return await self.cases.database.read(lambda session: application_behind(good_link(session, token, now)))

    def _case(self, session: Session, token: str, now: datetime) -> CaseFile:
        return self.cases.file(session, application_behind(good_link(session, token, now)))


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
