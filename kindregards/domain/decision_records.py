"""What a decision keeps, so that it explains itself later from its own record."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.applications import Candidate, ExpectedInterview, Outcome, Stage
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.policies import Branch, Policy, Rule
from kindregards.domain.rule_sentences import Sentences

OTHER_WORDS = "other"
"""Stands in a record for words of a fact that no rule names: they might say who somebody is."""

_RULE_NUMBER = re.compile(r"rule (\d+):")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecord:
    """One decision with everything that explains it; `version` counts an application's decisions from 1.

    `sentences` is the rule that fired, by language, from the version that never changes; empty where none fired. It and
    `reason_labels` name reasons as the list did when it was decided.
    `differed` is None where the rule left it to a person. `seconds_on_case` and `evidence` are the person's, where the
    console saw them; decisions over the API have none.
    """

    application_id: str
    version: int
    state: str
    outcome: Outcome
    mode: str
    decided_by: str
    decided_at: datetime
    policy_name: str
    policy_version: int
    rule: str | None
    rule_number: int | None
    sentences: Sentences
    reason: str | None
    reason_labels: Sentences
    inputs: Mapping[str, object]
    flags: tuple[str, ...] = ()
    differed: bool | None = None
    seconds_on_case: int | None = None
    evidence: tuple[str, ...] = ()


def fired_rule(policy: Policy, name: str | None) -> tuple[int, Rule] | None:
    """Return the rule that a recorded name speaks of, with its number from 1; None where no rule fired."""
    found = _RULE_NUMBER.match(name or "")
    if found is None:
        return None
    number = int(found[1])
    return (number, policy.rules[number - 1]) if 0 < number <= len(policy.rules) else None


def differs_from_rule(policy: Policy, name: str | None, outcome: Outcome) -> bool | None:
    """Say whether an outcome is another than the rule's own; None where the rule, or no rule, asks a person."""
    fired = fired_rule(policy, name)
    if fired is None or fired[1].then is Branch.REVIEW:
        return None
    return outcome is not (Outcome.REJECT if fired[1].then is Branch.REJECT else Outcome.ADVANCE)


def inputs_of(
    policy: Policy,
    *,
    stage: Stage,
    interview: ExpectedInterview,
    candidate: Candidate,
    result_id: str | None,
    result: InterviewResult | None,
) -> dict[str, object]:
    """Return what the rules of a policy looked at: numbers, codes and truths, nothing about who it was."""
    inputs: dict[str, object] = {
        "stage": stage,
        "source": interview.source,
        "country": candidate.country,
        "region": candidate.region,
        "ai_interview": candidate.consents.ai_interview,
        "notified_at": interview.notified_at.isoformat() if interview.notified_at else None,
        "result": result_id,
    }
    if result is None:
        return inputs | {"score": None, "confidence": None}
    scores = {each.name: each.score for each in reversed(result.competencies)}
    names = [each.when.fact for each in policy.rules if each.when.fact is not None]
    facts = {name: _kept(policy, name, result.facts.get(name)) for name in names}
    competencies = [each.when.competency for each in policy.rules if each.when.competency is not None]
    gaps = [each.when.requirement_gap for each in policy.rules if each.when.requirement_gap is not None]
    named = {concern.requirement for concern in result.concerns}
    return inputs | {
        "completed_at": result.completed_at.isoformat(),
        "score": result.score,
        "confidence": result.confidence,
        **({"facts": facts} if facts else {}),
        **({"competencies": {name: scores.get(name) for name in competencies}} if competencies else {}),
        **({"gaps": sorted(set(gaps) & named)} if gaps else {}),
    }


def _kept(policy: Policy, fact: str, value: float | str | bool | None) -> float | str | bool | None:  # noqa: FBT001 -- a fact may be a truth
    """Return a fact's value; words only where a rule names the same ones."""
    if not isinstance(value, str):
        return value
    named = {rule.when.equals for rule in policy.rules if rule.when.fact == fact}
    return value if value in named else OTHER_WORDS
