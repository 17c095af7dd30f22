"""Reports of policy versions: made from stored evaluations, kept beside the version."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Outcome
from kindregards.domain.backtests import Backtest
from kindregards.domain.fairness import Evaluated, ExactTest, fairness_report, is_fair
from kindregards.domain.policies import Branch
from kindregards.domain.policy_reports import (
    MOST_EVALUATIONS,
    BacktestFigures,
    PolicyReport,
    PolicyReportMissingError,
    PolicyReportStaleError,
    PolicyUnfairError,
    is_stale,
)
from kindregards.domain.threshold_sweep import sweep
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.past_evaluations import DeclaredEvaluation, PastEvaluations
from kindregards.store.policies import Policies
from kindregards.store.rows import insert_row
from kindregards.store.tables import PolicyReportTable

_REPORTS = TypeAdapter(PolicyReport)


@dataclass(frozen=True, slots=True)
class PolicyReports:
    """Makes reports and lets a version go live only with a good one, where the company wants that."""

    database: Database
    policies: Policies
    evaluations: PastEvaluations
    exact_test: ExactTest

    async def make(  # noqa: PLR0913 -- one fact each
        self,
        company_id: str,
        name: str,
        version: int,
        *,
        by: str,
        now: datetime,
        most: int | None = MOST_EVALUATIONS,
        progress: Callable[[int], None] = lambda _: None,
    ) -> PolicyReport:
        """Replay the newest evaluations, up to `most`, under a version and keep what comes out.

        `progress` hears how many were replayed so far. Raise PolicyUnknownError.
        """
        policy = (await self.policies.version(company_id, name, version)).policy
        replayed, people, erased, before = Backtest(), list[Evaluated](), 0, None
        while True:
            page = await self.evaluations.page(company_id, before=before)
            taken = page.evaluations[: None if most is None else most - replayed.evaluations]
            people += [_evaluated(each, replayed.add(each.past, policy, name=name, version=version)) for each in taken]
            erased, before = erased + page.erased, page.after
            progress(replayed.evaluations)
            if before is None or (most is not None and replayed.evaluations >= most):
                break
        return await self._keep(company_id, self._report(name, version, by, now, replayed, people, erased))

    async def latest(self, company_id: str, name: str, version: int) -> PolicyReport | None:
        """Return the newest report of a version."""
        return await self.database.read(lambda session: _latest(session, company_id, name, version))

    async def check(self, company_id: str, name: str, version: int) -> None:
        """Raise PolicyReportMissingError, PolicyReportStaleError or PolicyUnfairError unless it may go live."""
        report = await self.latest(company_id, name, version)
        if report is None:
            raise PolicyReportMissingError(
                f"Version {version} of {name} has no report yet: "
                f"POST /v1/policies/{name}/versions/{version}/backtest, read it, then activate."
            )
        known = report.backtest.evaluations + report.backtest.erased
        if known < MOST_EVALUATIONS and is_stale(evaluations=known, now=await self.evaluations.count(company_id)):
            raise PolicyReportStaleError(
                f"Many evaluations came in since the report of version {version} of {name}: make a new one."
            )
        if not report.is_fair:
            raise PolicyUnfairError(
                f"Under version {version} of {name} a group is at a disadvantage: see `fairness` in its report."
            )

    def _report(  # noqa: PLR0913, PLR0917 -- one fact each
        self,
        name: str,
        version: int,
        by: str,
        now: datetime,
        replayed: Backtest,
        people: Sequence[Evaluated],
        erased: int,
    ) -> PolicyReport:
        fairness = fairness_report(people, self.exact_test)
        return PolicyReport(
            name=name,
            version=version,
            made_at=now,
            made_by=by,
            backtest=_figures(replayed, erased),
            fairness=fairness,
            sweep=sweep(people, self.exact_test),
            is_fair=is_fair(fairness),
        )

    async def _keep(self, company_id: str, report: PolicyReport) -> PolicyReport:
        await self.database.write(
            lambda session: insert_row(
                session,
                PolicyReportTable,
                id=new_id(),
                company_id=company_id,
                policy_name=report.name,
                version=report.version,
                made_at=report.made_at,
                content=_REPORTS.dump_python(report, mode="json"),
            )
        )
        return report


def _latest(session: Session, company_id: str, name: str, version: int) -> PolicyReport | None:
    content = session.execute(
        select(col(PolicyReportTable.content))
        .where(col(PolicyReportTable.company_id) == company_id)
        .where(col(PolicyReportTable.policy_name) == name)
        .where(col(PolicyReportTable.version) == version)
        .order_by(col(PolicyReportTable.id).desc())
        .limit(1)
    ).scalar_one_or_none()
    return _REPORTS.validate_python(content, strict=False) if content is not None else None


def _evaluated(each: DeclaredEvaluation, branch: Branch) -> Evaluated:
    """Return who would go on: by the rule, or in a doubtful case by what became of it."""
    went_on = branch is Branch.ADVANCE or (branch is Branch.REVIEW and each.past.outcome is Outcome.ADVANCE)
    return Evaluated(score=each.past.result.score, is_selected=went_on, groups=each.groups)


def _figures(replayed: Backtest, erased: int) -> BacktestFigures:
    return BacktestFigures(
        evaluations=replayed.evaluations,
        erased=erased,
        reproduced=replayed.reproduced,
        branches=_named(replayed.branches),
        past_branches=_named(replayed.past_branches),
        moves={f"{was} → {becomes}": count for (was, becomes), count in sorted(replayed.moves.items())},
        rules=dict(replayed.rules),
        human_outcomes=replayed.human_outcomes,
        disagreements=replayed.disagreements,
        by_this_version=replayed.by_this_version,
        by_this_version_reproduced=replayed.by_this_version_reproduced,
        changes=tuple(asdict(change) for change in replayed.changes),
    )


def _named(branches: Counter[Branch]) -> dict[str, int]:
    return {branch.value: branches[branch] for branch in Branch}
