"""Calling attention to what waits too long."""

from dataclasses import dataclass

from temporalio import activity

from kindregards.domain.journey import AlarmRef, ApplicationRef
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.journey import Cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Reminds, escalates and holds; a timeout never decides anything."""

    cases: Cases
    clock: Clock

    @activity.defn(name="call-attention")
    async def call(self, alarm: AlarmRef) -> None:
        """Record that the moment has come, and tell whom it concerns."""
        ref = ApplicationRef(company_id=alarm.company_id, application_id=alarm.application_id)
        await self.cases.note_alarm(ref, alarm.review_id, alarm.kind, self.clock())
