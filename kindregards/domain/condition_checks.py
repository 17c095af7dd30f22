"""What is wrong with one rule's condition, and when one condition makes another pointless."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, fields

from kindregards.domain.applications import Stage
from kindregards.domain.conditions import has_comparison, has_subject
from kindregards.domain.countries import is_country
from kindregards.domain.policies import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyProblem:
    """One problem with a stable code; `rule` counts from 1 and is None where it concerns no rule."""

    code: str
    message: str
    rule: int | None = None


def check_condition(condition: Condition, number: int) -> Iterator[PolicyProblem]:
    """Yield what is wrong with the condition of rule `number`."""
    for code, sentence in (
        *_check_bounds(condition),
        *_check_names(condition),
        *_check_subject(condition),
        *_check_contradictions(condition),
    ):
        yield PolicyProblem(code=code, rule=number, message=f"Rule {number}: {sentence}")


def covers(wide: Condition, narrow: Condition) -> bool:
    """Say whether everything that matches `narrow` surely matches `wide`."""
    has_demand = has_subject(wide) or has_comparison(wide)
    if has_demand and (wide.fact, wide.competency) != (narrow.fact, narrow.competency):
        return False
    exact = ("stage", "source", "country", "equals", "requirement_gap")
    ceilings = ("score_below", "confidence_below", "below")
    floors = ("score_at_least", "above", "at_least")
    return (
        all(_same_or_free(getattr(wide, name), getattr(narrow, name)) for name in exact)
        and all(_reaches(getattr(wide, name), getattr(narrow, name), sign=1) for name in ceilings)
        and all(_reaches(getattr(wide, name), getattr(narrow, name), sign=-1) for name in floors)
    )


def _same_or_free(wide: object, narrow: object) -> bool:
    return wide is None or (type(wide) is type(narrow) and wide == narrow)


def _reaches(wide: float | None, narrow: float | None, *, sign: int) -> bool:
    """Say whether the wide bound lies at or beyond the narrow one; `sign` 1 for ceilings, -1 for floors."""
    return wide is None or (narrow is not None and sign * narrow <= sign * wide)


def _check_bounds(condition: Condition) -> Iterator[tuple[str, str]]:
    for field in fields(condition):
        value = getattr(condition, field.name)
        if isinstance(value, float) and not math.isfinite(value):
            yield "not_a_number", f"{field.name} is not a finite number."
    scores = {"score_below": condition.score_below, "score_at_least": condition.score_at_least}
    if condition.competency is not None:
        scores |= {"above": condition.above, "below": condition.below, "at_least": condition.at_least}
    for name, score in scores.items():
        if score is not None and not 0 <= score <= 100:  # noqa: PLR2004 -- scores run 0-100
            yield "score_out_of_range", f"{name} is {score}, but scores run from 0 to 100."
    if condition.confidence_below is not None and not 0 <= condition.confidence_below <= 1:
        yield "confidence_out_of_range", f"confidence_below is {condition.confidence_below}; it runs from 0 to 1."


def _check_names(condition: Condition) -> Iterator[tuple[str, str]]:
    if condition.stage is not None and condition.stage not in set(Stage):
        yield "stage_unknown", f"there is no stage {condition.stage!r}; use {', '.join(Stage)}."
    if condition.country is not None and not is_country(condition.country):
        yield "country_unknown", f"{condition.country!r} is no ISO 3166-1 country code, such as CN."


def _check_subject(condition: Condition) -> Iterator[tuple[str, str]]:
    if condition.fact is not None and condition.competency is not None:
        yield "two_subjects", "name a fact or a competency, not both; write two rules."
    if has_comparison(condition) and not has_subject(condition):
        yield "subject_missing", "a comparison needs the fact or competency it looks at."
    if has_subject(condition) and not has_comparison(condition):
        yield "comparison_missing", "say what the fact or competency is compared with."
    if condition.competency is not None and isinstance(condition.equals, str | bool):
        yield "equals_not_a_score", "a competency's score is a number; compare it with one."


def _check_contradictions(condition: Condition) -> Iterator[tuple[str, str]]:
    if _is_empty(condition.score_at_least, condition.score_below):
        yield "never_true", f"no score is at least {condition.score_at_least} and below {condition.score_below}."
    if _is_empty(condition.at_least, condition.below) or _is_empty(condition.above, condition.below):
        yield "never_true", "nothing lies both above its lower and below its upper bound."
    if condition.score_below == 0 or condition.confidence_below == 0:
        yield "never_true", "nothing is below 0."
    if condition.equals is not None and not _equals_fits(condition):
        yield "never_true", f"{condition.equals!r} lies outside the other bounds."


def _is_empty(floor: float | None, ceiling: float | None) -> bool:
    return floor is not None and ceiling is not None and floor >= ceiling


def _equals_fits(condition: Condition) -> bool:
    wanted = condition.equals
    if condition.above is None and condition.below is None and condition.at_least is None:
        return True
    if wanted is None or isinstance(wanted, bool | str):
        return False
    return (
        (condition.above is None or wanted > condition.above)
        and (condition.below is None or wanted < condition.below)
        and (condition.at_least is None or wanted >= condition.at_least)
    )
