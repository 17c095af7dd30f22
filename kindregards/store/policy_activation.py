"""Letting a policy version go live, under the conditions that the company has set."""

from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.policies import PolicyVersion
from kindregards.domain.policy_reports import SecondPersonNeededError
from kindregards.domain.rule_authors import authors_of
from kindregards.store.known_facts import KnownFacts
from kindregards.store.policies import Policies
from kindregards.store.policy_reports import PolicyReports


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyActivation:
    """Checks what must hold, then activates."""

    policies: Policies
    reports: PolicyReports
    facts: KnownFacts
    wants_report: bool
    wants_second_person: bool

    async def activate(self, company_id: str, name: str, version: int, *, by: str, now: datetime) -> PolicyVersion:
        """Let a version decide about applications that come in from now on.

        Raise PolicyUnknownError, SecondPersonNeededError, or what `PolicyReports.check` raises.
        """
        chosen = await self.policies.version(company_id, name, version)
        if self.wants_second_person and by in authors_of(chosen, await self.policies.versions(company_id, name)):
            raise SecondPersonNeededError(
                f"Version {version} of {name}, or its rules, were written by whoever activates it: let somebody else "
                "do so."
            )
        if self.wants_report:
            await self.reports.check(company_id, name, version)
        return await self.policies.activate(company_id, name, version, now=now)
