"""Impact assessments, kept with the policy versions they are about."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from kindregards.domain.impact_assessments import ImpactAssessment


class ImpactAssessments(Protocol):
    """Takes assessments in and shows them; nothing removes one."""

    async def of(self, company_id: str, policy_name: str, version: int) -> Sequence[ImpactAssessment]:
        """Return the assessments of a version, the newest first."""
        ...

    async def add(  # noqa: PLR0913 -- each has its name
        self,
        company_id: str,
        policy_name: str,
        version: int,
        *,
        title: str,
        text: str,
        made_on: date,
        by: str,
        now: datetime,
    ) -> ImpactAssessment:
        """Keep an assessment; raise PolicyUnknownError or ImpactAssessmentInvalidError. The same again is the same."""
        ...
