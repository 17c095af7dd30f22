"""Bands of one measure: which rules cut into each other, and which find everything taken before them."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kindregards.domain.condition_checks import PolicyProblem, covers
from kindregards.domain.policies import Condition, Rule

_HIGHEST = math.nextafter(100, math.inf)
"""Scores run to 100 itself, and a band's upper end is not part of it."""


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` to below `high`."""

    low: float
    high: float

    def cuts(self, other: "Band") -> bool:
        """Say whether both share something and neither holds the other."""
        shares = max(self.low, other.low) < min(self.high, other.high)
        return shares and not self.holds(other) and not other.holds(self)

    def holds(self, other: "Band") -> bool:
        """Say whether the other lies within."""
        return self.low <= other.low and other.high <= self.high


def check_overlaps(rules: Sequence[Rule], number: int) -> Iterator[PolicyProblem]:
    """Yield the first earlier rule whose band of the same measure cuts into rule `number`, with another result."""
    rule = rules[number - 1]
    for earlier, other in enumerate(rules[: number - 1], start=1):
        if (other.then, other.reason) == (rule.then, rule.reason):
            continue
        if _cut_by_score(rule.when, other.when) or _cut_by_subject(rule.when, other.when):
            message = (
                f"The bands of rules {earlier} and {number} overlap, and say different things where they do: "
                "let one begin where the other ends."
            )
            yield PolicyProblem(code="bands_overlap", rule=number, message=message)
            return


def check_taken(rules: Sequence[Rule], number: int) -> Iterator[PolicyProblem]:
    """Yield a problem when earlier rules, taken together, leave rule `number` no score, or no value of its subject."""
    if any(covers(rule.when, rules[number - 1].when) for rule in rules[: number - 1]):
        return  # the one rule is named by the check for that
    used = _takers(rules, number, _score_band, _without_score) or _takers(rules, number, _value_band, _without_value)
    if used:
        names = ", ".join(str(each) for each in sorted(used))
        message = f"Rule {number} is never reached: {_rules(used)} {names} take whatever matches it."
        yield PolicyProblem(code="rule_unreachable", rule=number, message=message)


def _rules(used: Sequence[int]) -> str:
    return "the bands of rule" if len(used) == 1 else "together, rules"


def _takers(
    rules: Sequence[Rule],
    number: int,
    band_of: Callable[[Condition], Band | None],
    rest_of: Callable[[Condition], Condition],
) -> list[int]:
    """Return the earlier rules whose bands of one measure fill that of rule `number`, none where a gap is left.

    Only rules count that ask for nothing else, or for nothing that rule `number` does not ask for as well.
    """
    condition = rules[number - 1].when
    wanted = band_of(condition)
    if wanted is None:
        return []
    bands = [
        (band, earlier)
        for earlier, rule in enumerate(rules[: number - 1], start=1)
        if (band := band_of(rule.when)) is not None and covers(rest_of(rule.when), rest_of(condition))
    ]
    reached, used = wanted.low, list[int]()
    for band, earlier in sorted(bands, key=lambda each: each[0].low):
        if band.low <= reached < band.high:
            reached = band.high
            used.append(earlier)
    return used if reached >= wanted.high else []


def _cut_by_score(one: Condition, other: Condition) -> bool:
    return _without_score(one) == _without_score(other) and _score(one).cuts(_score(other))


def _cut_by_subject(one: Condition, other: Condition) -> bool:
    has_band = all(each.equals is None and (each.fact or each.competency) for each in (one, other))
    return has_band and _without_bounds(one) == _without_bounds(other) and _bounds(one).cuts(_bounds(other))


def _score_band(condition: Condition) -> Band | None:
    """Return the scores of a condition; bounds that are no scores are refused for that."""
    given = (condition.score_below, condition.score_at_least)
    return _score(condition) if all(0 <= bound <= 100 for bound in given if bound is not None) else None  # noqa: PLR2004 -- scores run 0-100


def _value_band(condition: Condition) -> Band | None:
    """Return the values of a fact or competency for which a condition holds; None where they are no numbers."""
    if condition.fact is None and condition.competency is None:
        return None
    band, wanted = _bounds(condition), condition.equals
    if isinstance(wanted, bool | str):
        return None
    if wanted is not None:
        band = Band(max(band.low, wanted), min(band.high, math.nextafter(wanted, math.inf)))
    return band if condition.fact is not None else Band(max(band.low, 0), min(band.high, _HIGHEST))


def _score(condition: Condition) -> Band:
    low = condition.score_at_least if condition.score_at_least is not None else 0
    return Band(low, condition.score_below if condition.score_below is not None else _HIGHEST)


def _bounds(condition: Condition) -> Band:
    above = -math.inf if condition.above is None else math.nextafter(condition.above, math.inf)
    low = max(above, -math.inf if condition.at_least is None else condition.at_least)
    return Band(low, math.inf if condition.below is None else condition.below)


def _without_score(condition: Condition) -> Condition:
    return replace(condition, score_below=None, score_at_least=None)


def _without_value(condition: Condition) -> Condition:
    return replace(_without_bounds(condition), equals=None)


def _without_bounds(condition: Condition) -> Condition:
    return replace(condition, above=None, below=None, at_least=None)
