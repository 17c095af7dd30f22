"""Which policy counts for whom, and what versions decide on paper."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from kindregards.domain.pilots import Assignment, Comparison, Pilot, Scope


class PolicyAssignments(Protocol):
    """The policies of jobs and departments."""

    async def all(self, company_id: str) -> Sequence[Assignment]:
        """Return every assignment, departments first, by name."""
        ...

    async def assign(
        self, company_id: str, scope: Scope, subject: str, policy_name: str | None, *, actor: str, now: datetime
    ) -> None:
        """Give a job or department a policy, or with None none of its own; raise PolicyUnknownError."""
        ...


class Pilots(Protocol):
    """Versions that decide on paper."""

    async def all(self, company_id: str) -> Sequence[Pilot]:
        """Return every pilot, the newest first."""
        ...

    async def start(  # noqa: PLR0913 -- one fact each
        self, company_id: str, name: str, version: int, scope: Scope, subject: str, *, actor: str, now: datetime
    ) -> Pilot:
        """Let a version decide on paper from now on; one that ended goes on. Raise PolicyUnknownError."""
        ...

    async def end(self, company_id: str, pilot_id: str, *, actor: str, now: datetime) -> Pilot:
        """Stop a pilot; again is harmless. Raise PilotNotFoundError."""
        ...

    async def compared(self, company_id: str, pilot_id: str) -> tuple[Pilot, Comparison]:
        """Return a pilot beside what really happened; raise PilotNotFoundError."""
        ...


class PaperDecisions(Protocol):
    """Carries pilots out, off the way of any journey."""

    async def decide(self, *, now: datetime) -> int:
        """Decide on paper about what came in since; return how many results that were."""
        ...
