"""What is known of a policy version before it goes live: its back-test and how groups fare under it."""

from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.errors import ConflictError
from kindregards.domain.fairness import DimensionReport
from kindregards.domain.threshold_sweep import SweepPoint

NOTICE = "An engineering input, not legal advice."
MOST_EVALUATIONS = 10_000
"""How many of the newest evaluations a report looks at unless told otherwise."""


class PolicyReportMissingError(ConflictError):
    """The company lets no version go live without a report of it."""

    code = "policy_report_missing"


class PolicyReportStaleError(ConflictError):
    """Evaluations came in since the report was made, more than a tenth of those it looked at."""

    code = "policy_report_stale"


class SecondPersonNeededError(ConflictError):
    """The company wants somebody else than the author to let a version go live."""

    code = "second_person_needed"


class PolicyUnfairError(ConflictError):
    """The report shows a group at a disadvantage."""

    code = "policy_unfair"


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestFigures:
    """Counts of a back-test; `reproduced` are evaluations that take the branch they took, `erased` cannot be read.

    `by_this_version` were judged by the very version; reports of before this was counted say none.
    """

    evaluations: int
    erased: int
    reproduced: int
    branches: dict[str, int]
    past_branches: dict[str, int]
    moves: dict[str, int]
    rules: dict[str, int]
    human_outcomes: int
    disagreements: int
    changes: tuple[dict[str, str | float], ...]
    by_this_version: int = 0
    by_this_version_reproduced: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyReport:
    """One look at one version; made from what was stored at that moment."""

    name: str
    version: int
    made_at: datetime
    made_by: str
    backtest: BacktestFigures
    fairness: tuple[DimensionReport, ...]
    sweep: tuple[SweepPoint, ...]
    is_fair: bool


def is_stale(*, evaluations: int, now: int) -> bool:
    """Say whether more than a tenth of what a report looked at has come in since."""
    return now - evaluations > evaluations / 10
