"""Which way a policy sends an interview result: advance, reject, or to a person."""

from dataclasses import dataclass
from enum import StrEnum

from kindregards.domain.applications import Candidate, ExpectedInterview, Stage
from kindregards.domain.conditions import Case, condition_holds, describe_condition
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.jurisdictions import needs_ai_consent, notice_before, person_decides_first
from kindregards.domain.policies import Branch, Policy, Rule

CONFIDENCE_FLOOR = 0.5
"""Below this the interview itself doubts its score, so it turns nobody down without a person."""

NO_RULE = "no rule matched"
DEFAULT_REASON = "interview_performance"


class Flag(StrEnum):
    """Why a person has to look."""

    BORDERLINE_RULE = "borderline_rule"
    NO_RULE_MATCHED = "no_rule_matched"
    LOW_CONFIDENCE = "low_confidence"
    LAW_WANTS_PERSON = "law_wants_person"
    AUTOMATIC_REJECTION_OFF = "automatic_rejection_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the policy says. `rule` is stable, such as `rule 2: score below 60`; `rule_number` counts from 1.

    `reason` is set for every branch but an advance; in a review it is the one offered to the reviewer.
    `flags` is empty unless the branch is a review.
    """

    branch: Branch
    rule: str
    rule_number: int | None
    reason: str | None
    flags: tuple[Flag, ...] = ()


def assess(
    *, policy: Policy, stage: Stage, candidate: Candidate, interview: ExpectedInterview, result: InterviewResult
) -> Assessment:
    """Apply the first rule that matches; without one a person decides.

    A rejection by rule becomes a review where the policy does not reject by itself, where the law of the candidate's
    country wants a person first, or where the result's confidence is below CONFIDENCE_FLOOR. An unknown confidence
    is not low.
    """
    case = Case(stage=stage, interview=interview, candidate=candidate, result=result)
    for number, rule in enumerate(policy.rules, start=1):
        if condition_holds(rule.when, case):
            return _follow(rule, number, policy=policy, case=case)
    return Assessment(
        branch=Branch.REVIEW, rule=NO_RULE, rule_number=None, reason=DEFAULT_REASON, flags=(Flag.NO_RULE_MATCHED,)
    )


def rule_name(rule: Rule, number: int) -> str:
    """Return the name under which a decision records its rule."""
    return f"rule {number}: {describe_condition(rule.when)}"


def _follow(rule: Rule, number: int, *, policy: Policy, case: Case) -> Assessment:
    flags = _flags(rule, policy=policy, case=case)
    branch = Branch.REVIEW if flags else rule.then
    reason = None if branch is Branch.ADVANCE else rule.reason or DEFAULT_REASON
    return Assessment(branch=branch, rule=rule_name(rule, number), rule_number=number, reason=reason, flags=flags)


def _flags(rule: Rule, *, policy: Policy, case: Case) -> tuple[Flag, ...]:
    match rule.then:
        case Branch.ADVANCE:
            return ()
        case Branch.REVIEW:
            return (Flag.BORDERLINE_RULE,)
        case Branch.REJECT:
            return _doubts_about_rejecting(policy=policy, case=case)


def _doubts_about_rejecting(*, policy: Policy, case: Case) -> tuple[Flag, ...]:
    confidence = case.result.confidence
    doubts = (
        (Flag.LOW_CONFIDENCE, confidence is not None and confidence < CONFIDENCE_FLOOR),
        (Flag.LAW_WANTS_PERSON, _law_wants_person(case)),
        (Flag.AUTOMATIC_REJECTION_OFF, not policy.automatic_rejection),
    )
    return tuple(flag for flag, holds in doubts if holds)


def _law_wants_person(case: Case) -> bool:
    """Say whether a score may not turn this person down by itself where they live."""
    candidate = case.candidate
    is_unasked = needs_ai_consent(candidate.country, candidate.region) and not candidate.consents.ai_interview
    notice = notice_before(candidate.country, candidate.region)
    told = case.interview.notified_at
    is_late = notice is not None and (told is None or case.result.completed_at - told < notice)
    return person_decides_first(candidate.country) or is_unasked or is_late
