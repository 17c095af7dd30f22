"""Alarms that a journey carries: those of the step it waits in, and the law's own, which outlives steps."""

from kindregards.domain.journey import DUTY_NEAR, Alarm


def carried(planned: tuple[Alarm, ...], before: tuple[Alarm, ...]) -> tuple[Alarm, ...]:
    """Return a step's alarms with the law's that was carried so far, the earliest first."""
    duties = tuple(alarm for alarm in before if alarm.kind == DUTY_NEAR and alarm not in planned)
    return tuple(sorted((*planned, *duties), key=lambda alarm: alarm.at)) if duties else planned
