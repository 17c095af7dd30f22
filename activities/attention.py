"""Calling attention to what waits too long."""

from dataclasses import dataclass
from datetime import datetime

from temporalio import activity

from kindregards.domain.journey import Alarm, AlarmRef, ApplicationRef
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.journey import Cases
from kindregards.domain.reviews import Handover, Nudge, handover


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Reminds, escalates and holds; a timeout never decides anything."""

    cases: Cases
    clock: Clock

    @activity.defn(name="call-attention")
    async def call(self, alarm: AlarmRef) -> tuple[Alarm, ...] | None:
        """Record that the moment has come, and tell whom it concerns; return the alarms to come if they are new."""
        ref = ApplicationRef(company_id=alarm.company_id, application_id=alarm.application_id)
        now = self.clock()
        handover = await self._handover(ref, alarm, now) if alarm.kind == Nudge.ESCALATE else None
        return await self.cases.note_alarm(ref, alarm.review_id, alarm.kind, now, planned=alarm.at, handover=handover)

    async def _handover(self, ref: ApplicationRef, alarm: AlarmRef, now: datetime) -> Handover | None:
        """Return where the review goes on to, by the policy pinned to its application."""
        case = await self.cases.open(ref)
        review = case.review
        if review is None or review.id != alarm.review_id or review.opened_at is None:
            return None
        return handover(group=review.group, times=case.review_times, opened_at=review.opened_at, now=now)
