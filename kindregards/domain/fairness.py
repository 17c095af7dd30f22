"""Whether a threshold treats groups of people alike: rates, ratios and how sure they are.

Four-fifths rule: 29 CFR 1607.4(D). Selection and scoring rates with their impact ratios: New York City Local Law 144,
6 RCNY 5-300. Groups are what people declared of themselves; they never reach a rule or a reviewer.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from statistics import median

FOUR_FIFTHS = 0.8
SMALLEST_GROUP = 30
"""With fewer people a rate says too little to be compared."""

SURE = 0.05
"""A difference this improbable by chance alone counts as one."""

MOST_DIMENSIONS = 2
"""Intersections join two declarations, such as sex and age; with more, hardly a group has people enough."""

ExactTest = Callable[[int, int, int, int], float]
"""Return Fisher's two-sided p for a table: selected and not in one group, selected and not in another."""


class Finding(StrEnum):
    """What a group's figures say."""

    TOO_FEW = "too_few"
    REFERENCE = "reference"
    """The group with the highest rate, to which the others are compared."""
    ALIKE = "alike"
    BELOW_FOUR_FIFTHS = "below_four_fifths"
    """Chance alone may explain it."""
    DISADVANTAGED = "disadvantaged"
    """Below four fifths, and not by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """One person's score, whether it led on, and what they declared of themselves."""

    score: float
    is_selected: bool
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigures:
    """One group beside the one with the highest rate; rates and ratios are None where nobody can say.

    `scoring_rate` is the share above the median score of everybody.
    """

    group: str
    people: int
    selected: int
    selection_rate: float | None
    impact_ratio: float | None
    scoring_rate: float | None
    scoring_impact_ratio: float | None
    p_value: float | None
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionReport:
    """The groups of one declaration, or of two together (`sex × age`), the largest first."""

    dimension: str
    groups: tuple[GroupFigures, ...]

    @property
    def is_fair(self) -> bool:
        """Say whether no group is shown to be at a disadvantage."""
        return all(each.finding is not Finding.DISADVANTAGED for each in self.groups)


def fairness_report(people: Sequence[Evaluated], exact_test: ExactTest) -> tuple[DimensionReport, ...]:
    """Return figures for every declaration and every two together; undeclared people count for the median."""
    if not people:
        return ()
    middle = median(person.score for person in people)
    names = sorted({name for person in people for name in person.groups})
    dimensions = [each for size in range(1, MOST_DIMENSIONS + 1) for each in combinations(names, size)]
    return tuple(_dimension(people, dimension, middle, exact_test) for dimension in dimensions)


def is_fair(report: Iterable[DimensionReport]) -> bool:
    """Say whether no dimension shows a group at a disadvantage."""
    return all(dimension.is_fair for dimension in report)


def _dimension(
    people: Sequence[Evaluated], names: tuple[str, ...], middle: float, exact_test: ExactTest
) -> DimensionReport:
    groups: defaultdict[str, list[Evaluated]] = defaultdict(list)
    for person in people:
        if all(name in person.groups for name in names):
            groups[" × ".join(person.groups[name] for name in names)].append(person)
    counted = [_Counted.of(name, members, middle) for name, members in groups.items()]
    enough = [each for each in counted if each.people >= SMALLEST_GROUP]
    best = max(enough, key=lambda each: (each.selection_rate, each.people), default=None)
    best_scoring = max((each.scoring_rate for each in enough), default=0.0)
    figures = [_figures(each, best, best_scoring, exact_test) for each in counted]
    return DimensionReport(
        dimension=" × ".join(names), groups=tuple(sorted(figures, key=lambda each: (-each.people, each.group)))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """A group's people, counted."""

    name: str
    people: int
    selected: int
    above: int

    @classmethod
    def of(cls, name: str, members: Sequence[Evaluated], middle: float) -> "_Counted":
        """Count a group."""
        return cls(
            name=name,
            people=len(members),
            selected=sum(person.is_selected for person in members),
            above=sum(person.score > middle for person in members),
        )

    @property
    def selection_rate(self) -> float:
        return self.selected / self.people

    @property
    def scoring_rate(self) -> float:
        return self.above / self.people


def _figures(group: _Counted, best: _Counted | None, best_scoring: float, exact_test: ExactTest) -> GroupFigures:
    if best is None or group.people < SMALLEST_GROUP:
        return GroupFigures(
            group=group.name,
            people=group.people,
            selected=group.selected,
            selection_rate=None,
            impact_ratio=None,
            scoring_rate=None,
            scoring_impact_ratio=None,
            p_value=None,
            finding=Finding.TOO_FEW,
        )
    ratio = group.selection_rate / best.selection_rate if best.selected else None
    p_value = exact_test(group.selected, group.people - group.selected, best.selected, best.people - best.selected)
    return GroupFigures(
        group=group.name,
        people=group.people,
        selected=group.selected,
        selection_rate=group.selection_rate,
        impact_ratio=ratio,
        scoring_rate=group.scoring_rate,
        scoring_impact_ratio=group.scoring_rate / best_scoring if best_scoring else None,
        p_value=p_value,
        finding=Finding.REFERENCE if group is best else _finding(ratio, p_value),
    )


def _finding(ratio: float | None, p_value: float) -> Finding:
    if ratio is None or ratio >= FOUR_FIFTHS:
        return Finding.ALIKE
    return Finding.DISADVANTAGED if p_value < SURE else Finding.BELOW_FOUR_FIFTHS
