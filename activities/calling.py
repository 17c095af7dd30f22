"""The call that comes before a letter at the offer stage."""

from dataclasses import dataclass

from temporalio import activity

from kindregards.domain.calendars import next_opening
from kindregards.domain.calls import call_alarms
from kindregards.domain.journey import ApplicationRef, Step, Verdict
from kindregards.domain.ports.calendars import WorkdayCalendar
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.journey import Calls, Cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Calling:
    """Asks a person to call, and lets the letter go on once that is settled."""

    cases: Cases
    calls: Calls
    calendar: WorkdayCalendar
    clock: Clock

    @activity.defn(name="call-first")
    async def call_first(self, ref: ApplicationRef) -> Verdict:
        """Open the call, once; when it is settled, return when its letter may leave."""
        case = await self.cases.open(ref)
        if case.is_closed:
            return Verdict(step=Step.CLOSED)
        now = self.clock()
        opened_at = await self.calls.open(ref, due_at=now + case.policy.review.due, now=now)
        if opened_at is not None:
            alarms = call_alarms(case.policy.review, opened_at=opened_at)
            return Verdict(step=Step.CALL, letter_id=case.letter_id, alarms=alarms)
        leave_at = next_opening(
            after=now,
            window=case.policy.telling.window,
            timezone_name=case.candidate.timezone,
            country=case.candidate.country,
            calendar=self.calendar,
        )
        return Verdict(step=Step.COOL, letter_id=case.letter_id, leave_at=leave_at)
