"""What interviews are known to find out, so that a rule about anything else is noticed before it goes live."""

from dataclasses import dataclass

from kindregards.domain.facts import SHIPPED_FACTS
from kindregards.store.past_evaluations import PastEvaluations
from kindregards.store.policies import Policies


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """Names that we ship, that a setting declares, that older rules use, or that lately judged interviews sent."""

    policies: Policies
    evaluations: PastEvaluations
    declared: frozenset[str]

    async def names(self, company_id: str) -> frozenset[str]:
        """Return every name that a rule may use."""
        versions = await self.policies.versions(company_id)
        used = {rule.when.fact for version in versions for rule in version.policy.rules}
        page = await self.evaluations.page(company_id, before=None)
        sent = {name for each in page.evaluations for name in each.past.result.facts}
        return frozenset(SHIPPED_FACTS) | self.declared | sent | {name for name in used if name is not None}
