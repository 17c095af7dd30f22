"""Reports of policy versions as companies read them."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import ConfigDict, Field

from kindregards.domain.fairness import Finding
from kindregards.domain.policies import Branch
from kindregards.domain.policy_reports import MOST_EVALUATIONS, NOTICE, PolicyReport
from kindregards.http.json_bodies import JsonBody


class BacktestBody(JsonBody):
    """How many of the newest evaluations to replay."""

    evaluations: Annotated[int, Field(ge=1, le=MOST_EVALUATIONS)] = MOST_EVALUATIONS


class _FromDomain(JsonBody):
    model_config = ConfigDict(from_attributes=True)


class ChangeResource(_FromDomain):
    """An application that would have gone another way."""

    application_id: str
    score: float
    was: Branch
    becomes: Branch
    rule: str


class BacktestResource(_FromDomain):
    """What the version would have done. `reproduced` take the branch they took; `erased` can no longer be read.

    `by_this_version` were judged by this very version, and `by_this_version_reproduced` of them take that branch again.
    """

    evaluations: int
    erased: int
    reproduced: int
    by_this_version: int
    by_this_version_reproduced: int
    branches: dict[str, int]
    past_branches: dict[str, int]
    moves: dict[str, int]
    rules: dict[str, int]
    human_outcomes: int
    disagreements: int
    changes: tuple[ChangeResource, ...]


class GroupResource(_FromDomain):
    """One group beside the one with the highest rate; null where too few people say too little."""

    group: str
    people: int
    selected: int
    selection_rate: float | None
    impact_ratio: float | None
    scoring_rate: float | None
    scoring_impact_ratio: float | None
    p_value: float | None
    finding: Finding


class DimensionResource(_FromDomain):
    """The groups of one declaration, or of two together."""

    dimension: str
    groups: tuple[GroupResource, ...]


class SweepResource(_FromDomain):
    """What a line at this score would do."""

    threshold: float
    passing: float
    lowest_ratios: dict[str, float | None]
    disadvantaged: tuple[str, ...]


class PolicyReportResource(_FromDomain):
    """What is known of a version before it goes live."""

    name: str
    version: int
    made_at: datetime
    made_by: str
    backtest: BacktestResource
    fairness: tuple[DimensionResource, ...]
    sweep: tuple[SweepResource, ...]
    is_fair: bool
    notice: str = NOTICE

    @classmethod
    def of(cls, report: PolicyReport) -> Self:
        """Return the resource of a report."""
        return cls.model_validate(report)
