"""Assignments, pilots and the oversight meter in memory."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from kindregards.domain.oversight import ReviewedCase, ReviewerFigures, oversight
from kindregards.domain.pilots import Assignment, Comparison, Pilot, PilotNotFoundError, Scope, checked_subject
from kindregards.domain.policies import Branch
from kindregards.domain.reports import Period
from tests.builders import NOW


@dataclass
class FakeAssignments:
    """One department has a policy of its own."""

    kept: dict[tuple[Scope, str], Assignment] = field(
        default_factory=lambda: {
            (Scope.DEPARTMENT, "运营"): Assignment(
                scope=Scope.DEPARTMENT, subject="运营", policy_name="default", assigned_by="lena", assigned_at=NOW
            )
        }
    )

    async def all(self, company_id: str) -> list[Assignment]:
        """Return every assignment."""
        del company_id
        return list(self.kept.values())

    async def assign(
        self, company_id: str, scope: Scope, subject: str, policy_name: str | None, *, actor: str, now: datetime
    ) -> None:
        """Keep or drop one."""
        del company_id
        name = checked_subject(subject)
        self.kept.pop((scope, name), None)
        if policy_name is not None:
            self.kept[scope, name] = Assignment(
                scope=scope, subject=name, policy_name=policy_name, assigned_by=actor, assigned_at=now
            )


@dataclass
class FakePilots:
    """One pilot that runs, with something to compare."""

    kept: dict[str, Pilot] = field(
        default_factory=lambda: {
            "pilot-1": Pilot(
                id="pilot-1",
                policy_name="default",
                version=3,
                scope=Scope.DEPARTMENT,
                subject="运营",
                started_by="lena",
                started_at=NOW,
            )
        }
    )

    async def all(self, company_id: str) -> list[Pilot]:
        """Return every pilot."""
        del company_id
        return list(self.kept.values())

    async def start(  # noqa: PLR0913 -- one fact each
        self, company_id: str, name: str, version: int, scope: Scope, subject: str, *, actor: str, now: datetime
    ) -> Pilot:
        """Start one."""
        del company_id
        pilot = Pilot(
            id=f"pilot-{len(self.kept) + 1}",
            policy_name=name,
            version=version,
            scope=scope,
            subject=checked_subject(subject),
            started_by=actor,
            started_at=now,
        )
        self.kept[pilot.id] = pilot
        return pilot

    async def end(self, company_id: str, pilot_id: str, *, actor: str, now: datetime) -> Pilot:
        """End one."""
        del actor
        self.kept[pilot_id] = replace((await self.compared(company_id, pilot_id))[0], ended_at=now)
        return self.kept[pilot_id]

    async def compared(self, company_id: str, pilot_id: str) -> tuple[Pilot, Comparison]:
        """Compare one."""
        del company_id
        if pilot_id not in self.kept:
            raise PilotNotFoundError(f"There is no pilot {pilot_id}.")
        moves = Counter({(Branch.REVIEW, Branch.REJECT): 4})
        examples = ["application-told"]
        comparison = Comparison(judged=40, same=36, waiting=2, moves=moves, by_people=9, contrary=1, examples=examples)
        return self.kept[pilot_id], comparison


class FakeOversight:
    """A careful reviewer and one who presses a stamp."""

    async def figures(self, company_id: str, period: Period) -> Sequence[ReviewerFigures]:
        """Return figures of both."""
        del company_id, period
        careful = [
            ReviewedCase(reviewer="amara", agreed=number % 5 > 0, seconds=80 + number, evidence=3)
            for number in range(40)
        ]
        return oversight([*careful, *([ReviewedCase(reviewer="lin", agreed=True, seconds=4, evidence=1)] * 40)])
