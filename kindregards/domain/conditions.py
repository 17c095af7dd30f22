"""When a rule's condition holds, and how it reads as words."""

from collections.abc import Iterator
from dataclasses import dataclass

from kindregards.domain.applications import Candidate, ExpectedInterview, Stage
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.policies import Condition

Value = float | str | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a condition looks at."""

    stage: Stage
    interview: ExpectedInterview
    candidate: Candidate
    result: InterviewResult


def condition_holds(condition: Condition, case: Case) -> bool:
    """Say whether every set part holds; a part about something missing does not."""
    return all(_parts(condition, case))


def describe_condition(condition: Condition) -> str:
    """Return the condition in words, such as `score below 60`; an empty one is `always`."""
    return " and ".join(_phrases(condition)) or "always"


def _parts(condition: Condition, case: Case) -> Iterator[bool]:
    result = case.result
    if condition.score_below is not None:
        yield result.score < condition.score_below
    if condition.score_at_least is not None:
        yield result.score >= condition.score_at_least
    if condition.confidence_below is not None:
        yield result.confidence is not None and result.confidence < condition.confidence_below
    if condition.stage is not None:
        yield case.stage == condition.stage
    if condition.source is not None:
        yield case.interview.source == condition.source
    if condition.country is not None:
        yield (case.candidate.country or "").upper() == condition.country.upper()
    if condition.requirement_gap is not None:
        yield any(concern.requirement == condition.requirement_gap for concern in result.concerns)
    if has_subject(condition) or has_comparison(condition):
        yield has_subject(condition) and all(_compares(condition, value) for value in _subjects(condition, result))


def has_subject(condition: Condition) -> bool:
    """Say whether the condition names a fact or a competency."""
    return condition.fact is not None or condition.competency is not None


def has_comparison(condition: Condition) -> bool:
    """Say whether the condition compares the fact or competency it should name."""
    bounds = (condition.above, condition.below, condition.at_least, condition.equals)
    return any(bound is not None for bound in bounds)


def _subjects(condition: Condition, result: InterviewResult) -> Iterator[Value | None]:
    if condition.fact is not None:
        yield result.facts.get(condition.fact)
    if condition.competency is not None:
        yield _competency_score(condition.competency, result)


def _competency_score(name: str, result: InterviewResult) -> float | None:
    """Return the first score given under this name."""
    scores = (competency.score for competency in result.competencies if competency.name == name)
    return next((score for score in scores if score is not None), None)


def _compares(condition: Condition, value: Value | None) -> bool:
    if value is None:
        return False
    if condition.equals is not None and not _same(value, condition.equals):
        return False
    if condition.above is None and condition.below is None and condition.at_least is None:
        return True
    if isinstance(value, bool | str):
        return False
    return (
        (condition.above is None or value > condition.above)
        and (condition.below is None or value < condition.below)
        and (condition.at_least is None or value >= condition.at_least)
    )


def _same(value: Value, wanted: Value) -> bool:
    # Python holds True == 1; a fact "certified: true" is not the number one.
    return isinstance(value, bool) == isinstance(wanted, bool) and value == wanted


def _phrases(condition: Condition) -> Iterator[str]:
    if condition.score_below is not None:
        yield f"score below {_number(condition.score_below)}"
    if condition.score_at_least is not None:
        yield f"score at least {_number(condition.score_at_least)}"
    if condition.confidence_below is not None:
        yield f"confidence below {_number(condition.confidence_below)}"
    for name, wanted in (("stage", condition.stage), ("source", condition.source), ("country", condition.country)):
        if wanted is not None:
            yield f"{name} is {wanted}"
    if condition.requirement_gap is not None:
        yield f"requirement {condition.requirement_gap} not met"
    subject = " and ".join(name for name in (condition.fact, condition.competency) if name is not None)
    if subject or has_comparison(condition):
        yield f"{subject} {_comparison(condition)}".strip()


def _comparison(condition: Condition) -> str:
    bounds = (("above", condition.above), ("at least", condition.at_least), ("below", condition.below))
    words = [f"{word} {_number(bound)}" for word, bound in bounds if bound is not None]
    if condition.equals is not None:
        words.append(f"is {condition.equals}")
    return " and ".join(words) or "is known"


def _number(value: float) -> str:
    """Return a number as people write it: 60 rather than 60.0, and never rounded."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))
