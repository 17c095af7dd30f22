"""Policies in memory: two versions that decide or decided, one draft, and reports of invented people."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from kindregards.domain.applications import Outcome
from kindregards.domain.decision_records import DecisionRecord
from kindregards.domain.errors import ConflictError
from kindregards.domain.facts import SHIPPED_FACTS
from kindregards.domain.fairness import Evaluated, fairness_report, is_fair
from kindregards.domain.impact_assessments import ImpactAssessment, check_assessment
from kindregards.domain.intake import PolicyUnknownError
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.languages import Language
from kindregards.domain.policies import DEFAULT_POLICY, Policy, PolicyChangedError, PolicyState, PolicyVersion
from kindregards.domain.policy_presets import PRESETS
from kindregards.domain.policy_reports import BacktestFigures, PolicyReport
from kindregards.domain.reasons import SHIPPED_REASONS
from kindregards.domain.rule_sentences import sentences_of
from kindregards.domain.threshold_sweep import sweep
from kindregards.exact_test import fisher
from tests.approval_ui.fakes import FakeApplications
from tests.builders import NOW


def a_version(number: int, state: PolicyState, policy: Policy = DEFAULT_POLICY, name: str = "default") -> PolicyVersion:
    """Return a version that Lena wrote."""
    return PolicyVersion(
        name=name,
        version=number,
        state=state,
        policy=policy,
        author="lena",
        created_at=NOW - timedelta(days=10 - number),
        activated_at=None if state is PolicyState.DRAFT else NOW - timedelta(days=9 - number),
    )


def a_report(version: int = 3, people: int = 120) -> PolicyReport:
    """Return a report of people in two groups, one of them small."""
    evaluated = [
        Evaluated(
            score=40 + number % 50,
            is_selected=number % 50 > 30,
            groups={"age": "40 and more" if number % 10 == 0 else "under 40"},
        )
        for number in range(people)
    ]
    fairness = fairness_report(evaluated, fisher)
    branches = {"advance": people // 3, "reject": people // 3, "review": people - 2 * (people // 3)}
    change: dict[str, str | float] = {
        "application_id": "application-told", "score": 68.0, "was": "review", "becomes": "reject", "rule": "rule 1",
    }  # fmt: skip
    return PolicyReport(
        name="default",
        version=version,
        made_at=NOW,
        made_by="lena",
        backtest=BacktestFigures(
            evaluations=people,
            erased=2,
            reproduced=people - 7,
            branches=branches,
            past_branches=branches,
            moves={"review → reject": 7} if people else {},
            rules={},
            human_outcomes=30,
            disagreements=4,
            changes=(change,) if people else (),
        ),
        fairness=fairness,
        sweep=sweep(evaluated, fisher),
        is_fair=is_fair(fairness),
    )


class FakeFacts:
    """Facts that interviews send."""

    async def names(self, company_id: str) -> frozenset[str]:
        """Return those we ship."""
        del company_id
        return frozenset(SHIPPED_FACTS)


@dataclass(kw_only=True)
class FakeImpactAssessments:
    """Keeps what is added, as the store checks it."""

    kept: list[ImpactAssessment] = field(default_factory=list)

    async def of(self, company_id: str, policy_name: str, version: int) -> Sequence[ImpactAssessment]:
        """Return the assessments of a version."""
        del company_id
        return [each for each in self.kept if (each.policy_name, each.version) == (policy_name, version)]

    async def add(  # noqa: PLR0913 -- the port's
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
        """Keep an assessment."""
        del company_id
        check_assessment(title, text, made_on, today=now.date())
        added = ImpactAssessment(
            id="impact-1", policy_name=policy_name, version=version, title=title, text=text, made_on=made_on,
            added_by=by, added_at=now,
        )  # fmt: skip
        self.kept.append(added)
        return added


@dataclass
class FakePolicies:
    """Versions, their reports and their activation, the last refused by `refusal`."""

    kept: list[PolicyVersion] = field(
        default_factory=lambda: [
            a_version(1, PolicyState.RETIRED, PRESETS["below_70"].policy),
            a_version(2, PolicyState.ACTIVE),
            a_version(3, PolicyState.DRAFT, PRESETS["three_band"].policy),
        ]
    )
    made: dict[int, PolicyReport] = field(default_factory=lambda: {2: a_report(2)})
    refusal: ConflictError | None = None

    async def versions(self, company_id: str, name: str | None = None) -> list[PolicyVersion]:
        """Return versions, the newest first."""
        del company_id
        found = [each for each in self.kept if name in {None, each.name}]
        return sorted(found, key=lambda each: (each.name, -each.version))

    async def version(self, company_id: str, name: str, number: int) -> PolicyVersion:
        """Return one."""
        found = [each for each in await self.versions(company_id, name) if each.version == number]
        if not found:
            raise PolicyUnknownError(f"There is no version {number} of {name}.")
        return found[0]

    async def add_draft(
        self, company_id: str, name: str, policy: Policy, *, author: str, now: datetime, based_on: int | None = None
    ) -> PolicyVersion:
        """Keep a draft."""
        newest = max((each.version for each in await self.versions(company_id, name)), default=0)
        if based_on is not None and based_on != newest:
            raise PolicyChangedError("Somebody wrote a newer version.")
        draft = replace(a_version(newest + 1, PolicyState.DRAFT, policy, name), author=author, created_at=now)
        self.kept.append(draft)
        return draft

    async def activate(
        self, company_id: str, name: str, version: int, *, now: datetime, by: str | None = None
    ) -> PolicyVersion:
        """Let a version decide, unless it is refused."""
        del by
        chosen = await self.version(company_id, name, version)
        if self.refusal is not None:
            raise self.refusal
        active = replace(chosen, state=PolicyState.ACTIVE, activated_at=now)
        self.kept = [active if each == chosen else each for each in self.kept]
        return active

    async def latest(self, company_id: str, name: str) -> PolicyVersion:
        """Return the active version, or the newest draft."""
        found = await self.versions(company_id, name)
        return next((each for each in found if each.state is PolicyState.ACTIVE), found[0])


@dataclass
class FakePolicyReports:
    """Reports, kept beside the versions."""

    policies: FakePolicies

    async def make(
        self, company_id: str, name: str, version: int, *, by: str, now: datetime, most: int | None
    ) -> PolicyReport:
        """Make a report."""
        del by, now, most
        await self.policies.version(company_id, name, version)
        self.policies.made[version] = a_report(version)
        return self.policies.made[version]

    async def latest(self, company_id: str, name: str, version: int) -> PolicyReport | None:
        """Return a report."""
        del company_id
        return self.policies.made.get(version) if name == "default" else None


_INPUTS = {
    "stage": "screening",
    "source": "generic",
    "country": "CN",
    "notified_at": "2026-02-16T09:00:00+00:00",
    "completed_at": "2026-03-03T09:30:00+00:00",
    "result": "result-1",
    "score": 58.5,
    "confidence": None,
    "facts": {"expected_salary": 30_000},
    "competencies": {"Go": None},
    "gaps": ["pm_years"],
}


@dataclass
class FakeDecisionRecords:
    """Two decisions of the application that was told: the policy's, undone, and a person's."""

    applications: FakeApplications

    async def why(self, ref: ApplicationRef) -> list[DecisionRecord]:
        """Return records of an application that exists."""
        view = await self.applications.get(ref)
        if view.decision is None:
            return []
        rule = DEFAULT_POLICY.rules[1]
        automatic = DecisionRecord(
            application_id=view.id,
            version=1,
            state="undone",
            outcome=Outcome.REJECT,
            mode="automatic",
            decided_by="policy",
            decided_at=NOW,
            policy_name="default",
            policy_version=2,
            rule="rule 2: score below 60",
            rule_number=2,
            sentences=sentences_of(rule, 2),
            reason="interview_performance",
            reason_labels=_labels("interview_performance"),
            inputs=_INPUTS,
            differed=False,
        )
        person = replace(
            automatic,
            version=2,
            state="standing",
            outcome=Outcome.ADVANCE,
            mode="human",
            decided_by="amara",
            reason="strong_evidence",
            reason_labels=_labels("strong_evidence"),
            flags=("law_wants_person",),
            differed=True,
            seconds_on_case=74,
            evidence=("summary", "transcript"),
        )
        return [person, automatic]


def _labels(code: str) -> dict[Language, str]:
    return {language: SHIPPED_REASONS[code].label(language) for language in Language}
