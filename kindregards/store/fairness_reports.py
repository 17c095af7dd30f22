"""How groups fared by what was really decided in a period."""

from dataclasses import dataclass

from kindregards.domain.after_letter_reports import FairnessReport
from kindregards.domain.applications import Outcome
from kindregards.domain.fairness import Evaluated, ExactTest, fairness_report, is_fair
from kindregards.domain.policy_reports import MOST_EVALUATIONS
from kindregards.domain.reports import ReportQuery
from kindregards.store.past_evaluations import PastEvaluations


@dataclass(frozen=True, slots=True)
class FairnessReports:
    """Compares the groups that people declared by the outcome that stands for each of them."""

    evaluations: PastEvaluations
    exact_test: ExactTest

    async def report(self, company_id: str, query: ReportQuery) -> FairnessReport:
        """Return the figures of the newest evaluations decided in the period, up to MOST_EVALUATIONS."""
        people, before = list[Evaluated](), None
        while True:
            page = await self.evaluations.page(company_id, before=before, query=query)
            people += [
                Evaluated(
                    score=each.past.result.score,
                    is_selected=each.past.outcome is Outcome.ADVANCE,
                    groups=each.groups,
                )
                for each in page.evaluations
            ]
            before = page.after
            if before is None or len(people) >= MOST_EVALUATIONS:
                break
        dimensions = fairness_report(people, self.exact_test)
        return FairnessReport(
            evaluations=len(people), read_all=before is None, dimensions=dimensions, is_fair=is_fair(dimensions)
        )
