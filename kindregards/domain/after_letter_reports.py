"""What companies ask about the time after a letter: how people found it, who stays in touch, what was fair."""

from collections.abc import Mapping
from dataclasses import dataclass

from kindregards.domain.fairness import DimensionReport
from kindregards.domain.reports import Share
from kindregards.domain.talent_pool import PoolEnding, ReturnRate

SCORES = range(1, 6)
CONTENT = 4
"""Of 1 to 5: who gave four or five was content with how they were told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Satisfaction:
    """How those told in the period found it: `scores` counts each of 1 to 5; `group` is what a report is divided by."""

    told: int
    scores: Mapping[int, int]
    group: str | None = None

    @property
    def given(self) -> Share:
        """Return how many of those told said something."""
        return Share(count=sum(self.scores.values()), n=self.told)

    @property
    def content(self) -> Share:
        """Return how many of those who said something were content."""
        happy = sum(count for score, count in self.scores.items() if score >= CONTENT)
        return Share(count=happy, n=self.given.count)

    @property
    def mean(self) -> float | None:
        """Return the mean score, or None of nothing."""
        given = self.given.count
        return sum(score * count for score, count in self.scores.items()) / given if given else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SatisfactionReport:
    """All together, and each stage or job."""

    whole: Satisfaction
    groups: tuple[Satisfaction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolReport:
    """The talent pool: who of those turned down in the period agreed, what became of it, and who came back.

    `members` count now, whenever they agreed. `returned` is None for one job: people come back to a company.
    """

    joined: Share
    invited: int
    endings: Mapping[PoolEnding, int]
    members: int
    returned: ReturnRate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FairnessReport:
    """How groups fared by what was decided in the period; `read_all` is False where older ones were left out."""

    evaluations: int
    read_all: bool
    dimensions: tuple[DimensionReport, ...]
    is_fair: bool
