"""What a policy would have done with evaluations that are decided already."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kindregards.domain.applications import Candidate, ExpectedInterview, Outcome, Stage
from kindregards.domain.assessment import assess
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.policies import Branch, Policy

MOST_EXAMPLES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEvaluation:
    """One evaluation as it was, with the branch the policy of its time took and what became of it."""

    application_id: str
    stage: Stage
    interview: ExpectedInterview
    candidate: Candidate
    result: InterviewResult
    branch: Branch
    outcome: Outcome
    policy_name: str
    policy_version: int
    decided_by_person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An application that would have gone another way."""

    application_id: str
    score: float
    was: Branch
    becomes: Branch
    rule: str


@dataclass(slots=True, kw_only=True)
class Backtest:
    """Counts over past evaluations; `changes` holds the first few of those that change side.

    `by_this_version` were judged by the very version that is replayed, `by_this_version_reproduced` of them go the way
    they went: all of them, or a decision cannot be explained from its record.
    `disagreements` are outcomes that people chose and the draft would decide the other way by itself.
    """

    evaluations: int = 0
    reproduced: int = 0
    by_this_version: int = 0
    by_this_version_reproduced: int = 0
    branches: Counter[Branch] = field(default_factory=Counter)
    past_branches: Counter[Branch] = field(default_factory=Counter)
    moves: Counter[tuple[Branch, Branch]] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    human_outcomes: int = 0
    disagreements: int = 0
    changes: list[Change] = field(default_factory=list)

    @property
    def reviews(self) -> int:
        """Return how many cases people would look at."""
        return self.branches[Branch.REVIEW]

    @property
    def letters(self) -> int:
        """Return how many letters would leave without a person."""
        return self.branches[Branch.REJECT]

    def add(self, past: PastEvaluation, policy: Policy, *, name: str, version: int) -> Branch:
        """Replay one evaluation under a version of a policy and return the branch it takes."""
        now = assess(
            policy=policy, stage=past.stage, candidate=past.candidate, interview=past.interview, result=past.result
        )
        self.evaluations += 1
        self.branches[now.branch] += 1
        self.past_branches[past.branch] += 1
        self.rules[now.rule] += 1
        self._compare_with_person(past, now.branch)
        if (past.policy_name, past.policy_version) == (name, version):
            self.by_this_version += 1
            self.by_this_version_reproduced += now.branch is past.branch
        if now.branch is past.branch:
            self.reproduced += 1
            return now.branch
        self.moves[past.branch, now.branch] += 1
        if len(self.changes) < MOST_EXAMPLES:
            self.changes.append(
                Change(
                    application_id=past.application_id,
                    score=past.result.score,
                    was=past.branch,
                    becomes=now.branch,
                    rule=now.rule,
                )
            )
        return now.branch

    def _compare_with_person(self, past: PastEvaluation, branch: Branch) -> None:
        if not past.decided_by_person:
            return
        self.human_outcomes += 1
        contrary = {Branch.REJECT: Outcome.ADVANCE, Branch.ADVANCE: Outcome.REJECT}.get(branch)
        self.disagreements += contrary is past.outcome


def backtest(policy: Policy, evaluations: Iterable[PastEvaluation], *, name: str, version: int) -> Backtest:
    """Replay past evaluations under a version of a policy, in one pass."""
    made = Backtest()
    for past in evaluations:
        made.add(past, policy, name=name, version=version)
    return made
