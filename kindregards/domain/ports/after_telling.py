"""What the doors may ask once a decision is made: appeals, corrections, calls."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kindregards.domain.appeals import NewAppeal
from kindregards.domain.calls import Call, SettledCall
from kindregards.domain.intake import ApplicationView
from kindregards.domain.journey import ApplicationRef


class Appeals(Protocol):
    """Takes in a candidate's wish that another person looks again."""

    async def add(self, ref: ApplicationRef, appeal: NewAppeal, *, now: datetime) -> ApplicationView:
        """Keep an appeal; again changes nothing. Raises AppealNotPossibleError or AppealTooLateError."""
        ...


class Corrections(Protocol):
    """Takes back what was told."""

    async def correct(self, ref: ApplicationRef, *, actor: str, reason: str, now: datetime) -> ApplicationView:
        """Take back what was told; again changes nothing. Raises ApplicationFinishedError or NothingToCorrectError."""
        ...


class Calls(Protocol):
    """Calls that come before a letter at the offer stage."""

    async def call_of(self, ref: ApplicationRef) -> Call | None:
        """Return the call of the decision that counts."""
        ...

    async def settle(self, ref: ApplicationRef, settled: SettledCall, *, now: datetime) -> ApplicationView:
        """Take a person's word on a call, once; raise NoCallError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterTelling:
    """They go together wherever a door is given them."""

    appeals: Appeals
    corrections: Corrections
    calls: Calls
