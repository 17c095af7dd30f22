"""How the rates of groups change when the line of a threshold moves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kindregards.domain.fairness import Evaluated, ExactTest, Finding, fairness_report

HIGHEST_SCORE = 100
STEP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepPoint:
    """What a line at this score would do: the share that passes, and the lowest impact ratio of each dimension."""

    threshold: float
    passing: float
    lowest_ratios: dict[str, float | None]
    disadvantaged: tuple[str, ...]


def sweep(people: Sequence[Evaluated], exact_test: ExactTest, *, step: int = STEP) -> tuple[SweepPoint, ...]:
    """Return what each line between 0 and 100 would do if passing it were all that counts."""
    return (
        tuple(_point(people, float(line), exact_test) for line in range(0, HIGHEST_SCORE + 1, step)) if people else ()
    )


def _point(people: Sequence[Evaluated], threshold: float, exact_test: ExactTest) -> SweepPoint:
    moved = [replace(person, is_selected=person.score >= threshold) for person in people]
    report = fairness_report(moved, exact_test)
    ratios = {
        each.dimension: min(
            (group.impact_ratio for group in each.groups if group.impact_ratio is not None), default=None
        )
        for each in report
    }
    return SweepPoint(
        threshold=threshold,
        passing=sum(person.is_selected for person in moved) / len(moved),
        lowest_ratios=ratios,
        disadvantaged=tuple(
            f"{each.dimension}: {group.group}"
            for each in report
            for group in each.groups
            if group.finding is Finding.DISADVANTAGED
        ),
    )
