"""When an invitation may leave: by the send window of who gets it."""

from dataclasses import dataclass
from datetime import datetime

from temporalio import activity

from kindregards.domain.calendars import next_opening
from kindregards.domain.journey import ApplicationRef, LetterRef
from kindregards.domain.ports.calendars import WorkdayCalendar
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.journey import Cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Inviting:
    """Plans invitations; they are sent as any letter is, and whether they still may is asked when they leave."""

    cases: Cases
    calendar: WorkdayCalendar
    clock: Clock

    @activity.defn(name="plan-invitation")
    async def plan(self, letter: LetterRef) -> datetime:
        """Return when the letter may leave, by the clock of who gets it."""
        case = await self.cases.open(ApplicationRef(company_id=letter.company_id, application_id=letter.application_id))
        return next_opening(
            after=self.clock(),
            window=case.policy.telling.window,
            timezone_name=case.candidate.timezone,
            country=case.candidate.country,
            calendar=self.calendar,
        )
